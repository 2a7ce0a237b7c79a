"""B2: what was promised on a job changes on a form that named people acknowledge, and the job shows what was and is."""

from decimal import Decimal

import pytest

from herringbone.core import clock
from herringbone.core.merge import InConflict
from herringbone.people.models import Department
from herringbone.record.action import Denied, Refused
from herringbone.record.check import findings
from herringbone.record.duties.declare import register
from herringbone.record.models import Duty, Event, ThreadEntry
from herringbone.record.wording import words_of
from herringbone.work.actions import (
    acknowledge_form,
    draft_change,
    move_stage,
    plan_milestone,
    reach_milestone,
    save_change,
    set_next_step,
    set_status_line,
    submit_change,
)
from herringbone.work.models import Change, Form, Job
from herringbone.work.queries.changes import values_of
from herringbone.work.queries.promised import promised
from herringbone.work.queries.was_is import altered
from herringbone.work.tests.builders import a_job, changed, days, moved
from tests.world import DAY, HOUR, MONDAY, World


@pytest.fixture
def job(world: World) -> Job:
    """Submitted to creative and production."""
    both = Department.objects.filter(craft__in=["creative", "production"])
    return a_job(world, departments=list(both), budget=Decimal(8000))


def stored(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def test_b2_a_draft_changes_nothing_and_asks_nobody(world: World, job: Job):
    milestone = plan_milestone(by=world.ae_alder, job=job, name="Shoot", on=days(3))
    before = promised(job)
    draft_change(by=world.ae_alder, job=job, budget=Decimal(9000), milestones={str(milestone.pk): days(4)})
    assert promised(stored(job)) == before
    assert not Duty.objects.filter(kind="change_acknowledgement").exists()


def test_b2_what_one_tries_goes_into_the_draft_that_one_has_open(world: World, job: Job):
    first = draft_change(by=world.ae_alder, job=job, why="Permits", budget=Decimal(9000))
    second = draft_change(by=world.ae_alder, job=job, delivered_by=days(15))
    assert first == second
    assert set(second.wanted) == {"budget", "delivered_by"} and second.why == "Permits"
    third = draft_change(by=world.ae_alder, job=job, why="Printer full", delivered_by=days(16))
    assert third.why == "Permits; Printer full", "each reason is kept"
    again = draft_change(by=world.ae_alder, job=job, why="Permits", delivered_by=days(17))
    assert again.why == "Permits; Printer full", "and stands there once"
    other = draft_change(by=world.sup_alder, job=job, budget=Decimal(7000))
    assert other != first, "each has a draft of their own"


def test_b2_submitted_it_is_in_force_and_says_what_was(world: World, job: Job):
    milestone = plan_milestone(by=world.ae_alder, job=job, name="Shoot", on=days(3))
    change = changed(
        job, world.ae_alder, "The arcade is free later", milestones={str(milestone.pk): days(4)}, scope="A film of 30",
        delivered_by=days(16), begins=days(1), budget=Decimal("9500.50"), stage="on hold",
    )  # fmt: skip
    milestone.refresh_from_db()
    now = stored(job)
    assert (now.budget, now.delivered_by, now.stage, milestone.on) == (
        Decimal("9500.50"), days(16), "on hold", days(4),
    )  # fmt: skip
    assert change.number == 1
    names = {milestone.pk: milestone.name}
    assert [(one.what, one.was, one.now) for one in altered(change, names)] == [
        ("Stage", "Submitted", "On hold"),
        ("Begin of work", "none", "Tue 3 Mar"),
        ("Delivery", "Mon 16 Mar", "Wed 18 Mar"),
        ("Budget", "$8,000", "$9,500.50"),
        ("Scope", "CANARY-alder-scope", "A film of 30"),
        ("Shoot", "Thu 5 Mar", "Fri 6 Mar"),
    ]
    assert promised(now)["scope"] == "A film of 30"
    assert job.form.scope == "CANARY-alder-scope", "the form that was submitted stays as it was"
    assert changed(now, world.ae_alder, stage="submitted").number == 2


def test_b2_it_goes_to_the_departments_of_the_form_and_each_named_person_owes_a_word(world: World, job: Job):
    change = changed(job, world.ae_alder, delivered_by=days(16))
    duties = Duty.objects.filter(kind="change_acknowledgement")
    assert {(one.owner, one.due, one.done) for one in duties} == {
        (world.dept, MONDAY + DAY, None), (world.traffic, MONDAY + DAY, None),
    }  # fmt: skip
    line = register["change_acknowledgement"].line(duties[0])
    assert line.what == f"Acknowledge change 1 of {job.name}" and line.about == f"{job.number}, from Ann Alder."
    with clock.clock_at(MONDAY + HOUR):
        acknowledge_form(by=world.dept, routing=change.form.routings.get(person=world.dept))
    assert duties.get(owner=world.dept).done == MONDAY + HOUR
    assert duties.get(owner=world.traffic).done is None
    assert duties.count() == 2 and Duty.objects.filter(kind="form_acknowledgement", done=None).count() == 2


def test_b2_a_change_that_cancels_still_asks_for_a_word_and_a_later_cancellation_takes_it_back(world: World, job: Job):
    changed(job, world.ae_alder, delivered_by=days(16))
    with clock.clock_at(MONDAY + HOUR):
        cancelling = changed(stored(job), world.ae_alder, "No money", stage="cancelled")
    owed = Duty.objects.filter(kind="change_acknowledgement", done=None)
    assert {one.facts["form"] for one in owed} == {cancelling.form_id}


def test_b2_status_line_next_step_new_milestones_and_the_next_stage_need_no_paper(world: World, job: Job):
    set_status_line(by=world.dept, job=job, status="Drawing")
    set_next_step(by=world.dept, job=job, step="Proof", person=world.dept, on=days(2))
    reach_milestone(by=world.dept, milestone=plan_milestone(by=world.dept, job=job, name="Proof", on=days(2)))
    move_stage(by=world.dept, job=job, to="in work")
    assert not Change.objects.exists()


def test_b2_dates_and_holding_are_the_team_s_money_and_scope_whoever_runs_the_job_s(world: World, job: Job):
    changed(job, world.dept, delivered_by=days(16))
    changed(stored(job), world.dept, stage="on hold")
    for wanted in ({"budget": Decimal(1)}, {"scope": "More"}, {"stage": "cancelled"}):
        change = draft_change(by=world.dept, job=stored(job), why="Because", **wanted)
        with pytest.raises(Denied):
            submit_change(by=world.dept, change=change)
        submit_change(by=world.coord_alder, change=change)


def test_s02_nobody_outside_drafts_or_submits_a_change(world: World, job: Job):
    change = draft_change(by=world.ae_alder, job=job, why="Because", delivered_by=days(16))
    before = Event.objects.count()
    for stranger in (world.ae_birch, world.exec, world.bizdev):
        for act, given in (
            (draft_change, {"job": job, "budget": Decimal(1)}),
            (save_change, {"change": change, "values": {"why": "x"}}),
            (submit_change, {"change": change}),
        ):
            with pytest.raises(Denied):
                act(by=stranger, **given)
    assert Event.objects.count() == before


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({}, ""),
        ({"delivered_by": days(-1)}, "delivered_by"),
        ({"delivered_by": None}, "delivered_by"),
        ({"stage": "billed"}, "stage"),
        ({"stage": "in work"}, "stage"),  # the next stage of its way, which needs no paper
        ({"budget": Decimal(-1)}, "budget"),
    ],
)
def test_b2_what_keeps_a_change_here_is_said_at_its_field(world: World, job: Job, wanted: dict, field: str):
    if wanted.get("delivered_by"):
        wanted = {"delivered_by": MONDAY.date().replace(day=1)}
    change = draft_change(by=world.ae_alder, job=job, why="Because", **wanted)
    with pytest.raises(Refused) as refused:
        submit_change(by=world.ae_alder, change=change)
    assert refused.value.field == field
    assert stored(job).stage == "submitted" and not hasattr(Form.objects.get(pk=change.form_id), "submission")


