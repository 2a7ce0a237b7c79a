"""`check` while people work: what is written between any two of its reads never looks like damage."""

import threading

import pytest
from django.db import connection

from herringbone.clients.actions import add_contact
from herringbone.core import clock
from herringbone.core.search import engines
from herringbone.record import files
from herringbone.record.check import findings
from herringbone.record.models import Event, StoredFile
from tests.world import MONDAY

STEPS = 60  # so many reads are followed by somebody's work


@pytest.fixture
def agency(shared_world):
    for number in range(3):
        files.put(b"%d" % number, name="brief.txt", media_type="text/plain", client_id=shared_world.alder.pk)
    assert list(findings()) == []
    return shared_world


class Working:
    """After each read of this connection somebody else, on a connection of their own, does something."""

    def __init__(self, world):
        self.world, self.done = world, 0

    def __call__(self, execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        if sql.lstrip().startswith("SELECT") and self.done < STEPS:
            self.done += 1
            somebody = threading.Thread(target=self.work)
            somebody.start()
            somebody.join()
        return answer

    def work(self):
        with clock.clock_at(MONDAY):
            name = f"Contact {self.done}"
            add_contact(by=self.world.ae_alder, client=self.world.alder, name=name, email=f"{self.done}@a.example")
            files.put(b"new", name="note", media_type="text/plain", client_id=self.world.alder.pk)
        connection.close()


@pytest.mark.later
def test_what_is_done_between_two_reads_of_a_check_is_no_damage(agency):
    working, before = Working(agency), Event.objects.count()
    with connection.execute_wrapper(working):
        assert list(findings()) == []
    assert working.done > 20
    assert Event.objects.count() == before + working.done
    assert list(findings()) == []


def test_a_file_given_up_while_a_check_runs_is_not_missing(agency):
    kept = StoredFile.objects.order_by("pk").first()
    given_up = []

    def give_up(execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        if StoredFile._meta.db_table in sql and not given_up:
            given_up.append(kept.pk)
            files.discard(StoredFile.objects.get(pk=kept.pk))
        return answer

    with connection.execute_wrapper(give_up):
        found = list(files.broken_files())
    assert (found, given_up) == ([], [kept.pk])


def test_a_check_writes_nothing(agency):
    with connection.execute_wrapper(refuse_to_write):
        assert list(findings()) == []


def refuse_to_write(execute, sql, params, many, context):
    allowed = "integrity-check" in sql
    assert allowed or not sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE", "BEGIN IMMEDIATE")), sql
    return execute(sql, params, many, context)


@pytest.mark.later
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL keeps its index itself")
def test_the_index_is_asked_again_while_somebody_writes(agency, monkeypatch):
    """A long import holds the write lock: that is no fault of the index."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 50")
    holding, let_go = threading.Event(), threading.Event()

    def hold():
        with connection.cursor() as cursor:
            cursor.execute("BEGIN IMMEDIATE")
            holding.set()
            let_go.wait(10)
            cursor.execute("ROLLBACK")
        connection.close()

    somebody = threading.Thread(target=hold)
    somebody.start()
    holding.wait(10)
    threading.Timer(0.5, let_go.set).start()
    try:
        assert engines.whole(connection)
    finally:
        let_go.set()
        somebody.join()
        connection.close()
