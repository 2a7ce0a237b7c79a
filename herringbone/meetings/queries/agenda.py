"""What is still open from earlier reports, and so stands at the top of the next meeting's agenda."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from herringbone.clients.models import Client, Contact
from herringbone.meetings.models import AgendaItem, CalledFor, IssuedItem, Meeting
from herringbone.people.models import Person
from herringbone.work.models import Job, Task, Waiting

AT_MOST = 12


@dataclass(frozen=True)
class OpenStep:
    """A next step of an earlier report that is not done: ours (a task) or the client's (a waiting)."""

    key: str
    text: str
    who: Person | Contact | None
    due: date | None

    @property
    def named(self) -> str:
        """The step with who does it: "Send the frames (Marta Galli)"."""
        return f"{self.text} ({self.who})" if self.who else self.text

    @property
    def point(self) -> str:
        """How it stands on an agenda: "Open: Send the frames (Marta Galli)"."""
        words = _("Open: %(step)s (%(who)s)") if self.who else _("Open: %(step)s")
        return (words % {"step": self.text, "who": self.who})[:200]


def open_steps(client: Client, job: Job | None = None, keys: Collection[str] | None = None) -> list[OpenStep]:
    """The open steps from the reports that this client was sent, the one due first on top: of a job, or of all; where
    `keys` are given those alone. Two queries.

    What was agreed in a call whose report was not issued is left out: the client has not read it.
    """
    issued = IssuedItem.objects.filter(issue__report__meeting__client=client)
    if keys is not None:
        issued = issued.filter(key__in=keys)
    of_job = {"job": job} if job else {}
    tasks = (
        Task.objects.filter(client=client, **of_job, done=None, dropped=None, item_key__in=issued.values("key"))
        .select_related("owner")
        .order_by("due", "pk")[:AT_MOST]
    )
    waits = (
        Waiting.objects.filter(client=client, **of_job, ended=None, item_key__in=issued.values("key"))
        .select_related("contact")
        .order_by("since", "pk")[:AT_MOST]
    )
    found = [OpenStep(task.item_key, task.title, task.owner, task.due) for task in tasks]
    found += [OpenStep(wait.item_key, wait.what, wait.contact, wait.wanted_on) for wait in waits]
    return sorted(found, key=lambda step: (step.due or date.max, step.key))[:AT_MOST]


def steps_for(meeting: Meeting) -> list[OpenStep]:
    """The open steps that a meeting may take up: those of its client; of a kick-off, those of its job alone. Three
    queries."""
    kick_off = CalledFor.objects.filter(meeting=meeting, kind=CalledFor.Kind.KICK_OFF).select_related("job").first()
    return open_steps(meeting.client, kick_off.job if kick_off else None)


def not_yet_on(steps: Iterable[OpenStep], agenda: Iterable[AgendaItem]) -> list[OpenStep]:
    """The open steps that an agenda does not take up."""
    taken = {point.from_key for point in agenda}
    return [step for step in steps if step.key not in taken]
