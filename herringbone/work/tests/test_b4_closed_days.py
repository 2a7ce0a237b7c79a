"""B4, B2, B6: a milestone or a next step on a closed day is asked about, wherever it is typed."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from herringbone.status.actions import begin_weekly_meeting
from herringbone.status.models import TableChange, Turn
from herringbone.work.actions import draft_change, plan_milestone, set_next_step
from herringbone.work.models import Batch, Change, Job, Milestone
from herringbone.work.tests.builders import a_job, days
from tests.world import World

SATURDAY = date(2026, 3, 7)
CLOSED = "Saturday 7 March is no working day in New York. Did you mean Friday 6 March or Monday 9 March?"


@pytest.fixture
def job(world: World) -> Job:
    found = a_job(world)
    plan_milestone(by=world.ae_alder, job=found, name="Shoot", on=days(3))
    found.refresh_from_db()
    return found


def asked(answer: HttpResponse, name: str) -> dict[str, str]:
    """The tick with which the day is kept, of a page that asks about it and lost nothing."""
    words = answer.content.decode()
    assert answer.status_code == 422 and CLOSED in words
    assert 'value="7 Mar 2026"' in words or 'value="7 mar"' in words
    assert f'name="{name}-kept" value="2026-03-07"' in words and "Keep Saturday 7 March" in words
    return {f"{name}-kept": "2026-03-07"}


def original(browser: Client, address: str) -> dict[str, str]:
    page = browser.get(address).content.decode()
    return {"original": re.search(r'name="original" value="([^"]*)"', page)[1]}


def test_b4_a_new_milestone_on_a_closed_day_is_asked_about_and_kept(world: World, job: Job, enter: Callable):
    browser, address = enter(world.ae_alder), reverse("milestone_new", args=[job.number])
    typed = {"name": "Night shoot", "on": "7 mar"}
    more = asked(browser.post(address, typed), "on")
    assert asked(browser.post(address, {**typed, "on-kept": "2026-03-08"}), "on"), "another day was kept"
    assert browser.post(address, {**typed, **more}).status_code == 303
    assert Milestone.objects.get(name="Night shoot").on == SATURDAY


def test_b4_a_milestone_that_moves_to_a_closed_day_is_asked_about_once(world: World, job: Job, enter: Callable):
    browser, address = enter(world.ae_alder), reverse("milestone_moving", args=[job.milestone_id])
    typed = {"to": "7 mar", "why": "The hall"}
    drafted = browser.post(address, {**typed, **asked(browser.post(address, typed), "to")})
    change = Change.objects.get()
    assert change.wanted == {"milestones": {str(job.milestone_id): "2026-03-07"}}
    again = {**original(browser, drafted.url), "why": "The hall", f"milestone-{job.milestone_id}": "7 Mar 2026"}
    kept = browser.post(drafted.url, {**again, "delivered_by": f"{job.delivered_by:%d %b %Y}", "submit": "on"})
    assert kept.status_code == 303, "what was kept is not asked about again"
    assert Milestone.objects.get(pk=job.milestone_id).on == SATURDAY


@pytest.mark.parametrize("begun", [False, True])
def test_b2_a_change_form_asks_about_a_milestones_closed_day(world: World, job: Job, enter: Callable, begun: bool):
    browser, field = enter(world.ae_alder), f"milestone-{job.milestone_id}"
    address, typed = reverse("change_new", args=[job.number]), {field: "7 mar", "why": "Rain", "submit": "on"}
    typed["delivered_by"] = f"{job.delivered_by:%d %b %Y}"
    if begun:
        address = reverse("change", args=[draft_change(by=world.ae_alder, job=job, why="Rain").pk])
        typed |= original(browser, address)
    answer = browser.post(address, typed)
    more = asked(answer, field)
    assert "Rain" in answer.content.decode() and not Change.objects.exclude(wanted={}).exists()
    assert browser.post(address, {**typed, **more}).status_code == 303
    assert Milestone.objects.get(pk=job.milestone_id).on == SATURDAY


def test_b6_the_table_asks_about_a_closed_day(world: World, job: Job, enter: Callable):
    begin_weekly_meeting(by=world.sup_alder)
    browser, turn = enter(world.sup_alder), Turn.objects.get()
    for name, field, more in (("turn_milestone", "to", {"why": "Rain"}), ("turn_next_step", "on", {"step": "Cast"})):
        address, typed = reverse(name, args=[turn.pk, job.number]), {field: "7 mar", **more}
        tick = asked(browser.post(address, typed), field)
        assert browser.post(address, {**typed, **tick}).status_code == 303
    assert TableChange.objects.count() == 2
    job.refresh_from_db()
    assert job.next_on == SATURDAY


def test_b4_a_next_step_on_a_closed_day_is_asked_about_where_it_is_new(world: World, job: Job, enter: Callable):
    browser, address = enter(world.ae_alder), reverse("job_next_step", args=[job.number])
    typed = {"step": "Call Pat", "on": "7 mar", **original(browser, address)}
    assert browser.post(address, {**typed, **asked(browser.post(address, typed), "on")}).status_code == 303
    again = {"step": "Call Pat twice", "on": "7 Mar 2026", **original(browser, address)}
    assert browser.post(address, again).status_code == 303, "the day stands already"
    job.refresh_from_db()
    assert (job.next_step, job.next_on) == ("Call Pat twice", SATURDAY)


def test_b4_a_batch_asks_about_a_closed_day_and_carries_the_answer_through_its_preview(
    world: World, job: Job, enter: Callable
):
    browser, address = enter(world.ae_alder), reverse("batch_new")
    typed = {"do": "step", "job": [job.number, a_job(world).number], "step": "Proof", "on": "7 mar"}
    more = asked(browser.post(address, typed), "on")
    seen = browser.post(address, {**typed, **more})
    assert seen.status_code == 200 and 'name="on-kept" value="2026-03-07"' in seen.content.decode()
    assert not Batch.objects.exists()
    assert browser.post(address, {**typed, **more, "do_it": "on"}).status_code == 303
    assert Job.objects.filter(next_on=SATURDAY).count() == 2


def test_b4_the_day_that_a_batch_puts_back_is_nobodys_question(world: World, job: Job, enter: Callable):
    set_next_step(by=world.ae_alder, job=job, step="Draw", on=SATURDAY)
    browser = enter(world.ae_alder)
    typed = {"do": "step", "job": [job.number], "step": "Proof", "on": "", "do_it": "on"}
    batch = browser.post(reverse("batch_new"), typed)
    browser.post(f"{batch.url}undoing/")
    job.refresh_from_db()
    assert job.next_on == SATURDAY


def test_b4_a_day_that_the_calendar_does_not_reach_is_refused(world: World, job: Job, enter: Callable):
    browser = enter(world.ae_alder)
    answer = browser.post(reverse("milestone_new", args=[job.number]), {"name": "Far", "on": "1 Mar 2099"})
    words = answer.content.decode()
    assert answer.status_code == 422 and "does not reach that day" in words and "-kept" not in words
