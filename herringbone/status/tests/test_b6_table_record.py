"""B6: what was changed at the table stays true afterwards, is read by whoever spoke, and is said in place."""

import pytest

from herringbone.core import clock
from herringbone.desk.models import Notification
from herringbone.desk.notices.collecting import collect
from herringbone.people.rules import standing
from herringbone.status.actions import (
    begin_weekly_meeting,
    draft_change_at_table,
    end_weekly_meeting,
    give_task_at_table,
    name_speaker,
    set_status_at_table,
    set_step_at_table,
    undo_at_table,
)
from herringbone.status.queries.table import record_of, since_then
from herringbone.status.queries.weekly import pace, turns_of
from herringbone.work.actions import (
    discard_form,
    draft_change,
    drop_task,
    finish_task,
    hand_over_task,
    make_task,
    set_next_step,
    set_status_line,
    submit_change,
)
from herringbone.work.tests.builders import a_job, days
from tests.world import HOUR, MONDAY


@pytest.fixture
def job(world):
    return a_job(world)


@pytest.fixture
def turn(world, job):
    meeting = begin_weekly_meeting(by=world.sup_alder)
    return turns_of(meeting, standing(world.sup_alder))[0]


def told(person):
    return list(Notification.objects.filter(person=person, why="task made").values_list("read", flat=True))


def test_b6_c7_what_is_taken_back_at_the_table_takes_its_notice_back_unless_it_was_read(world, job, turn):
    at_table = {"by": world.sup_alder, "turn": turn, "job": job, "owner": world.dept, "due": days(3)}
    given = give_task_at_table(title="Book the paper", **at_table)
    collect()
    assert told(world.dept) == [None]
    undo_at_table(by=world.sup_alder, change=given)
    collect()
    assert told(world.dept) == []
    never_told = give_task_at_table(title="Call the printer", **at_table)
    undo_at_table(by=world.sup_alder, change=never_told)
    collect()
    assert told(world.dept) == [], "given and taken back before anybody was told"
    read = give_task_at_table(title="Order the samples", **at_table)
    collect()
    Notification.objects.update(read=clock.now())
    undo_at_table(by=world.sup_alder, change=read)
    collect()
    assert len(told(world.dept)) == 1


def test_c7_a_task_that_need_not_be_done_is_no_news_for_whoever_has_it_now(world, job):
    task = make_task(by=world.ae_alder, client=world.alder, title="Draw it", owner=world.dept, due=days(2))
    hand_over_task(by=world.ae_alder, task=task, to=world.planner_alder)
    collect()
    tasks = Notification.objects.filter(why__startswith="task")
    assert {one.person for one in tasks} == {world.dept, world.planner_alder}
    drop_task(by=world.ae_alder, task=task)
    collect()
    assert not tasks.all().exists()


def test_b6_a_form_drafted_at_the_table_says_in_the_record_what_became_of_it(world, job, turn, enter):
    def on_record():
        return enter(world.sup_alder).get(f"/weekly-meetings/{turn.meeting_id}/record/").content.decode()

    paper = draft_change_at_table(by=world.sup_alder, turn=turn, job=job, why="Twice the pages").paper
    assert "to be submitted" in on_record()
    draft_change(by=world.sup_alder, job=job, scope="Thirty pages")
    submit_change(by=world.ae_alder, change=paper)
    assert "the change form, submitted" in on_record() and "to be submitted" not in on_record()
    other = draft_change_at_table(by=world.sup_alder, turn=turn, job=job, why="Half the pages").paper
    discard_form(by=world.sup_alder, form=other.form)
    assert "the change form, discarded" in on_record()


def test_b6_what_can_no_longer_be_taken_back_does_not_stand_in_the_way_of_what_can(world, job, turn, enter):
    def offered():
        page = enter(world.sup_alder).get(f"/turns/{turn.pk}/")
        return page.context["last"]

    status = set_status_at_table(by=world.sup_alder, turn=turn, job=job, status="Layout")
    step = set_step_at_table(by=world.sup_alder, turn=turn, job=job, step="Ask Pat", contact=world.pat, on=days(2))
    task = give_task_at_table(
        by=world.sup_alder, turn=turn, job=job, title="Book the paper", owner=world.dept, due=days(3)
    )
    form = draft_change_at_table(by=world.sup_alder, turn=turn, job=job, why="Twice the pages")
    assert offered() == form
    draft_change(by=world.sup_alder, job=job, scope="Thirty pages")
    submit_change(by=world.ae_alder, change=form.paper)
    assert offered() == task
    finish_task(by=world.dept, task=task.task)
    assert offered() == step
    set_next_step(by=world.dept, job=job, step="Ask Pat and Lee")
    assert offered() == status
    set_status_line(by=world.dept, job=job, status="Layout, two routes")
    assert offered() is None
    said = [since_then(one) for one in record_of(turn.meeting, standing(world.sup_alder))]
    assert said == ["", "done", "changed again since", "changed again since"], "the form says so itself"


