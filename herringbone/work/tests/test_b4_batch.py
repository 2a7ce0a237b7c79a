"""B4: the same done to several jobs, seen beforehand, and taken back; jobs as a list, a board and a calendar."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from herringbone.clients.actions import add_contact
from herringbone.core import clock
from herringbone.record.action import Denied, Refused
from herringbone.record.duties.keeping import rebuild
from herringbone.record.models import Event
from herringbone.work.actions import (
    edit_jobs,
    move_stage,
    plan_milestone,
    preview,
    set_next_step,
    set_status_line,
    submit_change,
    undo_batch,
)
from herringbone.work.models import Batch, BatchLine, Change, Form, Job
from herringbone.work.queries.batches import names_in
from herringbone.work.tests.builders import a_job, changed, days, many_jobs
from tests.world import DAY, MONDAY, World


@pytest.fixture
def jobs(world: World) -> list[Job]:
    """Two of Alder's and one of Cedar's, which another person leads."""
    found = [a_job(world), a_job(world), a_job(world, world.cedar)]
    plan_milestone(by=world.ae_alder, job=found[0], name="Proof", on=days(3))
    plan_milestone(by=world.ae_alder, job=found[2], name="Shoot", on=days(4))
    return list(Job.objects.select_related("client__office", "kind").order_by("pk"))


def said(jobs: list[Job], **wanted: object) -> list[Job]:
    return list(Job.objects.filter(pk__in=[job.pk for job in jobs], **wanted).order_by("pk"))


def test_b4_a_preview_says_what_would_be_and_leaves_everything_as_it_was(world: World, jobs: list[Job]):
    before = Event.objects.count()
    outcomes = preview(by=world.ae_alder, jobs=jobs, what="milestone", days=2, why="Permits")
    assert [(one.job, one.was, one.now, one.reason) for one in outcomes] == [
        (jobs[0], {"milestone": "2026-03-05"}, {"milestone": "2026-03-09"}, ""),
        (jobs[1], {}, {}, "No milestone is planned"),
        (jobs[2], {"milestone": "2026-03-06"}, {"milestone": "2026-03-10"}, ""),
    ]
    assert Event.objects.count() == before and not Change.objects.exists()


def test_b4_what_is_free_is_done_and_taken_back(world: World, jobs: list[Job]):
    set_next_step(by=world.ae_alder, job=jobs[0], step="Layout", person=world.dept, on=date(2026, 3, 2))
    with clock.clock_at(MONDAY + DAY):  # the day of what stood before has passed
        given = {"step": "Proof", "person": world.ae_alder, "on": days(3)}
        batch = edit_jobs(by=world.ae_alder, jobs=jobs, what="step", **given)
        assert len(said(jobs, next_step="Proof", next_person=world.ae_alder)) == 3
        undo_batch(by=world.ae_alder, batch=batch)
    assert [job.next_step for job in said(jobs)] == ["Layout", "", ""]
    assert said(jobs)[0].next_on == date(2026, 3, 2)
    with pytest.raises(Refused, match="already"):
        undo_batch(by=world.ae_alder, batch=batch)


def test_b4_what_somebody_changed_since_stays(world: World, jobs: list[Job]):
    batch = edit_jobs(by=world.ae_alder, jobs=jobs, what="status", status="With the printer")
    set_status_line(by=world.dept, job=jobs[1], status="Printed")
    undo_batch(by=world.ae_alder, batch=batch)
    assert [job.status for job in said(jobs)] == ["", "Printed", ""]


def test_b4_leads_change_where_they_may_and_the_rest_is_left_out(world: World, jobs: list[Job]):
    outcomes = preview(by=world.ae_alder, jobs=jobs, what="lead", to=world.coord_alder)
    assert [one.reason for one in outcomes] == [
        "", "", "Cody Coord is not on the client's team and could not open it",
    ]  # fmt: skip
    batch = edit_jobs(by=world.ae_alder, jobs=jobs, what="lead", to=world.coord_alder)
    assert batch.lines.count() == len(said(jobs, lead=world.coord_alder)) == 2
    undo_batch(by=world.ae_alder, batch=batch)
    assert len(said(jobs, lead=world.ae_alder)) == 3
    with pytest.raises(Refused, match="none of these"):
        edit_jobs(by=world.ae_alder, jobs=jobs, what="lead", to=world.ae_alder)


def test_b2_in_a_batch_what_was_promised_is_drafted_on_a_form_for_each_job(world: World, jobs: list[Job]):
    batch = edit_jobs(by=world.ae_alder, jobs=jobs, what="milestone", days=-1, why="Earlier")
    assert [job.milestone_on for job in said(jobs)] == [days(3), None, days(4)], "nothing moved yet"
    first, second = Change.objects.order_by("pk")
    submit_change(by=world.ae_alder, change=first)
    undo_batch(by=world.ae_alder, batch=batch)
    assert Form.objects.get(pk=second.form_id).discarded and not Form.objects.get(pk=first.form_id).discarded
    held = edit_jobs(by=world.ae_alder, jobs=jobs, what="hold", why="No budget")
    assert held.lines.count() == 3 and not said(jobs, stage="on hold")


def test_b4_undoing_takes_its_own_line_off_a_form_that_says_more(world: World, jobs: list[Job]):
    batch = edit_jobs(by=world.ae_alder, jobs=jobs[:1], what="hold", why="No budget")
    change = Change.objects.get()
    edit_jobs(by=world.ae_alder, jobs=jobs[:1], what="milestone", days=1, why="Permits")
    undo_batch(by=world.ae_alder, batch=batch)
    change.refresh_from_db()
    assert set(change.wanted) == {"milestones"} and not change.form.discarded


def test_s02_a_batch_with_a_job_of_another_team_is_denied_as_a_whole(world: World, jobs: list[Job]):
    with pytest.raises(Denied):
        edit_jobs(by=world.ae_birch, jobs=jobs, what="status", status="Mine")
    with pytest.raises(Denied):
        undo_batch(by=world.sup_alder, batch=edit_jobs(by=world.ae_alder, jobs=jobs[:1], what="status", status="Mine"))


def test_b4_from_the_list_over_the_preview_to_undo(world: World, jobs: list[Job], enter: Callable):
    browser, chosen = enter(world.ae_alder), [job.number for job in jobs]
    assert f'name="job" value="{chosen[0]}"' in browser.get(reverse("jobs")).content.decode()
    address = reverse("batch_new")
    assert browser.get(address).status_code == 303
    assert browser.get(address, {"do": "nonsense"}).status_code == 400
    assert browser.get(address, {"do": "status", "job": chosen}).status_code == 200
    typed = {"do": "status", "job": chosen, "once": "a", "status": "With the printer"}
    assert browser.post(address, {**typed, "status": ""}).status_code == 422
    page = browser.post(address, typed).content.decode()
    assert "Three jobs would change. Nothing is done yet." in page and not said(jobs, status="With the printer")
    made = browser.post(address, {**typed, "do_it": "on"})
    batch = Batch.objects.get()
    assert made.url == reverse("batch", args=[batch.pk]) and len(said(jobs, status="With the printer")) == 3
    browser.post(address, {**typed, "do_it": "on"})
    assert Batch.objects.count() == 1, "two clicks do it once"
    assert "Undo" in browser.get(made.url).content.decode()
    assert browser.post(reverse("batch_undoing", args=[batch.pk])).status_code == 303
    assert len(said(jobs, status="")) == 3
    assert enter(world.sup_alder).get(made.url).status_code == 404
    foreign = enter(world.ae_birch).get(address, {"do": "status", "job": chosen})
    assert foreign.status_code == 303, "of what one does not see nothing is chosen"


def test_b4_the_board_has_a_column_for_each_stage(world: World, jobs: list[Job], enter: Callable):
    move_stage(by=world.ae_alder, job=jobs[0], to="in work")
    changed(jobs[1], world.ae_alder, stage="on hold")
    found = enter(world.ae_alder).get(reverse("jobs"), {"shape": "board", "stage": "open"}).context["board"]
    assert [(one.label, one.count, [row.number for row in one.rows]) for one in found] == [
        ("Submitted", 1, [jobs[2].number]), ("In work", 1, [jobs[0].number]), ("On hold", 1, [jobs[1].number]),
        ("Delivered", 0, []),
    ]  # fmt: skip


def test_b4_a_card_is_dropped_on_its_next_stage_or_says_why_not(world: World, jobs: list[Job], enter: Callable):
    browser, headers = enter(world.ae_alder), {"X-Board": "1"}
    address = reverse("job_stage", args=[jobs[0].number])
    page = browser.get(reverse("jobs"), {"shape": "board", "stage": "open"}).content.decode()
    assert f'href="{address}" hx-boost="false" data-move' in page and 'data-stage="in work"' in page
    assert "onclick" not in page and "board.js" in page
    assert browser.post(address, {"to": "in work"}, headers=headers).json() == {"moved": True}
    assert said(jobs, stage="in work") == [jobs[0]]
    refused = browser.post(address, {"to": "billed"}, headers=headers)
    assert (refused.status_code, refused.json()) == (422, {"message": "The job cannot go there from where it stands"})
    held = browser.post(address, {"to": "on hold"}, headers=headers).json()
    change = Change.objects.get()
    assert held["url"] == reverse("change", args=[change.pk]) and "a change form is drafted" in held["message"]
    assert change.wanted == {"stage": "on hold"} and said(jobs, stage="in work") == [jobs[0]], "nothing has changed yet"


def test_s02_a_card_of_another_team_is_not_found_and_what_ends_a_job_is_for_who_runs_it(
    world: World, jobs: list[Job], enter: Callable
):
    address, headers = reverse("job_stage", args=[jobs[0].number]), {"X-Board": "1"}
    assert enter(world.ae_birch).post(address, {"to": "in work"}, headers=headers).status_code == 404
    for to in ("in work", "delivered"):
        move_stage(by=world.ae_alder, job=jobs[0], to=to)
    denied = enter(world.dept).post(address, {"to": "billed"}, headers=headers)
    assert denied.status_code == 403 and "whoever runs the job" in denied.json()["message"]
    assert said(jobs, stage="delivered") == [jobs[0]]


def test_b4_the_calendar_has_milestones_and_deliveries_on_their_days(world: World, jobs: list[Job], enter: Callable):
    browser = enter(world.ae_alder)
    found = browser.get(reverse("jobs"), {"shape": "calendar"}).context["calendar"]
    marks = {day.on: [(mark.number, mark.what) for mark in day.marks] for day in found.days if day.marks}
    assert marks[days(3)] == [(jobs[0].number, "Proof")]
    assert len(marks[days(14)]) == 3 and marks[days(14)][0][1] == "To be delivered"
    later = browser.get(reverse("jobs") + found.after).context["calendar"]
    assert (later.first, later.count) == (date(2026, 4, 1), 0)
    assert browser.get(reverse("jobs"), {"shape": "circle"}).status_code == 400


@pytest.mark.thorough
def test_b4_the_calendar_opens_what_a_full_day_has_no_room_for(world: World, enter: Callable):
    many_jobs(world, 70)
    page = enter(world.ae_alder).get(reverse("jobs"), {"shape": "calendar", "stage": "all"}).content.decode()
    rest = page.partition("<details><summary")[2].partition("</details>")[0]
    assert "64 more</summary>" in rest and rest.count('class="number"') == 54
    assert "and 10 more: filters make them fewer" in rest


@pytest.mark.later
@pytest.mark.parametrize("shape", ["", "board", "calendar"])
def test_b4_each_shape_asks_as_much_at_ten_jobs_as_at_a_thousand(world: World, enter: Callable, shape: str):
    browser, counts = enter(world.ae_alder), []
    browser.get("/me/")
    for more in (10, 990):
        many_jobs(world, more, duties=False)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(reverse("jobs"), {"shape": shape, "stage": "all"}).status_code == 200
        counts.append(len(asked))
    rebuild(MONDAY + 14 * DAY)
    assert counts[0] == counts[1] <= 8


@pytest.mark.thorough
@pytest.mark.parametrize("what", ["step", "lead"])
def test_b4_what_was_done_asks_as_much_at_ten_jobs_as_at_a_thousand(world: World, enter: Callable, what: str):
    browser, counts = enter(world.ae_alder), []
    browser.get("/me/")
    people = [who.pk for who in world.everyone.values()]
    contact = add_contact(by=world.ae_alder, client=world.alder, name="Kim Contact")
    for more in (10, 990):
        many_jobs(world, more, duties=False)
        batch = Batch.objects.create(by=world.ae_alder, what=what)
        lines = ((job, people[n % len(people)]) for n, job in enumerate(Job.objects.all()))
        BatchLine.objects.bulk_create(
            BatchLine(
                batch=batch, job=job, now={"step": "Proof", "person": f"ours-{pk}", "on": "2026-03-05", "lead": pk},
                was={"step": "Copy", "person": f"theirs-{contact.pk}", "on": "", "lead": people[0]},
            )
            for job, pk in lines
        )  # fmt: skip
        with CaptureQueriesContext(connection) as asked:
            page = browser.get(reverse("batch", args=[batch.pk])).content.decode()
        assert world.dept.name in page and (what == "lead" or "Kim Contact" in page)
        counts.append(len(asked))
    rebuild(MONDAY + 14 * DAY)
    assert counts[0] == counts[1] <= 10


def test_b4_a_preview_asks_for_the_names_of_all_jobs_at_once(world: World):
    values = [{"step": "Proof", "person": f"ours-{who.pk}", "on": ""} for who in world.everyone.values()]
    with CaptureQueriesContext(connection) as asked:
        names = names_in([*values, {"lead": world.dept.pk}, {"status": "With the printer"}, {}])
    assert len(asked) == 1
    assert {value["person"] for value in values} == names.keys()


def test_b4_a_batch_that_was_taken_back_says_what_stands_now(world: World, jobs: list[Job], enter: Callable):
    set_status_line(by=world.ae_alder, job=jobs[0], status="Concept")
    batch = edit_jobs(by=world.ae_alder, jobs=jobs, what="status", status="With the printer")
    moved = edit_jobs(by=world.ae_alder, jobs=jobs[:1], what="milestone", days=2, why="Permits")
    set_status_line(by=world.dept, job=jobs[1], status="Printed")
    for one in (batch, moved):
        undo_batch(by=world.ae_alder, batch=one)
    browser = enter(world.ae_alder)
    shown = browser.get(reverse("batch", args=[batch.pk]))
    told = [(line.job.status, was, now) for line, was, now in shown.context["rows"]]
    assert told == [("Concept", "Concept", "Concept"), ("Printed", "", "Printed"), ("", "", "")]
    assert "With the printer" not in shown.content.decode()
    ((_line, was, now),) = browser.get(reverse("batch", args=[moved.pk])).context["rows"]
    assert was == now != ""
