"""C7, K3: what is told from the event stream skips nothing, however long a transaction takes to show its events."""

from threading import Event as Signal
from threading import Thread

import pytest
from django.db import connection, transaction

from herringbone.clients.actions import add_contact
from herringbone.core import clock
from herringbone.desk.notices.stream import leave_behind, read_on
from herringbone.people.actions import give_role
from herringbone.people.models import Role
from herringbone.record.models import Event
from tests.world import MONDAY


@pytest.mark.later
def test_c7_an_import_that_takes_long_is_told_of_although_others_went_on(shared_world):
    """Its events have the lowest ids and are seen last; more than any number of others may have come meanwhile."""
    leave_behind("test")
    told: set[int] = set()

    def read() -> int:
        return read_on("test", ["contact added", "role given"], lambda found: told.update(one.pk for one in found) or 1)

    written, go = Signal(), Signal()

    def long_import() -> None:
        with clock.clock_at(MONDAY), transaction.atomic():
            for number in range(3):
                add_contact(by=shared_world.head, client=shared_world.cedar, name=f"Late {number}")
            written.set()
            if connection.vendor == "postgresql":  # SQLite lets nobody write beside it
                go.wait(20)
        connection.close()

    importing = Thread(target=long_import)
    importing.start()
    assert written.wait(20)
    if connection.vendor == "sqlite":
        importing.join()
    with transaction.atomic():
        for number in range(230):
            add_contact(by=shared_world.head, client=shared_world.alder, name=f"Quick {number}")
    for _ in range(3):
        read()
    go.set()
    importing.join()
    give_role(by=shared_world.head, person=shared_world.bizdev, client=shared_world.cedar, kind=Role.Kind.MEMBER)
    read()
    of_cedar = Event.objects.filter(verb="contact added", client=shared_world.cedar).order_by("-pk")
    late = set(of_cedar.values_list("pk", flat=True)[:3])
    assert len(late) == 3 and late - told == set()


def test_c7_a_reader_moves_on_and_reads_little_twice(world):
    leave_behind("test")
    seen: list[int] = []
    for number in range(4):
        add_contact(by=world.head, client=world.cedar, name=f"One {number}")
        read_on("test", ["contact added"], lambda found: seen.extend(one.pk for one in found) or 1)
    assert len(set(seen)) == 4
    if connection.vendor == "sqlite":
        assert len(seen) == 4
