"""The kinds of event that another program may be told of, under names that stay: they are what receivers rely on."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# The name outside, the event's verb, and its words on the page.
TYPES: tuple[tuple[str, str, str | Promise], ...] = (
    ("client.opened", "client opened", _("A client is opened")),
    ("client.changed", "client changed", _("A client’s record changes")),
    ("contact.added", "contact added", _("A contact is added")),
    ("contact.changed", "contact changed", _("A contact changes")),
    ("contact.left", "contact left", _("A contact leaves the client")),
    ("message.received", "client message received", _("A client writes")),
    ("message.answered", "client message answered", _("A client is answered")),
    ("job.opened", "form submitted", _("A form is submitted and the job has its number")),
    ("job.acknowledged", "form acknowledged", _("A department acknowledges a form")),
    ("job.stage_moved", "stage moved", _("A job moves to another stage")),
    ("job.next_step_set", "next step set", _("A job’s next step is set")),
    ("job.lead_changed", "lead changed", _("A job has another lead")),
    ("change.submitted", "change submitted", _("A change form is submitted")),
    ("milestone.planned", "milestone planned", _("A milestone is planned")),
    ("milestone.moved", "milestone moved", _("A milestone moves")),
    ("milestone.reached", "milestone reached", _("A milestone is reached")),
    ("task.made", "task made", _("A task is given")),
    ("task.done", "task done", _("A task is done")),
    ("waiting.begun", "client waited for", _("Something is asked of the client")),
    ("waiting.ended", "waiting ended", _("What was asked of the client has come")),
    ("meeting.planned", "meeting planned", _("A meeting is planned")),
    ("meeting.changed", "meeting changed", _("A meeting changes")),
    ("meeting.withdrawn", "meeting withdrawn", _("A meeting is called off")),
    ("contact_report.issued", "contact report issued", _("A contact report is issued")),
    ("contact_report.confirmed", "report confirmed", _("A client confirms a contact report")),
    ("contact_report.objected", "objection received", _("A client objects to a contact report")),
    ("status_report.published", "status report published", _("A status report is published")),
    ("duty.taken_over", "duty taken over", _("A late duty is taken over")),
)

VERB_OF = {name: verb for name, verb, _words in TYPES}
TYPE_OF = {verb: name for name, verb, _words in TYPES}
TEST = "herringbone.test"
EVERY = "*"  # kept in place of names: all there are, and those that a later version brings
# How they stand together on the page: a heading, and what their names begin with.
GROUPS: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (_("Clients and their contacts"), ("client", "contact", "message")),
    (_("Jobs, their dates and tasks"), ("job", "change", "milestone", "task", "waiting")),
    (_("Meetings and reports"), ("meeting", "contact_report", "status_report")),
    (_("What we owe"), ("duty",)),
)


def names_of(kinds: Sequence[str]) -> list[str]:
    """The names that a webhook of these kinds is told of."""
    return [name for name in VERB_OF if EVERY in kinds or name in kinds]


def group_of(name: str) -> int:
    """Which of GROUPS a name belongs to. Raises StopIteration for one that has none."""
    begins = name.partition(".")[0]
    return next(number for number, (_heading, found) in enumerate(GROUPS) if begins in found)
