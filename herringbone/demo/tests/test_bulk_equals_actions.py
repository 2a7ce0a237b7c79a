"""What is written in bulk is, row by row, what the same script gives when it is played by actions."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

from herringbone.core import clock
from herringbone.core.models import Agency
from herringbone.demo import agency, cast, past
from herringbone.demo.bulk import issuing, meetings, work  # noqa: F401  # each says what its steps do
from herringbone.demo.bulk.clients import open_book
from herringbone.demo.bulk.dispatch import do
from herringbone.demo.bulk.rows import Rows
from herringbone.demo.by_actions import play
from herringbone.demo.history import history
from herringbone.demo.script import Script
from herringbone.demo.tests.conftest import BEGAN, NOW
from herringbone.record.check import findings
from herringbone.record.duties import keeping

pytestmark = pytest.mark.thorough

OPENED = BEGAN + timedelta(hours=1)
MODELS = [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("herringbone")]
UNORDERED = ["record_duty", "core_searchentry", *(model._meta.db_table for model in MODELS if model._meta.auto_created)]
# Made anew at random each time, and named by nothing else: how calendars call a meeting.
RANDOM = {("meetings_meeting", "uid")}


def everything() -> dict[str, list[dict[str, Any]]]:
    """All rows of the agency's tables, each table in the order of its ids."""
    found = {}
    for model in MODELS:
        table, names = model._meta.db_table, [field.attname for field in model._meta.concrete_fields]
        rows = model._base_manager.order_by("pk").values(*names)
        found[table] = [{name: value for name, value in row.items() if (table, name) not in RANDOM} for row in rows]
    # Duties, what is searched and the rows of many-to-many fields are written in no promised order, and nothing
    # names one by its id.
    for table in UNORDERED:
        for row in found[table]:
            del row["id"]
        found[table].sort(key=lambda row: sorted((name, str(value)) for name, value in row.items()))
    return found


def without_keys_of_calls(rows: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """The one item of a call's draft is named at random by `log_call`; those of reports bear the script's keys."""
    calls = {row["id"] for row in rows["meetings_meeting"] if row["kind"] == "call"}
    reports = {row["id"] for row in rows["meetings_contactreport"] if row["meeting_id"] in calls}
    for row in rows["meetings_item"]:
        if row["report_id"] in reports:
            row["key"] = ""
    return rows


def count_on() -> None:
    """Have the database give the ids that follow the highest one, on whichever engine."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), MODELS):
            cursor.execute(statement)


def small(code: str) -> cast.Account:
    """One of the demo's clients with less to do."""
    account = next(one for one in cast.accounts() if one.code == code)
    return replace(account, jobs=(16, 4), reports=18)


def by_actions(players, account: cast.Account, script: Script) -> dict[str, list[dict[str, Any]]]:
    with clock.clock_at(OPENED):
        agency.open_account(players, account)
    for _step in play(script, players):
        pass
    past.settle_mail(NOW)
    keeping.rebuild(NOW + timedelta(days=14))
    return everything()


def in_bulk(players, moments, account: cast.Account, script: Script) -> dict[str, list[dict[str, Any]]]:
    rows = Rows()
    hours = moments.offices[account.office]
    book = open_book(account, rows, players, Agency.objects.get(), hours, OPENED)
    for step in script:
        do(step, book)
    rows.finish()
    keeping.rebuild(NOW + timedelta(days=14))
    return everything()


@pytest.mark.parametrize("code", ["TAR", "VES"])
def test_a_client_in_bulk_equals_one_by_actions(house, moments, code):
    """Down to the hashes of editions and events: the two paths give the very same ids."""
    account = small(code)
    script = history(account, moments, OPENED, forms={}, quiet_days=2, left=2)
    count_on()
    with keeping.put_off():
        before = transaction.savepoint()
        played = without_keys_of_calls(by_actions(house, account, script))
        transaction.savepoint_rollback(before)
        written = without_keys_of_calls(in_bulk(house, moments, account, script))
    different = {table for table in played if played[table] != written[table]}
    assert {table: (played[table], written[table]) for table in sorted(different)} == {}
    assert {"meetings_issue", "work_taskdone", "record_effect", "record_threadentry"} <= {
        t for t in written if written[t]
    }
    assert list(findings()) == []


def test_every_kind_of_step_of_a_history_is_among_those_compared(house, moments):
    """So that no kind is written in bulk that the comparison above has never seen."""
    compared = {
        type(step)
        for code in ("TAR", "VES")
        for step in history(small(code), moments, OPENED, forms={}, quiet_days=2, left=2)
    }
    every = {
        type(step)
        for account in cast.accounts()
        for step in history(account, moments, OPENED, forms={}, quiet_days=2, left=2)
    }
    assert every == compared
