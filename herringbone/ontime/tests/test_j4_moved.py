"""J4: how many dates were moved, and what was withdrawn, beside the shares; each figure opens its cases."""

import csv
import io

import pytest
from django.test import Client as Browser

from herringbone.core import clock
from herringbone.desk.tests.builders import a_task
from herringbone.ontime.queries.figures import Which, cases, sum_of
from herringbone.ontime.tests.builders import AFTER, DUE, MARCH, fell_due, seen_by
from herringbone.people.rules import standing
from herringbone.record.duties.holding import settle
from herringbone.work.actions import drop_task, move_task, plan_milestone
from herringbone.work.tests.builders import a_job, changed, days
from tests.world import DAY, HOUR, World


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


def test_j4_the_shares_stay_what_they_were(month: World):
    """A date that was moved in time was met in time: the new one is a duty of its own."""
    tasks = next(line for line in seen_by(month.head).kinds if line.key == "task").figures
    assert (tasks.fell, tasks.in_time, tasks.late) == (4, 3, 1)


def test_j4_the_arithmetic_says_how_many(month: World):
    browser = Browser()
    browser.force_login(month.head)
    text = " ".join(browser.get("/record/", {"month": "2026-03"}).content.decode().split())
    assert "Ended with another date, which counts as a duty of its own: 3. Need not be done any more: 2." in text


def test_j4_files_carry_these_counts(month: World):
    browser = Browser()
    browser.force_login(month.head)
    made = b"".join(browser.get("/record/table.csv", {"month": "2026-03"}).streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(made)))
    assert {(row["Moved"], row["Withdrawn"]) for row in rows if row["Of"] == "Sum"} == {("3", "2")}
    assert {row["Moved"] for row in rows if row["Counted"] == "By month"} == {""}, "they are counted by the month alone"


def test_s03_of_others_nothing_is_counted(month: World):
    assert (seen_by(month.coord_alder).total.moved, seen_by(month.sup_birch).total.moved) == (0, 0)
