"""Desks and tasks for tests."""

from datetime import datetime

from herringbone.clients.models import Client
from herringbone.core import clock
from herringbone.desk.queries.duties import desk_duties
from herringbone.people.models import Person
from herringbone.people.rules import standing
from herringbone.work.actions import make_task
from herringbone.work.models import Task
from tests.world import MONDAY, World


def desk(person: Person, at: datetime = MONDAY) -> list[tuple[str, str]]:
    """What a person's desk says at a moment, as (title, reason)."""
    with clock.clock_at(at):
        return [(duty.line.what, duty.reason) for duty in desk_duties(standing(person), at) if duty.kind == "task"]


def a_task(
    world: World, title: str, owner: Person, due: datetime, client: Client | None = None, by: Person | None = None
) -> Task:
    """A task that Ann, or whoever is named, gives somebody for Alder, or another client."""
    client = client or world.alder
    return make_task(by=by or world.ae_alder, client=client, title=title, owner=owner, due_at=due)
