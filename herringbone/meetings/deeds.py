"""What of this floor is evidence of a deed: `check` holds it against the chain of events."""

from herringbone.meetings.models import Confirmation, Issue, KickOffWaived, Objection, Settlement, Withdrawal
from herringbone.record.acts import Act

ACTS = (
    Act(Issue, ("contact report issued",)),
    Act(Confirmation, ("report confirmed",), who="noted_by"),
    Act(Objection, ("objection received",), who="noted_by"),
    Act(Settlement, ("objection settled",), alone=False),  # a correction settles some by itself
    Act(Withdrawal, ("meeting withdrawn",), alone=False),  # those of a series are called off together
    Act(KickOffWaived, ("kick-off waived",)),
)
