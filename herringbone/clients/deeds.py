"""What of this floor is evidence of a deed: `check` holds it against the chain of events."""

from herringbone.clients.models import Answer, Consent, Message, Post, Revenue
from herringbone.record.acts import Act

ACTS = (
    Act(Message, ("client message received",), who="noted_by"),
    Act(Answer, ("client message answered",)),
    Act(Post, ("remark posted",), alone=False),  # files that are brought in have remarks, too
    Act(Consent, ("consent recorded",), alone=False),  # of two contacts that are merged the stricter word is written
    Act(Revenue, ("revenue declared",)),
)
