"""B4: a job has stages, a status line, a next step and milestones; what is owed on it follows from them."""

import pytest

from herringbone.core import clock
from herringbone.core.merge import InConflict
from herringbone.record.action import Denied, Refused
from herringbone.record.models import Duty, Event, ThreadEntry
from herringbone.work.actions import (
    change_lead,
    draft_change,
    keep_job_kind,
    make_task,
    move_stage,
    plan_milestone,
    reach_milestone,
    set_next_step,
    set_status_line,
    wait_on_client,
)
from herringbone.work.models import Job, Stage
from herringbone.work.queries.stages import steps
from herringbone.work.tests.builders import a_job, changed, days, moved
from tests.world import DAY, HOUR, MONDAY, World


@pytest.fixture
def job(world: World) -> Job:
    return a_job(world)


def duties(kind: str) -> list[tuple[object, object]]:
    return list(Duty.objects.filter(kind=kind).order_by("started", "pk").values_list("due", "done"))


def test_b4_a_new_job_owes_its_next_step_within_a_working_day(world: World, job: Job):
    duty = Duty.objects.get(kind="job_next_step")
    assert (duty.owner, duty.started, duty.due, duty.done) == (world.ae_alder, MONDAY, MONDAY + DAY, None)
    with clock.clock_at(MONDAY + HOUR):
        set_next_step(by=world.ae_alder, job=job, step="Send the first proof", person=world.dept, on=days(3))
    duty.refresh_from_db()
    assert duty.done == MONDAY + HOUR


def test_b4_taking_the_next_step_away_owes_one_again_and_the_record_keeps_both(world: World, job: Job):
    for hour, step in ((1, "Proof"), (2, ""), (3, "Other proof")):
        with clock.clock_at(MONDAY + hour * HOUR):
            set_next_step(by=world.ae_alder, job=job, step=step)
    assert duties("job_next_step") == [
        (MONDAY + DAY, MONDAY + HOUR), (MONDAY + DAY + 2 * HOUR, MONDAY + 3 * HOUR),
    ]  # fmt: skip


def test_b4_a_job_on_hold_owes_no_next_step(world: World, job: Job):
    changed(job, world.ae_alder, "Client reorganises", stage="on hold")
    assert duties("job_next_step")[0][1] == MONDAY
    with clock.clock_at(MONDAY + DAY):
        changed(job, world.ae_alder, stage="submitted")
    assert duties("job_next_step")[1] == (MONDAY + 2 * DAY, None)


def test_b4_the_next_step_is_one_person_s_who_can_open_the_job(world: World, job: Job):
    for given in ({"person": world.ae_birch}, {"contact": world.rio}, {"person": world.dept, "contact": world.pat}):
        with pytest.raises(Refused) as refused:
            set_next_step(by=world.ae_alder, job=job, step="Proof", **given)
        assert refused.value.field == "person"
    set_next_step(by=world.ae_alder, job=job, step="Approves the proof", contact=world.pat, on=days(2))
    job.refresh_from_db()
    assert (job.next_contact, job.next_person) == (world.pat, None)


def test_b52_status_and_next_step_of_two_people(world: World, job: Job):
    set_status_line(by=world.sup_alder, job=job, status="x" * 300, original="")
    set_next_step(by=world.ae_alder, job=job, step="Proof", original={"step": "", "person": "", "on": ""})
    with pytest.raises(InConflict):
        set_status_line(by=world.ae_alder, job=job, status="waiting", original="")
    job.refresh_from_db()
    assert (job.status, job.next_step) == ("x" * 300, "Proof")


def test_b4_stages_are_rows_with_who_and_when(world: World, job: Job):
    for to in ("in work", "delivered", "billed"):
        move_stage(by=world.ae_alder, job=job, to=to)
    assert list(job.stages.order_by("at", "pk").values_list("key", flat=True)) == [
        "submitted", "in work", "delivered", "billed",
    ]  # fmt: skip
    assert ThreadEntry.objects.filter(job=job, verb="stage moved").count() == 3


