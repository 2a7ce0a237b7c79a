"""B3: a job above a size goes into work after its kick-off, or where the director of the account lets it go without."""

from datetime import time
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from herringbone.core import clock
from herringbone.core.models import Office
from herringbone.meetings.actions import (
    Written,
    call_about_change,
    call_kick_off,
    name_kick_off,
    note_attendance,
    plan_meeting,
    set_kick_off_size,
    waive_kick_off,
    withdraw_meeting,
)
from herringbone.meetings.models import CalledFor
from herringbone.meetings.tests.builders import an_issue
from herringbone.people.actions import add_person
from herringbone.people.models import Department, Person
from herringbone.record.action import Denied, Refused
from herringbone.record.duties.declare import register
from herringbone.record.models import Duty
from herringbone.work.actions import draft_change, move_stage
from herringbone.work.models import Job
from herringbone.work.tests.builders import a_job, changed, days
from tests.world import DAY, HOUR, MONDAY, World


@pytest.fixture(autouse=True)
def producer(world: World) -> Person:
    """Theo of production is on both sides of the wall; she is on neither."""
    return add_person(
        by=world.head, name="Petra Producer", email="petra@agency.example", office=world.office,
        department=world.departments["production"],
    )  # fmt: skip


def petra() -> Person:
    return Person.objects.get(name="Petra Producer")


def big(world: World, **given: Any) -> Job:
    return a_job(world, **{"budget": Decimal(10_000), **given})


def called(world: World, job: Job, **given: Any) -> Any:
    """For tomorrow at nine, an hour long."""
    told = {"topic": "Kick-off", "starts": MONDAY + DAY, "ends": MONDAY + DAY + HOUR, "place": "Studio"}
    people = [world.dept, petra()]
    return call_kick_off(by=world.ae_alder, job=job, **{**told, "people": people, **given})


def duties() -> list[tuple[Any, Any, Any]]:
    return list(Duty.objects.filter(kind="kick_off").values_list("owner", "due", "done"))


def refused_in_work(world: World, job: Job) -> str:
    with pytest.raises(Refused) as refused:
        move_stage(by=world.ae_alder, job=Job.objects.get(pk=job.pk), to="in work")
    assert refused.value.field == "to"
    return str(refused.value)


def test_b3_a_big_job_cannot_enter_work_without_its_kick_off(world: World):
    assert "begins with a kick-off" in refused_in_work(world, big(world))


def test_b3_size_is_a_budget_at_or_above_the_figure_or_three_departments(world: World):
    move_stage(by=world.ae_alder, job=big(world, budget=Decimal("9999.99")), to="in work")
    two = list(Department.objects.filter(craft__in=["creative", "production"]))
    move_stage(by=world.ae_alder, job=a_job(world, departments=two), to="in work")
    media = Department.objects.get(craft="media")
    route = {str(media.pk): world.bizdev.pk}
    world.bizdev.department = media
    world.bizdev.save()
    refused_in_work(world, a_job(world, departments=[*two, media], route=route))


def test_b3_held_between_the_departments_it_opens_the_gate(world: World):
    job = big(world)
    called(world, job)
    assert refused_in_work(world, job).startswith("Its kick-off is called and not held yet")
    with clock.clock_at(MONDAY + 2 * DAY):
        move_stage(by=world.ae_alder, job=job, to="in work")


def test_b3_it_is_between_account_creative_and_production(world: World):
    job = big(world)
    with pytest.raises(Refused, match="ask somebody of Production") as refused:
        called(world, job, people=[world.dept])
    assert refused.value.field == "people"
    meeting = called(world, job)
    with clock.clock_at(MONDAY + 2 * DAY):
        seat = meeting.attendees.get(person=petra())
        note_attendance(by=world.ae_alder, meeting=meeting, absent={seat.pk: "ill"})
        assert "Nobody of Production was at the kick-off" in refused_in_work(world, job)


