"""Duties that fell due, for tests of the record."""

from datetime import datetime

from herringbone.clients.models import Client
from herringbone.core import clock
from herringbone.desk.tests.builders import a_task
from herringbone.ontime.month import Month
from herringbone.ontime.queries.record import Line, Record, record_of
from herringbone.people.models import Person
from herringbone.people.rules import standing
from herringbone.record.duties.holding import settle
from herringbone.work.actions import finish_task
from tests.world import DAY, MONDAY, World

MARCH = Month(2026, 3)
DUE = MONDAY + DAY
AFTER = MONDAY + 5 * DAY  # when all of what these tests promise has fallen due


def fell_due(
    world: World, title: str, owner: Person, *, done: datetime | None = None, client: Client | None = None,
    by: Person | None = None, due: datetime = DUE,
) -> None:  # fmt: skip
    """A task that fell due, and was done at a moment or is still open."""
    task = a_task(world, title, owner, due, client, by)
    if done:
        with clock.clock_at(done):
            finish_task(by=owner, task=task)


def seen_by(person: Person, month: Month = MARCH, at: datetime = AFTER) -> Record:
    """The record that somebody reads, once what fell due is settled."""
    with clock.clock_at(at):
        settle()
        return record_of(standing(person), month)


def told(lines: list[Line]) -> dict[str, tuple[int, int, int]]:
    """By name: fell due, in time, late."""
    return {line.name: (line.figures.fell, line.figures.in_time, line.figures.late) for line in lines}
