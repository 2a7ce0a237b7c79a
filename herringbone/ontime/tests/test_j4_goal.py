"""J4: the share that the agency aims at: a line in the chart, in the sentence and the files; it changes no figure."""

import csv
import io
from datetime import date

import pytest
from django.test import Client as Browser
from django.urls import reverse

from herringbone.core import clock
from herringbone.core.drawing.trend import Point, trend
from herringbone.ontime.actions import set_goal
from herringbone.ontime.models import Goal
from herringbone.ontime.month import Month
from herringbone.ontime.queries.goals import all_goals
from herringbone.ontime.tests.builders import AFTER, DUE, MARCH, fell_due, seen_by
from herringbone.people.models import Person
from herringbone.record.action import Denied, Refused
from herringbone.record.duties.holding import settle
from tests.world import World


@pytest.fixture
def month(world: World):
    """Ten duties in time, of which nine are needed for a share."""
    for number in range(11):
        fell_due(world, f"T{number}", world.ae_alder, done=DUE)
    with clock.clock_at(AFTER):
        settle()
        yield world


def enter(person: Person) -> Browser:
    browser = Browser()
    browser.force_login(person)
    return browser


def test_j4_a_month_goes_by_the_goal_in_force_on_its_last_day(month: World):
    assert seen_by(month.head).goal is None
    set_goal(by=month.head, share=92)
    set_goal(by=month.head, share=95, begins=date(2026, 4, 10))
    goals = all_goals()
    found = {key: goals.of(Month(2026, key)) for key in (2, 3, 4, 5)}
    assert found == {2: None, 3: 92, 4: 95, 5: 95}
    set_goal(by=month.head, share=90)
    assert all_goals().of(MARCH) == 90, "the newest of one day counts"


def test_j4_a_kind_of_duty_may_have_its_own(month: World):
    set_goal(by=month.head, share=92)
    set_goal(by=month.head, share=98, kind="task")
    page = enter(month.head).get("/record/", {"month": "2026-03"})
    text = " ".join(page.content.decode().split())
    assert "Tasks<small>goal 98%</small>" in text
    assert "The goal is 92%." in text and 'class="line-goal"' in text and ">goal 92%</text>" in text


def test_j4_files_and_command_carry_the_goal(month: World):
    set_goal(by=month.head, share=92)
    made = b"".join(enter(month.head).get("/record/table.csv", {"month": "2026-03"}).streaming_content)
    rows = list(csv.DictReader(io.StringIO(made.decode("utf-8-sig"))))
    told = {row["Of"]: row["Goal, %"] for row in rows if row["Counted"] == "By month"}
    assert told["2026-03"] == "92" and told["2026-02"] == ""
    assert {row["Goal, %"] for row in rows if row["Of"] == "Sum"} == {"92"}


def test_j4_the_head_and_the_administrator_set_it_from_this_month_on(month: World):
    for who in (month.director, month.sup_alder, month.ae_alder):
        with pytest.raises(Denied):
            set_goal(by=who, share=92)
        assert enter(who).get(reverse("record_goals")).status_code == 403
        assert "Set the goal" not in enter(who).get("/record/").content.decode()
    assert "Set the goal" in enter(month.head).get("/record/").content.decode()
    made = enter(month.head).post(reverse("record_goals"), {"kind": "", "share": "92", "begins": "", "once": "a"})
    assert made.status_code == 303 and Goal.objects.get().begins == AFTER.date()
    assert "92%" in enter(month.admin).get(reverse("record_goals")).content.decode()
    for given, said in (
        ({"share": 101}, "between 1 and 100"), ({"share": 0}, "between 1 and 100"), ({"kind": "x"}, "from the list"),
        ({"begins": date(2026, 2, 28)}, "keeps the goal"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=said):
            set_goal(by=month.head, **{"share": 92, **given})
    assert enter(month.head).post(reverse("record_goals"), {"share": "many", "once": "b"}).status_code == 422


def test_j4_the_line_steps_where_the_goal_was_set_anew():
    points = [Point("A", None, "–"), *(Point(str(n), one, "x") for n, one in enumerate([0.9, 0.92, 0.93]))]
    drawn = trend(points, "s", "", [None, 90, 90, 95], "goal 95%")
    line = drawn.split('class="line-goal" points="')[1].split('"')[0].split()
    assert len(line) == 6 and len({one.split(",")[1] for one in line}) == 2
    assert 'class="line-goal"' not in trend(points, "s")
