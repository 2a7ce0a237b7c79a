"""Of what a client's chat can be told."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from herringbone.record.models import Event


@dataclass(frozen=True)
class ChatKind:
    """A box on the page, and the events behind it."""

    key: str
    label: str | Promise
    verbs: tuple[str, ...]


CHAT_KINDS = (
    ChatKind("client", gettext_lazy("The client writes or objects"), ("client message received", "objection received")),
    ChatKind(
        "reports", gettext_lazy("Reports are issued, published, confirmed"),
        ("contact report issued", "status report published", "report confirmed"),
    ),
    ChatKind(
        "jobs", gettext_lazy("Jobs begin, change, move on"), ("form submitted", "change submitted", "stage moved")
    ),
    ChatKind("dates", gettext_lazy("Milestones move or are reached"), ("milestone moved", "milestone reached")),
    ChatKind("meetings", gettext_lazy("Meetings are planned or called off"), ("meeting planned", "meeting withdrawn")),
)  # fmt: skip
CHAT_KIND_OF = {verb: kind.key for kind in CHAT_KINDS for verb in kind.verbs}


def told_in_chat(event: Event) -> str:
    """What a client's chat reads of an event, in the language in force: names, and nothing that was written."""
    who = event.by or event.contact or _("Herringbone")
    return _sentences()[event.verb] % {"who": who, "client": event.client}


def _sentences() -> dict[str, str]:
    return {
        "client message received": _("%(client)s wrote and waits for an answer"),
        "objection received": _("%(who)s objects to a point of a contact report to %(client)s"),
        "contact report issued": _("%(who)s issued a contact report to %(client)s"),
        "status report published": _("%(who)s published a status report for %(client)s"),
        "report confirmed": _("%(who)s confirmed a contact report to %(client)s"),
        "form submitted": _("%(who)s submitted the form of a new job for %(client)s"),
        "change submitted": _("%(who)s submitted a change form for %(client)s"),
        "stage moved": _("%(who)s moved a job of %(client)s to another stage"),
        "milestone moved": _("%(who)s moved a milestone of a job of %(client)s"),
        "milestone reached": _("%(who)s noted that a milestone of %(client)s is reached"),
        "meeting planned": _("%(who)s planned a meeting with %(client)s"),
        "meeting withdrawn": _("%(who)s called a meeting with %(client)s off"),
    }