def test_b2_a_day_on_which_the_office_is_closed_is_refused_with_the_way_out(world: World, job: Job):
    with pytest.raises(Refused, match="Did you mean Friday 13 March or Monday 16 March"):
        changed(job, world.ae_alder, delivered_by=days(12))


def test_b52_two_who_write_one_draft_and_two_drafts_of_the_same(world: World, job: Job):
    change = draft_change(by=world.ae_alder, job=job, why="Permits", delivered_by=days(15))
    filled = values_of(change)
    save_change(by=world.sup_alder, change=change, values=filled | {"budget": "9000"}, original=filled)
    save_change(by=world.ae_alder, change=change, values=filled | {"why": "Rain"}, original=filled)
    assert Change.objects.get().wanted == {"delivered_by": "2026-03-17", "budget": "9000"}
    with pytest.raises(InConflict):
        save_change(by=world.coord_alder, change=change, values=filled | {"why": "Snow"}, original=filled)
    changed(job, world.sup_alder, "Earlier", delivered_by=days(10))
    with pytest.raises(Refused, match="changed meanwhile") as refused:
        submit_change(by=world.ae_alder, change=change)
    assert refused.value.field == "delivered_by"
    save_change(by=world.ae_alder, change=change, values=values_of(Change.objects.get(pk=change.pk)))
    submit_change(by=world.ae_alder, change=change)
    assert (stored(job).delivered_by, stored(job).budget) == (days(15), Decimal(9000))


def test_s39_two_clicks_submit_it_once(world: World, job: Job):
    change = draft_change(by=world.ae_alder, job=job, why="Because", budget=Decimal(9000))
    for _click in range(2):
        submit_change(by=world.ae_alder, change=change, once="one form")
    with pytest.raises(Refused, match="submitted this form"):
        submit_change(by=world.ae_alder, change=change)
    assert Event.objects.filter(verb="change submitted").count() == 1


def test_b2_the_thread_tells_of_what_no_other_entry_tells(world: World, job: Job):
    milestone = plan_milestone(by=world.ae_alder, job=job, name="Shoot", on=days(3))
    moved(milestone, world.ae_alder, days(4))
    assert not ThreadEntry.objects.filter(verb="change submitted").exists()
    changed(job, world.ae_alder, "They want more", budget=Decimal(9000), delivered_by=days(16))
    told = words_of(ThreadEntry.objects.get(verb="change submitted"))
    assert told.title == f"Change 2 of {job.name}: delivery, budget"
    assert told.body == f"{job.number} · They want more"


def test_b2_check_finds_a_job_that_says_otherwise_than_its_forms(world: World, job: Job):
    changed(job, world.ae_alder, budget=Decimal(9000))
    Job.objects.filter(pk=job.pk).update(budget=Decimal(8000))
    assert [found for found in findings() if "another budget" in found]
    Job.objects.filter(pk=job.pk).update(budget=Decimal(9000))
