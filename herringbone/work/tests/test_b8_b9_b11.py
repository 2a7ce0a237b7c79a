"""B8: deliverables. B9: tasks with owner and due date. B11: waiting on the client."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from herringbone.clients.actions import record_consent
from herringbone.core import clock
from herringbone.record.action import Denied, Refused
from herringbone.record.models import Duty, ThreadEntry
from herringbone.work.actions import (
    add_deliverable,
    ask_again,
    drop_task,
    end_waiting,
    finish_task,
    hand_over_task,
    make_task,
    move_task,
    wait_on_client,
)
from herringbone.work.queries.promised import deliverables_of
from herringbone.work.tests.builders import a_job, changed, days
from tests.forms import forms_in
from tests.world import DAY, HOUR, MONDAY, World

CLOSE = MONDAY.replace(hour=23)  # six in the evening in New York


def test_b8_deliverables_come_from_the_form_and_change_on_paper_by_whoever_runs_the_job(world: World):
    job = a_job(world, deliverables=[{"what": "Film of 20 seconds", "quantity": 4, "rounds": 2}])
    film = job.deliverables.get()
    assert (film.what, film.quantity, film.rounds) == ("Film of 20 seconds", 4, 2)
    with pytest.raises(Refused, match="change form"):
        add_deliverable(by=world.ae_alder, job=job, what="Poster", paper=None)
    poster = {"what": "Poster", "quantity": 1, "rounds": 3}
    with pytest.raises(Denied):
        changed(job, world.dept, deliverables=[*deliverables_of(job), poster])
    changed(job, world.ae_alder, deliverables=[*deliverables_of(job), poster])
    first, second = deliverables_of(job)
    changed(job, world.ae_alder, deliverables=[second | {"what": "Poster, A2", "quantity": 2}])
    assert [str(one) for one in job.deliverables.all()] == ["2 × Poster, A2"]
    assert job.deliverables.get().pk == second["id"] != first["id"]
    for wrong in ({"quantity": -1, "what": "x"}, {"rounds": 100, "what": "x"}, {"what": " "}):
        with pytest.raises(Refused) as refused:
            changed(job, world.ae_alder, deliverables=[{"quantity": 1, "rounds": 1} | wrong])
        assert refused.value.field == "deliverables"


def test_b9_a_task_is_due_at_the_close_of_its_date_or_at_its_time(world: World):
    make_task(by=world.ae_alder, client=world.alder, title="Draw", owner=world.dept, due=days(0))
    make_task(by=world.ae_alder, client=world.alder, title="Send", owner=world.dept, due_at=MONDAY + DAY)
    found = Duty.objects.filter(kind="task").order_by("pk").values_list("title", "owner", "due")
    assert list(found) == [("Draw", world.dept.pk, CLOSE), ("Send", world.dept.pk, MONDAY + DAY)]


def test_b9_done_dropped_or_handed_over(world: World):
    given = {"by": world.ae_alder, "client": world.alder, "owner": world.dept, "due": days(1)}
    done, dropped, given_on = (make_task(title=title, **given) for title in ("One", "Two", "Three"))
    finish_task(by=world.dept, task=done)
    drop_task(by=world.ae_alder, task=dropped)
    hand_over_task(by=world.ae_alder, task=given_on, to=world.planner_alder)
    open_ones = Duty.objects.filter(kind="task", done=None)
    assert [(one.title, one.owner) for one in open_ones] == [("Three", world.planner_alder)]
    for act, given in (
        (finish_task, {}),
        (drop_task, {}),
        (move_task, {"to": days(3)}),
        (hand_over_task, {"to": world.dept}),
    ):
        for task in (done, dropped):
            with pytest.raises(Refused):
                act(by=world.ae_alder, task=task, **given)


def test_b9_a_task_that_was_late_and_is_moved_stays_late_in_the_record(world: World):
    task = make_task(by=world.ae_alder, client=world.alder, title="Draw", owner=world.dept, due=days(0))
    with clock.clock_at(MONDAY + DAY):
        move_task(by=world.dept, task=task, to=days(2))
    assert list(Duty.objects.filter(kind="task").order_by("started").values_list("due", "done")) == [
        (CLOSE, MONDAY + DAY), (CLOSE + 3 * DAY, None),
    ]  # fmt: skip


def test_b9_owner_and_job_must_be_of_the_client(world: World):
    birch = a_job(world, world.birch)
    given = {"by": world.ae_alder, "client": world.alder, "title": "Draw", "due": days(1)}
    for wrong, field in (
        ({"owner": world.ae_birch}, "owner"), ({"owner": world.dept, "job": birch}, "job"),
        ({"owner": world.dept, "due": days(-1)}, "due"), ({"owner": world.dept, "title": "\u202e"}, "title"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            make_task(**(given | wrong))
        assert refused.value.field == field
    with pytest.raises(Denied):
        make_task(**(given | {"by": world.ae_birch, "owner": world.dept}))


def test_b9_a_next_step_of_a_late_report_may_be_due_before_it_is_a_task(world: World):
    given = {"by": world.ae_alder, "client": world.alder, "title": "Draw", "owner": world.dept}
    make_task(**given, due=days(-3), item_key="k")
    assert Duty.objects.get(kind="task").due == MONDAY


def test_b11_waiting_counts_from_when_it_was_asked_and_is_owed_after_five_working_days(world: World):
    job = a_job(world)
    waiting = wait_on_client(
        by=world.ae_alder, client=world.alder, job=job, contact=world.pat, what="Photographs", effect="Print moves"
    )
    job.refresh_from_db()
    assert job.waiting_since == MONDAY
    duty = Duty.objects.get(kind="waiting_too_long")
    assert (duty.owner, duty.due) == (None, MONDAY.replace(day=9, hour=13))
    assert ThreadEntry.objects.get(verb="client waited for").side == "agency"
    with clock.clock_at(MONDAY + DAY):
        end_waiting(by=world.dept, waiting=waiting)
        with pytest.raises(Refused):
            end_waiting(by=world.dept, waiting=waiting)
    duty.refresh_from_db()
    job.refresh_from_db()
    assert (duty.done, job.waiting_since) == (MONDAY + DAY, None)
    assert ThreadEntry.objects.get(verb="waiting ended").side == "client"


def test_b11_asked_again_twice_on_a_day_is_one_deed_unless_it_is_said_that_it_was_two(world: World):
    waiting = wait_on_client(by=world.ae_alder, client=world.alder, contact=world.pat, what="Photographs")
    with clock.clock_at(MONDAY + DAY):
        ask_again(by=world.coord_alder, waiting=waiting)
        with pytest.raises(Refused, match=r"Asked again today at \d\d:\d\d already, by Cody Coord"):
            ask_again(by=world.ae_alder, waiting=waiting)
    assert waiting.chases.count() == ThreadEntry.objects.filter(verb="client asked again").count() == 1
    with clock.clock_at(MONDAY + DAY + 3 * HOUR):
        ask_again(by=world.ae_alder, waiting=waiting, once_more=True)
    with clock.clock_at(MONDAY + 2 * DAY):
        ask_again(by=world.ae_alder, waiting=waiting)
    assert waiting.chases.count() == 3


def test_a2_the_number_of_one_who_is_not_to_be_telephoned_is_not_beside_what_is_awaited(world: World, enter: Callable):
    waiting = wait_on_client(by=world.ae_alder, client=world.alder, contact=world.pat, what="Photographs")
    browser, address = enter(world.ae_alder), reverse("waiting", args=[waiting.pk])
    assert world.pat.phone in browser.get(address).content.decode()
    record_consent(by=world.ae_alder, contact=world.pat, channel="phone", allowed=False, source="by mail, Monday")
    page = browser.get(address).content.decode()
    assert world.pat.phone not in page and "Do not telephone" in page


def test_b11_a_second_press_of_one_page_is_one_deed_and_the_page_says_when_it_was(world: World, enter: Callable):
    waiting = wait_on_client(by=world.ae_alder, client=world.alder, contact=world.pat, what="Photographs")
    browser, address = enter(world.ae_alder), reverse("waiting", args=[waiting.pk])

    def pressed() -> dict[str, str]:
        page = browser.get(address).content.decode()
        form = next(one for one in forms_in(page) if one.action.endswith("/asking/"))
        return {name: field.values[0] for name, field in form.fields.items() if field.values}

    with clock.clock_at(MONDAY + DAY):
        sent = pressed()
        for _twice in range(2):
            assert browser.post(f"{address}asking/", sent).status_code == 303
        page = browser.get(address).content.decode()
        assert waiting.chases.count() == 1
        assert "Asked again today at 09:00" in page and "once more today" in page
        enter(world.coord_alder).post(f"{address}asking/", {"once": "from a page opened before"})
        assert waiting.chases.count() == 1
        browser.post(f"{address}asking/", pressed())
    assert waiting.chases.count() == 2


def test_b11_whoever_asked_again_owes_the_next_time_five_working_days_later(world: World):
    waiting = wait_on_client(by=world.ae_alder, client=world.alder, contact=world.pat, what="Photographs")
    first = Duty.objects.get(kind="waiting_too_long")
    for later in (2, 4):
        with clock.clock_at(MONDAY + later * DAY):
            ask_again(by=world.coord_alder, waiting=waiting)
    first.refresh_from_db()
    assert first.done == MONDAY + 2 * DAY
    again, open_still = Duty.objects.filter(kind="chased_too_long").order_by("started")
    assert (again.started, again.done) == (MONDAY + 2 * DAY, MONDAY + 4 * DAY)
    assert (open_still.done, open_still.due) == (None, MONDAY.replace(day=13, hour=13))
    with clock.clock_at(MONDAY + 5 * DAY):
        with pytest.raises(Denied):
            ask_again(by=world.ae_birch, waiting=waiting)
        end_waiting(by=world.dept, waiting=waiting)
        with pytest.raises(Refused):
            ask_again(by=world.ae_alder, waiting=waiting)
    open_still.refresh_from_db()
    assert open_still.done == MONDAY + 5 * DAY


def test_b11_nobody_of_another_client_is_waited_for(world: World):
    for wrong in ({"contact": world.rio}, {"job": a_job(world, world.birch)}, {"what": ""}):
        with pytest.raises(Refused):
            wait_on_client(**({"by": world.ae_alder, "client": world.alder, "what": "x"} | wrong))
    with pytest.raises(Denied):
        wait_on_client(by=world.ae_birch, client=world.alder, what="x")


def test_b9_the_page_of_a_task_says_that_it_is_late(world: World, client):
    task = make_task(by=world.ae_alder, client=world.alder, title="Send the proof", owner=world.ae_alder, due_at=MONDAY)
    client.force_login(world.ae_alder)
    for at, state in ((MONDAY - DAY / 24, "open"), (MONDAY + DAY, "late")):
        with clock.clock_at(at):
            assert f'data-state="{state}"' in client.get(f"/tasks/{task.pk}/").content.decode()
