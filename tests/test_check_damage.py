"""`check` finds each kind of damage that somebody with the database's password, or the folder, could do."""

import os
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction

from herringbone.record import check
from herringbone.record.check import findings
from herringbone.record.frozen import thaw_tables
from herringbone.record.models import StoredFile

pytestmark = pytest.mark.thorough

# What is done, and the words by which `check` tells of it.
DAMAGE = {
    "an event is reworded": ("UPDATE record_event SET verb = 'nothing' WHERE number = 4", "was changed"),
    "an event gets another author": ("UPDATE record_event SET by_id = NULL WHERE number = 5", "was changed"),
    "an event is taken out": ("DELETE FROM record_event WHERE verb = 'status line set'", "one before it is missing"),
    "the newest event of a client is taken out": (
        "UPDATE record_chain SET length = length + 1 WHERE client_key > 0",
        "its end was cut off",
    ),
    "an edition is rewritten": ("UPDATE record_edition SET data = '{}'", "is not as issued"),
    "a report's number is skipped": (
        "UPDATE core_counter SET last = last + 1 WHERE series LIKE 'edition:%%'",
        "the numbers have a gap",
    ),
    "a job's number is skipped": ("UPDATE work_job SET running = running + 1", "the numbers have a gap"),
    "a client loses its point person": (
        "UPDATE people_role SET ends = starts WHERE kind = 'point person'",
        "no_point_person",
    ),
    "a duty vanishes": ("DELETE FROM record_duty WHERE kind = 'task' AND done IS NULL", "missing"),
    "a duty is put off": ("UPDATE record_duty SET due = '2026-12-24' WHERE kind = 'task'", "stale"),
    "a job's stage is changed": ("UPDATE work_job SET stage = 'billed'", "its newest stage"),
    "a job forgets that it waits": ("UPDATE work_job SET waiting_since = NULL", "since when it waits"),
    "an issue bears the number of another edition": (
        "UPDATE meetings_issue SET number = number + 1",
        "edition is another’s",
    ),
    "a review is taken away": ("DELETE FROM status_review", "names a review that is not on record"),
    "an issued item is added": (
        "UPDATE meetings_issueditem SET kind = 'approval' WHERE kind = 'decision'",
        "are not those of the client’s edition",
    ),
    "a window is made longer": ("UPDATE meetings_issue SET closes = '2027-01-01'", "is not the one that was promised"),
    "a row points to nothing": ("UPDATE work_task SET job_id = 999999999 WHERE job_id IS NOT NULL", "orphan"),
}


@contextmanager
def undone():
    """Whatever is done inside is undone, and no trigger stands against it."""
    with transaction.atomic():
        thaw_tables(connection)
        yield
        transaction.set_rollback(True)


def test_check_finds_nothing_in_a_world_of_everything(filled):
    assert list(findings()) == []
    assert list(check._lost_rows()) == []


def test_check_finds_each_kind_of_damage(filled, subtests):
    """One world for all: laying it down takes longer than damaging and checking it."""
    for kind, (statement, words) in DAMAGE.items():
        with subtests.test(kind), undone():
            with connection.cursor() as cursor:
                cursor.execute(statement)
                assert cursor.rowcount > 0, "nothing was damaged"
            found = list(findings())
            assert any(words in one for one in found), found
    assert len(DAMAGE) >= 10
    assert list(findings()) == [], "and each was undone"


def test_a_check_that_stumbles_says_so_and_the_others_go_on(filled, monkeypatch):
    def stumbling():
        raise KeyError("canary")

    monkeypatch.setattr(check, "_checks", [stumbling, *check._checks])
    with undone():
        with connection.cursor() as cursor:
            cursor.execute("UPDATE record_event SET verb = 'nothing' WHERE number = 4")
        found = list(findings())
    assert any("stumbling could not be finished: KeyError" in one for one in found)
    assert any("was changed" in one for one in found)
    assert "canary" not in "".join(found)


def test_check_finds_orphans_on_any_database(filled):
    with undone():
        with connection.cursor() as cursor:
            cursor.execute("UPDATE work_task SET job_id = 999999999 WHERE job_id IS NOT NULL")
        assert any("work.Task" in one for one in check._lost_rows())


def test_check_finds_a_file_changed_gone_or_of_nobody(filled):
    stored = StoredFile.objects.exclude(client=None).first()
    path = Path(settings.FILES_ROOT) / stored.path
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert any("is not as stored" in one for one in findings())
    path.unlink()
    assert any("is missing" in one for one in findings())
    path.write_bytes(whole)
    stranger = path.with_name("f" * 32)
    stranger.write_bytes(b"whose")
    long_ago = time.time() - 2 * 3600
    os.utime(stranger, (long_ago, long_ago))
    assert any("belongs to nothing" in one for one in findings())
    stranger.unlink()
    assert list(findings()) == []