def test_b4_only_the_way_of_the_kind_is_open(world: World, job: Job):
    assert [step.to for step in steps(job)] == ["in work", "on hold", "cancelled"]
    with pytest.raises(Refused) as refused:
        move_stage(by=world.ae_alder, job=job, to="billed")
    assert refused.value.field == "to"
    keep_job_kind(by=world.head, kind=job.kind, name=job.kind.name, way=["submitted", "delivered", "closed"])
    move_stage(by=world.ae_alder, job=Job.objects.get(), to="delivered")
    assert [step.to for step in steps(Job.objects.get())] == ["closed", "on hold", "cancelled"]


def test_b4_hold_cancellation_and_the_way_back_take_a_change_form_with_a_reason(world: World, job: Job):
    for to in ("on hold", "cancelled"):
        with pytest.raises(Refused, match="change form"):
            move_stage(by=world.ae_alder, job=job, to=to, why="Because")
        with pytest.raises(Refused) as refused:
            changed(job, world.ae_alder, "  ", stage=to)
        assert refused.value.field == "why"
    move_stage(by=world.ae_alder, job=job, to="in work")
    move_stage(by=world.ae_alder, job=job, to="delivered")
    with pytest.raises(Refused, match="change form"):
        move_stage(by=world.ae_alder, job=job, to="in work", why="One more round")
    changed(job, world.ae_alder, "One more round", stage="in work")
    changed(job, world.ae_alder, "Waits", stage="on hold")
    changed(job, world.ae_alder, "Goes on", stage="in work")
    assert [one.note for one in Stage.objects.order_by("at", "pk")] == [
        "", "", "", "One more round", "Waits", "Goes on",
    ]  # fmt: skip


def test_b4_a_job_is_ended_by_whoever_runs_it_or_by_finance(world: World, job: Job):
    move_stage(by=world.dept, job=job, to="in work")
    move_stage(by=world.dept, job=job, to="delivered")
    with pytest.raises(Denied):
        move_stage(by=world.dept, job=job, to="billed")
    with pytest.raises(Denied):
        changed(job, world.dept, stage="cancelled")
    move_stage(by=world.finance, job=job, to="billed")


def test_b4_cancelling_ends_what_is_open_and_closing_is_refused_while_it_is(world: World, job: Job):
    plan_milestone(by=world.ae_alder, job=job, name="Proof", on=days(2))
    make_task(by=world.ae_alder, client=world.alder, job=job, title="Draw it", owner=world.dept, due=days(2))
    wait_on_client(by=world.ae_alder, client=world.alder, job=job, contact=world.pat, what="Photographs")
    other = a_job(world)
    make_task(by=world.ae_alder, client=world.alder, job=other, title="Draw it", owner=world.dept, due=days(2))
    for to in ("in work", "delivered", "billed"):
        move_stage(by=world.ae_alder, job=other, to=to)
    with pytest.raises(Refused, match="1 task, 1 acknowledgement"):
        move_stage(by=world.ae_alder, job=other, to="closed")
    changed(job, world.ae_alder, "No money", stage="cancelled")
    job.refresh_from_db()
    assert (job.milestone, job.waiting_since) == (None, None)
    still = Duty.objects.filter(done=None).exclude(facts__number=other.number).exclude(kind="point_person")
    assert {duty.kind for duty in still} == {"change_acknowledgement"}


