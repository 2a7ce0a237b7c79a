"""J4: how many dates were moved, in time or late, and what was withdrawn, beside the shares; each opens its cases."""

import csv
import io

import pytest
from django.test import Client as Browser
from openpyxl import load_workbook

from herringbone import cli
from herringbone.core import clock
from herringbone.desk.tests.builders import a_task
from herringbone.ontime.queries.figures import Which, cases, sum_of
from herringbone.ontime.tests.builders import AFTER, DUE, MARCH, fell_due, seen_by
from herringbone.people.rules import standing
from herringbone.record.duties.holding import settle
from herringbone.work.actions import drop_task, move_task, plan_milestone
from herringbone.work.tests.builders import a_job, changed, days
from tests.world import DAY, HOUR, World

pytestmark = pytest.mark.later


@pytest.fixture
def month(world: World):
    """Ann: one moved once in time and once late, one dropped, one met. A milestone moved, another dropped."""
    task = a_task(world, "Moved", world.ae_alder, DUE)
    with clock.clock_at(DUE - HOUR):
        move_task(by=world.ae_alder, task=task, to=days(2))
    with clock.clock_at(DUE + 3 * DAY):
        move_task(by=world.ae_alder, task=task, to=days(60))
    with clock.clock_at(DUE - HOUR):
        drop_task(by=world.ae_alder, task=a_task(world, "Dropped", world.ae_alder, DUE))
    fell_due(world, "Met", world.ae_alder, done=DUE)
    job = a_job(world)
    moved = plan_milestone(by=world.ae_alder, job=job, name="Proof", on=days(2))
    changed(job, world.ae_alder, milestones={str(moved.pk): days(50)})
    dropped = plan_milestone(by=world.ae_alder, job=job, name="Shoot", on=days(3))
    changed(job, world.ae_alder, milestones={str(dropped.pk): ""})
    with clock.clock_at(AFTER):
        settle()
        yield world


def test_j4_what_was_moved_and_withdrawn_is_counted_beside_the_shares(month: World):
    record = seen_by(month.head)
    assert (record.total.moved, record.total.withdrawn) == (3, 2)
    by_kind = {line.key: (line.figures.moved, line.figures.withdrawn) for line in record.kinds}
    assert (by_kind["task"], by_kind["milestone"]) == ((2, 1), (1, 1))
    for lines in (record.people, record.clients, record.teams, record.kinds):
        assert sum_of(line.figures for line in lines) == record.total


def test_j4_each_of_these_figures_opens_its_cases(month: World):
    here, which = standing(month.head), Which(MARCH, MARCH)
    assert [duty.title for duty in cases(here, which, "withdrawn") if duty.kind == "task"] == ["Dropped"]
    assert {duty.title for duty in cases(here, which, "moved") if duty.kind == "task"} == {"Moved"}
    for line in seen_by(month.head).kinds:
        narrowed = Which(MARCH, MARCH, kind=line.key)
        assert cases(here, narrowed, "moved").count() == line.figures.moved
        assert cases(here, narrowed, "withdrawn").count() == line.figures.withdrawn
    browser = Browser()
    browser.force_login(month.head)
    page = browser.get("/record/", {"month": "2026-03", "kind": "task", "show": "moved"})
    assert len(page.context["cases"]) == 2 and "› moved" in page.content.decode()


def test_j4_what_was_moved_after_it_was_late_is_told_from_what_was_moved_in_time(month: World):
    record = seen_by(month.head)
    assert (record.total.moved, record.total.moved_late) == (3, 1)
    assert {line.key: line.figures.moved_late for line in record.kinds}.items() >= {("task", 1), ("milestone", 0)}
    here, which = standing(month.head), Which(MARCH, MARCH)
    (only,) = cases(here, which, "moved_late")
    assert only.done and only.done > only.due
    assert only in cases(here, which, "moved") and only in cases(here, which, "late")
    browser = Browser()
    browser.force_login(month.head)
    page = browser.get("/record/", {"month": "2026-03", "show": "moved_late"})
    assert list(page.context["cases"]) == [only]
    said = page.content.decode()
    assert "› moved late" in said and 'show=moved_late#cases" aria-current="true">1 late</a>' in said


def test_j4_the_command_says_how_many_were_moved_late(month: World, monkeypatch, capsys):
    monkeypatch.setattr(cli, "_set_up", lambda: None)
    assert cli.main(["record", "--month", "2026-03", "--as", month.head.email, "--by", "kind"]) == 0
    head, *lines = capsys.readouterr().out.splitlines()[2:]
    assert head.split("  ")[-3:] == ["Moved", "Moved late", "Withdrawn"]
    assert next(line for line in lines if line.startswith("Sum")).split()[-3:] == ["3", "1", "2"]


def test_j4_the_shares_stay_what_they_were(month: World):
    """A date that was moved in time was met in time: the new one is a duty of its own."""
    tasks = next(line for line in seen_by(month.head).kinds if line.key == "task").figures
    assert (tasks.fell, tasks.in_time, tasks.late) == (4, 3, 1)


def test_j4_the_arithmetic_says_how_many(month: World):
    browser = Browser()
    browser.force_login(month.head)
    text = " ".join(browser.get("/record/", {"month": "2026-03"}).content.decode().split())
    assert (
        "Ended with another date, which counts as a duty of its own: 3. Of these, moved after their moment and so "
        "late: 1. Need not be done any more: 2."
    ) in text


def test_j4_files_carry_these_counts(month: World):
    browser = Browser()
    browser.force_login(month.head)
    made = b"".join(browser.get("/record/table.csv", {"month": "2026-03"}).streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(made)))
    sums = {(row["Moved"], row["Moved late"], row["Withdrawn"]) for row in rows if row["Of"] == "Sum"}
    assert sums == {("3", "1", "2")}
    asked = {"month": "2026-03", "show": "moved_late"}
    cases = b"".join(browser.get("/record/table.csv", asked).streaming_content).decode("utf-8-sig")
    assert [row["Outcome"] for row in csv.DictReader(io.StringIO(cases))] == ["late"]
    book = load_workbook(
        io.BytesIO(b"".join(browser.get("/record/table.xlsx", {"month": "2026-03"}).streaming_content))
    )
    told = dict(zip(*[[cell.value for cell in row] for row in list(book["By person"].rows)[:2]], strict=True))
    assert (told["Moved"], told["Moved late"], told["Withdrawn"]) == (3, 1, 2)
    assert {row["Moved"] for row in rows if row["Counted"] == "By month"} == {""}, "they are counted by the month alone"


def test_s03_of_others_nothing_is_counted(month: World):
    assert (seen_by(month.coord_alder).total.moved, seen_by(month.sup_birch).total.moved) == (0, 0)