def test_b3_called_off_it_counts_for_nothing(world: World):
    job = big(world)
    withdraw_meeting(by=world.ae_alder, meeting=called(world, job))
    assert duties()[0][2] is None
    with clock.clock_at(MONDAY + 2 * DAY):
        assert "begins with a kick-off" in refused_in_work(world, job)


def test_b3_a_meeting_that_was_called_already_can_be_it(world: World):
    job = big(world)
    given = {"client": world.alder, "topic": "Start", "starts": MONDAY + HOUR, "ends": MONDAY + 2 * HOUR}
    stranger = plan_meeting(by=world.ae_alder, internal=True, people=[world.dept, petra()], **given)
    with pytest.raises(Refused, match="which job"):
        name_kick_off(by=world.ae_alder, meeting=stranger)
    start = plan_meeting(by=world.ae_alder, job=job, internal=True, people=[world.dept, petra()], **given)
    name_kick_off(by=world.ae_alder, meeting=start)
    with pytest.raises(Refused, match="already"):
        name_kick_off(by=world.ae_alder, meeting=start)
    with clock.clock_at(MONDAY + DAY):
        move_stage(by=world.ae_alder, job=job, to="in work")


def test_b3_the_director_of_the_account_waives_it_with_a_reason(world: World):
    job = big(world)
    for stranger in (world.ae_alder, world.sup_alder, world.exec, world.sup_birch):
        with pytest.raises(Denied):
            waive_kick_off(by=stranger, job=job, why="Because")
    with pytest.raises(Refused) as refused:
        waive_kick_off(by=world.director, job=job, why=" ")
    assert refused.value.field == "why"
    waived = waive_kick_off(by=world.director, job=job, why="The same film as last year")
    assert (waived.by, waived.at, waived.why) == (world.director, MONDAY, "The same film as last year")
    assert duties() == [(world.ae_alder.pk, MONDAY + 2 * DAY, MONDAY)]
    move_stage(by=world.ae_alder, job=job, to="in work")
    with pytest.raises(Refused, match="Dora Director has waived it already"):
        waive_kick_off(by=world.director, job=job, why="Again")
    with pytest.raises(Refused, match="needs no kick-off"):
        waive_kick_off(by=world.director, job=a_job(world), why="Because")


def test_b3_the_job_shows_who_waived_it_and_why(world: World, client):
    job = big(world)
    waive_kick_off(by=world.director, job=job, why="The same film as last year")
    client.force_login(world.dept)
    page = client.get(reverse("job", args=[job.number])).content.decode()
    assert "Dora Director let it go into work without one" in page and "The same film as last year" in page


def test_b3_a_kick_off_that_is_missing_is_owed_by_the_lead_within_two_working_days(world: World):
    job = big(world)
    assert duties() == [(world.ae_alder.pk, MONDAY + 2 * DAY, None)]
    line = register["kick_off"].line(Duty.objects.get(kind="kick_off"))
    assert line.what == "Call the kick-off" and line.url == f"/meetings/new/?kick-off={job.number}"
    with clock.clock_at(MONDAY + HOUR):
        called(world, job)
    assert duties() == [(world.ae_alder.pk, MONDAY + 2 * DAY, MONDAY + HOUR)]


def test_b3_a_job_that_grows_owes_it_from_then_on(world: World):
    job = big(world, budget=Decimal(5000))
    assert duties() == []
    with clock.clock_at(MONDAY + DAY):
        changed(job, world.ae_alder, budget=Decimal(8000))
    with clock.clock_at(MONDAY + 2 * DAY):
        changed(job, world.ae_alder, budget=Decimal(12_000))
        assert duties() == [(world.ae_alder.pk, MONDAY + 4 * DAY, None)]
    with clock.clock_at(MONDAY + 3 * DAY):
        changed(job, world.ae_alder, budget=Decimal(15_000))
        assert duties() == [(world.ae_alder.pk, MONDAY + 4 * DAY, None)], "growing more begins nothing anew"
        changed(job, world.ae_alder, budget=Decimal(900))
        assert duties() == []


