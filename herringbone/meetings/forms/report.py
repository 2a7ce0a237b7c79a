"""The rows of a contact report as they are posted: any number of items, each under its key.

`item` lists the keys in order; `kind-KEY`, `text-KEY`, `job-KEY`, `owner-KEY`, `due-KEY`, `agenda-KEY` are its fields.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.core.dates import Ambiguous, Read, label, question, read_date
from herringbone.core.models import Office
from herringbone.core.text import prose
from herringbone.core.typed import Unread, Way
from herringbone.meetings.actions import Written
from herringbone.meetings.models import AgendaItem, Item, Meeting
from herringbone.meetings.queries.writing import Choices, Row, shown_due
from herringbone.people.models import Person
from herringbone.work.models import Job

AT_MOST = 300  # rows that are looked at


@dataclass(frozen=True)
class Typed:
    """What was posted: items for the action, rows to show again, and by key what could not be read and may be meant."""

    items: list[Written]
    rows: list[Row]
    errors: Mapping[str, Unread]


@dataclass(frozen=True)
class Days:
    """How a date in a field is read: by the clock and in the language of who writes. A step that is due at an hour is
    due on the day that this hour falls on at the client's office, as a task is."""

    today: date
    office: Office
    writer: Person

    @property
    def zone(self) -> tzinfo:
        """The writer's clock, which the field shows."""
        return self.writer.office.wall

    def read(self, text: str) -> tuple[date, datetime | None]:
        """A day, with the moment if an hour was typed. Raises Unread with what to ask, and what may be meant."""
        clock_now = clock.now().astimezone(self.zone).time()
        reading = read_date(text, self.today, language=self.writer.language, clock=clock_now)
        if isinstance(reading, Ambiguous):
            raise Unread(question(reading, text), tuple(self._way(one) for one in reading.choices))
        if not isinstance(reading, Read) or not (reading.day or reading.time):
            raise Unread(_("“%(text)s” is no date. Write it as thu 26 nov 12:00") % {"text": text[:60]})
        if reading.day is None and reading.time and reading.time <= clock_now:
            raise Unread(_("“%(text)s”: on which day?") % {"text": text[:60]})
        day = reading.day or self.today
        if reading.time is None:
            return day, None
        moment = datetime.combine(day, reading.time, self.zone).astimezone(UTC)
        return self.office.local(moment).date(), moment

    def _way(self, read: Read) -> Way:
        parts = [read.day.isoformat() if read.day else "", f"{read.time:%H:%M}" if read.time else ""]
        return Way(" ".join(filter(None, parts)), label(read, self.today))


def typed_rows(posted: QueryDict, meeting: Meeting, found: Choices, stored: Sequence[Item], writer: Person) -> Typed:
    """The posted rows. A date that cannot be read leaves the stored one as it is, and is told under its key."""
    days = Days(writer.office.local(clock.now()).date(), meeting.client.office, writer)
    before = {item.key: item for item in stored}
    jobs = {str(job.pk): job for job in found.jobs}
    agenda = {str(point.pk): point for point in found.agenda}
    items: list[Written] = []
    rows: list[Row] = []
    errors: dict[str, Unread] = {}
    for key in list(dict.fromkeys(posted.getlist("item")))[:AT_MOST]:
        given = {name: posted.get(f"{name}-{key}", "") for name in ("kind", "text", "job", "owner", "due", "agenda")}
        step = given["kind"] == Item.Kind.NEXT_STEP
        due, due_at = _due(given["due"], before.get(key), days, key, errors) if step else (None, None)
        items.append(
            Written(
                kind=given["kind"] if given["kind"] in Item.Kind.values else Item.Kind.DISCUSSION,
                text=prose(given["text"]), key=key, job=jobs.get(given["job"]),
                owner=found.owners.get(given["owner"]) if step else None, due=due, due_at=due_at,
                agenda=agenda.get(given["agenda"]),
            )
        )  # fmt: skip
        asked = errors.get(key)
        told = {"error": str(asked), "ways": asked.ways} if asked else {}
        rows.append(Row(key, **given, **told))  # type: ignore[arg-type]  # all given are texts
    return Typed(items, rows, errors)


def _due(
    text: str, before: Item | None, days: Days, key: str, errors: dict[str, Unread]
) -> tuple[date | None, datetime | None]:
    text = text.strip()
    if before and text == shown_due(before, days.today):
        return before.due, before.due_at
    if not text:
        return None, None
    try:
        return days.read(text)
    except Unread as reason:
        errors[key] = reason
        return (before.due, before.due_at) if before else (None, None)


def chosen_items(items: Sequence[Written], chosen: Mapping[str, Any], found: Choices) -> list[Written]:
    """The items with what the conflict page's choices say: flat plain values by "KEY:field" (`queries.draft`)."""
    jobs: dict[Any, Job] = {job.pk: job for job in found.jobs}
    agenda: dict[Any, AgendaItem] = {point.pk: point for point in found.agenda}
    made = []
    for item in items:
        value = {name: chosen.get(f"{item.key}:{name}", "") for name in ("kind", "text", "due", "due_at")}
        made.append(
            Written(
                value["kind"], value["text"], item.key, jobs.get(chosen.get(f"{item.key}:job")),
                found.owners.get(chosen.get(f"{item.key}:owner", "")),
                date.fromisoformat(value["due"]) if value["due"] else None,
                datetime.fromisoformat(value["due_at"]) if value["due_at"] else None,
                agenda.get(chosen.get(f"{item.key}:agenda")),
            )
        )  # fmt: skip
    return made