def test_b4_a_milestone_is_due_at_the_office_s_close(world: World, job: Job):
    milestone = plan_milestone(by=world.ae_alder, job=job, name="Proof 2", on=days(7))
    duty = Duty.objects.get(kind="milestone")
    assert duty.owner == world.ae_alder and duty.title == f"{job.number} {job.name}"
    assert duty.due == MONDAY.replace(day=9, hour=22)  # six in the evening in New York, after its clocks went forward
    job.refresh_from_db()
    assert (job.milestone, job.milestone_on) == (milestone, days(7))
    with clock.clock_at(MONDAY + DAY):
        reach_milestone(by=world.dept, milestone=milestone)
    assert duties("milestone") == [(duty.due, MONDAY + DAY)]
    with pytest.raises(Refused, match="Dee Dept noted it as reached already"):
        reach_milestone(by=world.dept, milestone=milestone)


def test_b4_moving_a_milestone_says_why_and_the_broken_promise_stays_in_the_record(world: World, job: Job):
    milestone = plan_milestone(by=world.ae_alder, job=job, name="Shoot", on=days(1))
    with pytest.raises(Refused) as refused:
        moved(milestone, world.ae_alder, to=days(4), why="")
    assert refused.value.field == "why"
    with clock.clock_at(MONDAY + 2 * DAY):
        moved(milestone, world.ae_alder, to=days(2), why="Permits")
    (first, second) = duties("milestone")
    assert first[1] == MONDAY + 2 * DAY > first[0]  # late, and answered by the move
    assert second[1] is None
    entry = ThreadEntry.objects.get(verb="milestone moved")
    assert entry.facts["to"] == "2026-03-06" and entry.facts["why"] == "Permits"


def test_b4_a_dropped_milestone_is_owed_no_more_and_the_next_one_shows(world: World, job: Job):
    first = plan_milestone(by=world.ae_alder, job=job, name="Proof", on=days(1))
    second = plan_milestone(by=world.ae_alder, job=job, name="Print", on=days(4))
    changed(job, world.ae_alder, milestones={str(first.pk): ""})
    job.refresh_from_db()
    assert job.milestone == second
    assert Duty.objects.filter(kind="milestone", done=None).count() == 1


def test_b4_a_milestone_in_the_past_or_beyond_the_calendar_is_refused(world: World, job: Job):
    for on in (days(-1), days(5000)):
        with pytest.raises(Refused) as refused:
            plan_milestone(by=world.ae_alder, job=job, name="Proof", on=on)
        assert refused.value.field == "on"


def test_b4_planned_after_the_office_s_close_it_is_due_at_once(world: World, job: Job):
    evening = MONDAY.replace(hour=23, minute=30)
    with clock.clock_at(evening):
        plan_milestone(by=world.ae_alder, job=job, name="Proof", on=clock.now().date())
    assert duties("milestone") == [(evening, None)]


def test_b4_whoever_leads_owes(world: World, job: Job):
    plan_milestone(by=world.ae_alder, job=job, name="Proof", on=days(1))
    with pytest.raises(Denied):
        change_lead(by=world.dept, job=job, to=world.dept)
    with pytest.raises(Refused):
        change_lead(by=world.ae_alder, job=job, to=world.ae_birch)
    change_lead(by=world.ae_alder, job=job, to=world.coord_alder)
    assert set(Duty.objects.filter(kind__in=["milestone", "job_next_step"]).values_list("owner", flat=True)) == {
        world.coord_alder.pk
    }


def test_s02_nobody_outside_touches_a_job(world: World, job: Job):
    milestone = plan_milestone(by=world.ae_alder, job=job, name="Proof", on=days(1))
    before = Event.objects.count()
    for stranger in (world.ae_birch, world.exec, world.bizdev):
        for act, given in (
            (set_status_line, {"job": job, "status": "x"}),
            (set_next_step, {"job": job, "step": "x"}),
            (move_stage, {"job": job, "to": "in work"}),
            (plan_milestone, {"job": job, "name": "x", "on": days(3)}),
            (draft_change, {"job": job, "milestones": {str(milestone.pk): days(3)}}),
            (reach_milestone, {"milestone": milestone}),
        ):
            with pytest.raises(Denied):
                act(by=stranger, **given)
    assert Event.objects.count() == before
