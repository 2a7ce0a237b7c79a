"""What of this floor is evidence of a deed: `check` holds it against the chain of events."""

from herringbone.record.acts import Act
from herringbone.work.models import Acknowledgement, Chase, Reached, Stage, TaskDone

ACTS = (
    Act(Acknowledgement, ("form acknowledged", "form acknowledged by word"), who="noted_by"),
    Act(Chase, ("client asked again",)),
    Act(Stage, ("stage moved",), alone=False),  # the first comes with the form
    Act(Reached, ("milestone reached",), alone=False),  # jobs that are brought in have some behind them
    Act(TaskDone, ("task done",), alone=False),
)