def test_b3_a_cancelled_job_owes_none(world: World):
    job = big(world)
    changed(job, world.ae_alder, "No money", stage="cancelled")
    assert duties()[0][2] == MONDAY


def test_b3_the_rule_counts_for_what_is_opened_after_it(world: World):
    before = big(world)
    with pytest.raises(Denied):
        set_kick_off_size(by=world.director, amount=Decimal(1))
    with clock.clock_at(MONDAY + HOUR):
        set_kick_off_size(by=world.head, amount=Decimal(50_000), departments=None)
    with clock.clock_at(MONDAY + 2 * HOUR):
        move_stage(by=world.ae_alder, job=big(world), to="in work")
        refused_in_work(world, before)
        refused_in_work(world, big(world, budget=Decimal(50_000)))
    with clock.clock_at(MONDAY + 3 * HOUR):
        set_kick_off_size(by=world.head, amount=Decimal(60_000), currency="USD")
    with clock.clock_at(MONDAY + 4 * HOUR):
        move_stage(by=world.ae_alder, job=big(world, budget=Decimal(55_000)), to="in work")


def test_b2_a_change_that_needs_talking_over_has_its_meeting(world: World):
    job = a_job(world)
    given = {"topic": "The new date", "starts": MONDAY + DAY, "ends": MONDAY + DAY + HOUR, "internal": True}
    draft = draft_change(by=world.ae_alder, job=job, why="Permits", delivered_by=days(16))
    with pytest.raises(Refused, match="Submit the change first"):
        call_about_change(by=world.ae_alder, change=draft, **given)
    change = changed(job, world.ae_alder, delivered_by=days(16))
    meeting = call_about_change(by=world.ae_alder, change=change, **given)
    assert (meeting.job, CalledFor.objects.get().change) == (job, change)


def test_b3_it_is_called_from_the_job_with_everybody_on_it(world: World, client):
    job = big(world, departments=list(Department.objects.filter(craft="creative")))
    client.force_login(world.ae_alder)
    address = f"{reverse('meeting_new')}?kick-off={job.number}"
    form = client.get(address).context["form"]
    assert set(form.initial["people"]) == {world.ae_alder.pk, world.dept.pk}, (
        "Theo heads production, and a wall keeps him away"
    )
    typed = {
        "topic": "Kick-off", "kind": "meeting", "day": "3 Mar", "starts": "10", "office": world.office.pk,
        "people": [world.dept.pk], "more": petra().pk, "reporter": world.ae_alder.pk, "job": job.pk, "internal": "on",
    }  # fmt: skip
    assert client.post(address, {**typed, "more": ""}).status_code == 422
    assert client.post(address, typed).status_code == 303
    assert CalledFor.objects.get().job == job
    client.force_login(world.ae_birch)
    assert client.get(address).status_code == 404


def listed(client: Any, **told: str) -> dict[str, list[str]]:
    """What the list of jobs shows as owed on each job."""
    page = client.get(reverse("jobs"), {"stage": "all", **told})
    assert page.status_code == 200
    return {row.number: [one.says for one in row.owed] for row in page.context["list"].rows}


