"""What a row of a calendar file writes, for whoever looks before it lands."""

from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from herringbone.clients.importing.report import Fact
from herringbone.clients.models import Contact
from herringbone.core.wording.dates import city, clock_time, written
from herringbone.meetings.models import Meeting
from herringbone.people.models import Person

NAMED = 6  # of those who were asked
LABELS = {
    "topic": gettext_lazy("What it is about"), "when": gettext_lazy("When"), "place": gettext_lazy("Where"),
    "conference": gettext_lazy("By video or telephone"),
}  # fmt: skip


@dataclass(frozen=True)
class AsTold:
    """How a meeting reads, so that two of its versions can be compared; its hours by the clock of its office."""

    topic: str
    when: str
    place: str
    conference: str

    @classmethod
    def of(cls, meeting: Meeting) -> "AsTold":
        """As it stands now."""
        zone = meeting.office.zone_at(meeting.starts)
        with timezone.override(ZoneInfo(zone)):
            from_, to = timezone.localtime(meeting.starts), timezone.localtime(meeting.ends)
            ends = clock_time(to) if from_.date() == to.date() else f"{written(to, 'far')} {clock_time(to)}"
            when = f"{written(from_, 'weekday far')} {clock_time(from_)}–{ends} ({city(zone)})"
        return cls(meeting.topic, when, meeting.place, meeting.conference)


def written_facts(meeting: Meeting, asked: Iterable[Person | Contact]) -> list[Fact]:
    """What is written of a new meeting, or of the first of a series: its title stands beside."""
    told, names = AsTold.of(meeting), [one.name for one in asked]
    more = ["…"] if len(names) > NAMED else []
    facts = [
        (_("Client"), meeting.client.name), (LABELS["when"], told.when), (LABELS["place"], told.place),
        (LABELS["conference"], told.conference), (_("Asked, and on file"), ", ".join([*names[:NAMED], *more])),
        (_("Writes the report"), "" if meeting.internal else meeting.reporter.name),
    ]  # fmt: skip
    return [Fact(str(label), text) for label, text in facts if text]


def changed_facts(was: AsTold, now: AsTold) -> list[Fact]:
    """What a newer version of a meeting says otherwise."""
    pairs = [(label, getattr(was, name), getattr(now, name)) for name, label in LABELS.items()]
    return [Fact(str(label), now or _("none"), was) for label, was, now in pairs if was != now]


def off_fact(meeting: Meeting) -> Fact:
    """That a meeting does not take place."""
    return Fact(_("Called off"), AsTold.of(meeting).when)
