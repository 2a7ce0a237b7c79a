"""The kinds of notice that a person chooses between: which events belong to each, and what counts where nobody chose.

Every verb of `tells` belongs to exactly one kind. What is `kept` stands in the program whatever a person says, so
that nothing is lost when mail or chat is down; what is `urgent` is for a person's safety and cannot be turned off.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from herringbone.desk.models import Mail


@dataclass(frozen=True)
class NoticeKind:
    """One row of the settings page."""

    key: str
    label: str | Promise
    about: str | Promise
    verbs: tuple[str, ...]
    mail: Mail = Mail.AT_ONCE
    chat: bool = False
    kept: bool = False  # shown in the program in any case
    urgent: bool = False  # mailed in any case, at any hour, and even to whoever is away
    passed_on: bool = False  # told to whoever stands in, too


KINDS = (
    NoticeKind(
        "mention", _("Somebody mentions you"), _("in a conversation about a client, a job or a meeting"),
        ("remark posted",), chat=True, kept=True, passed_on=True,
    ),
    NoticeKind(
        "client", _("A client writes or objects"), _("to you as point person, supervisor or author of a report"),
        ("client message received", "objection received"), chat=True, kept=True, passed_on=True,
    ),
    NoticeKind(
        "confirmed", _("A client confirms"), _("a contact report that you issued"), ("report confirmed",), Mail.DAILY
    ),
    NoticeKind(
        "form", _("A form waits for you"), _("to be acknowledged: new jobs and changes"),
        ("form submitted", "change submitted", "form handed on", "acknowledgement asked for"), chat=True, kept=True,
        passed_on=True,
    ),
    NoticeKind(
        "acknowledged", _("Your form is acknowledged"), _("by a click or by word"),
        ("form acknowledged", "form acknowledged by word"), Mail.DAILY,
    ),
    NoticeKind(
        "task", pgettext_lazy("a kind of notice", "A task for you"), _("given to you, or handed over"),
        ("task made", "task handed over"), chat=True, kept=True, passed_on=True,
    ),
    NoticeKind(
        "line", _("A status line is asked of you"), _("for a report to a client"),
        ("lines asked for", "lines asked for again", "question handed over"), chat=True, kept=True, passed_on=True,
    ),
    NoticeKind(
        "answer", _("A line that you asked for comes"), _("from one of ours or from outside"), ("line proposed",)
    ),
    NoticeKind(
        "reviewed", _("Your status report is reviewed"), _("by whoever leads the account"),
        ("status report reviewed",),
    ),
    NoticeKind(
        "role", _("What you are responsible for"), _("a role, the lead of a job, a job of yours without a kick-off"),
        ("role given", "lead changed", "kick-off waived"), kept=True,
    ),
    NoticeKind("cover", _("You stand in"), _("for somebody who is away"), ("cover arranged",), kept=True),
    NoticeKind(
        "asked", _("Something of yours is late"), _("somebody above asks about it, or takes it over"),
        ("duty asked about", "duty taken over"), chat=True, kept=True, passed_on=True,
    ),
    NoticeKind(
        "four eyes", _("Four eyes"), _("somebody asks you to agree, agrees with you or refuses"),
        ("second look asked for", "second look agreed to", "second look refused"), kept=True,
    ),
    NoticeKind(
        "looked", _("An administrator looks"), _("at Herringbone as you see it"), ("viewing begun",), Mail.ANY_HOUR,
        kept=True, urgent=True,
    ),
    NoticeKind(
        "outside", _("A way out is stopped"), _("a webhook of the agency, or a chat that you set up"),
        ("webhook stopped", "chat stopped"), kept=True,
    ),
)  # fmt: skip

KIND_OF = {verb: kind for kind in KINDS for verb in kind.verbs}
URGENT = tuple(verb for verb, kind in KIND_OF.items() if kind.urgent)