def test_b6_whoever_speaks_reads_the_record_of_the_clients_that_they_see(world, job, turn, enter):
    set_status_at_table(by=world.sup_alder, turn=turn, job=job, status="Layout")
    name_speaker(by=world.sup_alder, turn=turn, speaker=world.coord_alder)
    record = f"/weekly-meetings/{turn.meeting_id}/record/"
    for person in (world.coord_alder, world.ae_alder):  # who speaks, and who was to
        browser = enter(person)
        words = browser.get(record).content.decode()
        assert "<ins>Layout</ins>" in words and "It is over" not in words and "Back to the table" not in words
        assert f'href="/weekly-meetings/{turn.meeting_id}/"' in browser.get("/weekly-meetings/").content.decode()
        assert browser.get(f"/weekly-meetings/{turn.meeting_id}/").url == record
        assert browser.post(f"/weekly-meetings/{turn.meeting_id}/end/").status_code == 404
        assert browser.get(f"/turns/{turn.pk}/").status_code == 404
    assert enter(world.dept).get(record).status_code == 404
    end_weekly_meeting(by=world.sup_alder, meeting=turn.meeting)
    assert enter(world.ae_alder).get(record).status_code == 200


def test_b6_a_form_that_is_refused_stays_at_the_table_with_all_that_was_typed(world, job, turn, enter):
    browser, address = enter(world.sup_alder), f"/turns/{turn.pk}/task/{job.number}/"
    answer = browser.post(address, {"title": "Book the paper", "owner": world.dept.pk, "due": "some day"})
    words = answer.content.decode()
    assert answer.status_code == 422
    assert "Changed at this table" in words and 'class="run"' in words, "the screen of the meeting"
    assert 'value="Book the paper"' in words and 'id="id_due_error"' in words
    speaker = browser.post(f"/turns/{turn.pk}/speaker/", {"speaker": world.ae_alder.pk})
    assert speaker.status_code == 422 and "speaks already" in speaker.content.decode()
    assert 'class="run"' in speaker.content.decode()
    end_weekly_meeting(by=world.sup_alder, meeting=turn.meeting)
    over = browser.post(f"/turns/{turn.pk}/status/{job.number}/", {"status": "Layout"})
    assert over.status_code == 422 and "That meeting is over" in over.content.decode()


def test_b6_a_task_taken_back_is_nobodys(world, job, turn, enter):
    given = give_task_at_table(
        by=world.sup_alder, turn=turn, job=job, title="Book the paper", owner=world.dept, due=days(3)
    )
    browser, address = enter(world.sup_alder), f"/turns/{turn.pk}/"
    assert f"now {world.dept}’s task" in browser.get(address).content.decode()
    undo_at_table(by=world.sup_alder, change=given)
    words = browser.get(address).content.decode()
    assert "’s task" not in words and "taken back" in words


@pytest.mark.parametrize(("minutes", "words"), [
    (0, "on time"), (1, "one minute ahead"), (-2, "two minutes behind"), (-59, "59 minutes behind"),
    (-60, "1 h behind"), (-170, "2 h 50 behind"), (75, "1 h 15 ahead"), (-10089, "7 days behind"),
])  # fmt: skip
def test_b6_the_pace_is_said_in_hours_and_days_where_it_is_long(minutes, words):
    assert pace(minutes) == words


def test_b6_the_table_has_its_keys_listed_and_asks_before_it_is_left(world, job, turn, enter):
    words = enter(world.sup_alder).get(f"/turns/{turn.pk}/").content.decode()
    assert 'data-key="?"' in words and 'id="keys"' in words
    assert 'data-key="Esc"' in words and "data-run-again=" in words
    with clock.clock_at(MONDAY + HOUR):
        assert "minutes" not in pace(-600)
