"""What left the house and what was done do not change: the database refuses, and the hashes tell."""

import os
import time
from decimal import Decimal

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from herringbone.record import files
from herringbone.record.canonical import canonical
from herringbone.record.check import findings
from herringbone.record.frozen import thaw_tables
from herringbone.record.models import Edition, Event
from herringbone.record.tests.builders import issue_paper, raw_freeze
from tests.world import MONDAY

pytestmark = pytest.mark.later


def a_paper(world, **more):
    return issue_paper(by=world.ae_alder, client=world.alder, data={"poster": "blue"}, **more)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record_edition SET data = '{}'",
        "DELETE FROM record_edition",
        "UPDATE record_event SET verb = 'nothing'",
        "DELETE FROM record_event",
        "UPDATE record_edition SET number = number",
    ],
)
def test_the_database_refuses_to_touch_a_frozen_row(world, statement):
    a_paper(world)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_insert_or_replace_does_not_walk_past_the_triggers(world):
    if connection.vendor != "sqlite":
        pytest.skip("a statement of SQLite only")
    edition = a_paper(world)
    columns = [field.column for field in Edition._meta.fields]
    values = ", ".join("'{}'" if column == "data" else column for column in columns)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT OR REPLACE INTO record_edition ({', '.join(columns)}) SELECT {values} FROM record_edition"
        )
    assert Edition.objects.get().data == edition.data


def after(damage):
    """What `check` says after somebody with the database's password did this; undone at the end."""
    with transaction.atomic():
        thaw_tables(connection)
        with connection.cursor() as cursor:
            cursor.execute(damage)
        found = list(findings())
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize(
    ("damage", "finding"),
    [
        ("UPDATE record_event SET particulars = '{}' WHERE verb = 'paper issued'", "was changed"),
        ("UPDATE record_event SET by_id = NULL WHERE verb = 'paper issued'", "was changed"),
        ("DELETE FROM record_event WHERE verb = 'role given' AND number = 2", "missing"),
        ("DELETE FROM record_event WHERE verb = 'paper issued'", "cut off"),
        ("UPDATE record_edition SET data = '{}'", "not as issued"),
        ("DELETE FROM core_counter WHERE series LIKE 'edition:paper:%%'", "gap"),
        ("UPDATE core_counter SET last = 7 WHERE series LIKE 'edition:paper:%%'", "gap"),
    ],
)
def test_check_tells_what_was_tampered_with(world, damage, finding):
    a_paper(world)
    assert list(findings()) == []
    found = after(damage)
    assert any(finding in one for one in found), found


def test_check_tells_of_a_file_that_is_gone_changed_or_nobodys(world):
    stored = files.put(b"%PDF-1.7 hello", name="paper.pdf", media_type="application/pdf", client_id=world.alder.pk)
    path = settings.FILES_ROOT / stored.path
    assert list(findings()) == []
    path.write_bytes(b"something else")
    assert any("not as stored" in one for one in findings())
    path.unlink()
    assert any("is missing" in one for one in findings())
    path.write_bytes(b"%PDF-1.7 hello")
    stranger = path.with_name("0" * 32)
    stranger.write_bytes(b"whose")
    assert list(findings()) == []  # its transaction may still be open
    an_hour_ago = time.time() - 3700
    os.utime(stranger, (an_hour_ago, an_hour_ago))
    assert any("belongs to nothing" in one for one in findings())
    assert files.sweep_strays() == 1
    assert not stranger.exists()
    assert path.exists()


def test_a_correction_is_the_next_version_and_replaces_once(world):
    first = a_paper(world)
    second = issue_paper(by=world.ae_alder, client=world.alder, data={"poster": "green"}, replaces=first)
    assert (second.number, second.version, first.replaced_by) == (first.number, 2, second)
    with pytest.raises(DatabaseError), transaction.atomic():
        raw_freeze(
            by=world.ae_alder, client=world.alder, kind="paper", audience="client", number=1, version=3,
            data={"poster": "red"}, replaces=first,
        )  # fmt: skip


def test_one_spelling_only():
    assert canonical({"b": Decimal("1.50"), "a": MONDAY}) == '{"a":"2026-03-02T14:00:00+00:00","b":"1.50"}'
    for nameless in (0.5, {1: "x"}, MONDAY.replace(tzinfo=None), object()):
        with pytest.raises(TypeError):
            canonical(nameless)


def test_each_client_has_a_chain_of_its_own(world):
    a_paper(world)
    of_chain = {}
    for event in Event.objects.all():
        of_chain.setdefault(event.chain_id, set()).add(event.client_id)
    assert all(len(clients) == 1 for clients in of_chain.values())
