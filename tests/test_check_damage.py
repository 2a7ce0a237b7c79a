"""`check` finds each kind of damage that somebody with the database's password, or the folder, could do."""

import os
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction

from herringbone.record import check
from herringbone.record.canonical import canonical, sha256
from herringbone.record.check import findings
from herringbone.record.editions import gaps
from herringbone.record.frozen import thaw_tables
from herringbone.record.models import Edition, Event, StoredFile

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
    "a late duty was due later": (
        "UPDATE record_duty SET due = '2026-03-04 10:00:00+00:00' WHERE due < '2026-03-04' AND started < '2026-03-04'",
        "its due moment was changed",
    ),
    "a late duty is counted in another month": (
        "UPDATE record_duty SET fell_on = '2026-02-01' WHERE fell_on IS NOT NULL",
        "it is counted on another day than it was due",
    ),
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
    "a client’s confirmation is taken away": ("DELETE FROM meetings_confirmation", "is gone; its event tells of it"),
    "a confirmation is of another day": (
        "UPDATE meetings_confirmation SET at = '2026-03-01 10:00:00+00:00'",
        "is of another moment than its event says",
    ),
    "a confirmation is invented": (
        "UPDATE record_event SET verb = 'report confirmed by nobody' WHERE verb = 'report confirmed'",
        "0 events tell of it",
    ),
    "an issue gets another author": (
        "UPDATE meetings_issue SET by_id = (SELECT max(id) FROM people_person)",
        "is another’s deed than its event says",
    ),
    "a late duty was never taken over": ("DELETE FROM record_takeover", "is gone; its event tells of it"),
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


def test_check_finds_an_edition_that_was_rewritten_together_with_its_hash(filled):
    """The chain of events says which seal it bore: whoever rewrites one must rewrite all events after it."""
    for audience in ("client", "inside"):
        edition = Edition.objects.filter(kind="contact_report", audience=audience).latest("pk")
        data = edition.content
        data["items"][0]["text"] = "Something else was decided"
        with undone():
            text = canonical(data)
            Edition.objects.filter(pk=edition.pk).update(data=text, data_sha256=sha256(text))
            assert any("no event tells of it" in one for one in findings())
    with undone():
        Edition.objects.filter(pk=edition.pk).update(by=filled.sup_alder)
        assert any("names another author" in one for one in findings())


def test_editions_from_before_events_told_of_seals_are_held_against_their_own_hash_alone(filled):
    with undone():
        issue = Event.objects.filter(verb="contact report issued").first()
        Event.objects.filter(particulars__has_key="sealed").update(particulars={})
        found = [one for one in findings() if "edition" in one or "as issued" in one]
        assert not found, (issue, found)


def test_check_finds_a_series_of_which_every_edition_is_gone(filled):
    with undone(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM record_edition WHERE kind = 'status_report'")
        assert any("status_report" in one and "gap" in one for one in gaps())


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