def test_b3_the_list_of_jobs_marks_a_kick_off_that_is_due_and_is_narrowed_to_it(world: World, client: Any):
    job, other = big(world), a_job(world)
    client.force_login(world.ae_alder)
    assert listed(client) == {job.number: ["Kick-off due"], other.number: []}
    assert listed(client, owed="kick_off") == {job.number: ["Kick-off due"]}
    page = client.get(reverse("jobs"), {"owed": "kick_off"}).content.decode()
    assert 'data-state="soon">Kick-off due<' in page and "Owed on it: Kick-off due" in page
    board = client.get(reverse("jobs"), {"stage": "all", "shape": "board"}).content.decode()
    assert board.count('data-state="soon">Kick-off due<') == 1
    answer = client.get(reverse("jobs"), {"stage": "all", "owed": "kick_off", "as": "csv"})
    table = b"".join(answer.streaming_content).decode()
    assert job.number in table and "Kick-off due" in table and other.number not in table
    with clock.clock_at(MONDAY + 10 * DAY):
        client.force_login(world.ae_alder)
        assert 'data-state="late">Kick-off due<' in client.get(reverse("jobs"), {"owed": "kick_off"}).content.decode()
    called(world, job)
    assert listed(client, owed="kick_off") == {}


def test_s28_the_list_is_narrowed_to_no_other_duty(world: World, client: Any):
    client.force_login(world.ae_alder)
    for told in ("task", "nonsense", "kick_off' OR 1=1"):
        assert client.get(reverse("jobs"), {"owed": told}).status_code == 400


def test_b3_what_was_waived_stands_on_the_desks_of_who_leads_and_serves_the_account(world: World, client: Any):
    job = big(world)
    waive_kick_off(by=world.director, job=job, why="The client knows the team")
    for person in (world.sup_alder, world.director, world.ae_alder):
        client.force_login(person)
        desk = client.get("/desk/").content.decode()
        assert "The client knows the team" in desk and job.number in desk, person
    client.force_login(world.sup_birch)
    assert "The client knows the team" not in client.get("/desk/").content.decode()
    with clock.clock_at(MONDAY + 2 * DAY):
        move_stage(by=world.ae_alder, job=job, to="in work")
        move_stage(by=world.ae_alder, job=job, to="delivered")
        client.force_login(world.sup_alder)
        assert "The client knows the team" not in client.get("/desk/").content.decode(), "it is delivered by now"


def open_points(meeting: Any) -> list[str]:
    return [point.from_key for point in meeting.agenda.exclude(from_key="")]


def test_b3_its_agenda_takes_up_what_is_open_of_its_own_job_alone(world: World, client: Any):
    job, other = big(world), a_job(world)
    own, theirs = (
        Written("next_step", f"Step of {one.number}", job=one, owner=world.ae_alder, due=days(3))
        for one in (job, other)
    )
    many = [Written("next_step", f"Step {n}", owner=world.ae_alder, due=days(1)) for n in range(12)]
    issue = an_issue(world, written=[*many, theirs, own])
    key = issue.report.items.get(text=own.text).key
    assert open_points(called(world, job)) == [key], "also below twelve others that are due before"
    other_key = issue.report.items.get(text=theirs.text).key
    assert open_points(called(world, job, steps=[other_key, key])) == [key]
    assert open_points(called(world, job, steps=[])) == []
    client.force_login(world.ae_alder)
    page = client.get(reverse("meeting_new"), {"kick-off": job.number}).content.decode()
    assert own.text in page and theirs.text not in page and "Step 1 " not in page
    whole = client.get(reverse("meeting_new"), {"client": "ALD"}).content.decode()
    assert "Step 1 " in whole
    none_yet = called(world, job, steps=[])
    page = client.get(reverse("meeting", args=[none_yet.pk])).content.decode()
    assert own.text in page and theirs.text not in page and "Step 1 " not in page, "its own page offers no others"
    client.post(reverse("meeting_agenda", args=[none_yet.pk]), {"open": other_key})
    assert open_points(none_yet) == []


def test_b3_its_hour_on_the_job_is_by_the_clock_of_its_office_like_the_meetings_below(world: World, client: Any):
    milan = Office.objects.create(name="Milan", zone="Europe/Rome", country="IT", opens=time(9), closes=time(18))
    job = big(world)
    called(world, job, office=milan)
    client.force_login(world.ae_alder)
    page = client.get(reverse("job", args=[job.number])).content.decode()
    assert page.count("tomorrow 15:00, Milan time") == 2
