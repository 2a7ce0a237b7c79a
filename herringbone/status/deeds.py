"""What of this floor is evidence of a deed: `check` holds it against the chain of events."""

from herringbone.record.acts import Act
from herringbone.status.models import Published, Review, Update

ACTS = (
    Act(Published, ("status report published",)),
    Act(Review, ("status report reviewed",)),
    Act(Update, ("daily update sent", "daily update given by call")),
)
