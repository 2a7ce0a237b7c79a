"""B6: the weekly status meeting, run through by the keyboard, with changes on the spot."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from herringbone.core import clock
from herringbone.people.actions import arrange_cover
from herringbone.people.models import Absence
from herringbone.people.rules import standing
from herringbone.record.action import Denied, Refused
from herringbone.record.models import Event
from herringbone.status.actions import (
    begin_weekly_meeting,
    draft_change_at_table,
    end_weekly_meeting,
    give_task_at_table,
    move_milestone_at_table,
    name_speaker,
    publish_status_report,
    set_status_at_table,
    set_step_at_table,
    undo_at_table,
)
from herringbone.status.models import TableChange
from herringbone.status.queries.table import change_words, record_of
from herringbone.status.queries.weekly import screen, turns_of
from herringbone.work.actions import (
    draft_change,
    move_stage,
    plan_milestone,
    reach_milestone,
    save_change,
    set_next_step,
    set_status_line,
    wait_on_client,
)
from herringbone.work.models import Task
from herringbone.work.tests.builders import a_job, changed, days, moved
from tests.world import DAY, HOUR, MONDAY


@pytest.fixture
def job(world):
    return a_job(world)


def begun(world, by=None):
    meeting = begin_weekly_meeting(by=by or world.sup_alder)
    return meeting, turns_of(meeting, standing(by or world.sup_alder))


def shown(world, turn, turns, job=0, by=None):
    return screen(turn.meeting, turns, turn, job, standing(by or world.sup_alder))


def test_b6_each_client_of_the_team_with_open_jobs_has_its_turn(world, job):
    a_job(world, world.cedar, world.ae_alder)
    _meeting, turns = begun(world, world.ae_alder)
    assert [turn.client for turn in turns] == [world.alder, world.cedar]
    _meeting, turns = begun(world)
    assert [turn.client for turn in turns] == [world.alder], "she supervises one"


def test_b6_who_is_away_is_spoken_for_by_the_cover(world, job):
    _meeting, (turn,) = begun(world)
    assert (turn.speaker, turn.instead_of) == (world.ae_alder, None)
    arrange_cover(
        by=world.ae_alder, person=world.ae_alder, cover=world.coord_alder, begins=clock.now(),
        ends=clock.now() + 3 * DAY,
    )  # fmt: skip
    with clock.clock_at(MONDAY + HOUR):
        _meeting, (turn,) = begun(world)
        assert (turn.speaker, turn.instead_of) == (world.coord_alder, world.ae_alder)
        assert shown(world, turn, [turn]).away == Absence.objects.get()


def test_b6_somebody_else_is_named_to_speak(world, job):
    _meeting, (turn,) = begun(world)
    name_speaker(by=world.sup_alder, turn=turn, speaker=world.dept)
    turn.refresh_from_db()
    assert (turn.speaker, turn.instead_of) == (world.dept, world.ae_alder)
    with pytest.raises(Refused):
        name_speaker(by=world.sup_alder, turn=turn, speaker=world.ae_birch)


def test_b6_a_status_line_set_at_the_table_is_kept_and_taken_back(world, job):
    set_status_line(by=world.ae_alder, job=job, status="Concept")
    meeting, (turn,) = begun(world)
    change = set_status_at_table(by=world.sup_alder, turn=turn, job=job, status="Layout")
    job.refresh_from_db()
    assert job.status == "Layout"
    undo_at_table(by=world.sup_alder, change=change)
    job.refresh_from_db()
    assert job.status == "Concept"
    (kept,) = record_of(meeting, standing(world.sup_alder))
    assert kept.undone and kept.was["words"] == "Concept"
    with pytest.raises(Refused):
        undo_at_table(by=world.sup_alder, change=change)


def test_b6_a_next_step_and_a_task_are_taken_back_too(world, job):
    set_next_step(by=world.ae_alder, job=job, step="Draw it", person=world.dept, on=days(1))
    _meeting, (turn,) = begun(world)
    step = set_step_at_table(by=world.sup_alder, turn=turn, job=job, step="Ask Pat", contact=world.pat, on=days(2))
    assert change_words(step)["now"] == f"Ask Pat, {world.pat}, Wed 4 Mar"
    undo_at_table(by=world.sup_alder, change=step)
    job.refresh_from_db()
    assert (job.next_step, job.next_person, job.next_contact, job.next_on) == ("Draw it", world.dept, None, days(1))
    given = give_task_at_table(
        by=world.sup_alder, turn=turn, job=job, title="Book the paper", owner=world.dept, due=days(3)
    )
    assert Task.objects.get().owner == world.dept
    undo_at_table(by=world.sup_alder, change=given)
    assert Task.objects.get().dropped


def test_b6_the_days_of_what_was_changed_are_said_in_the_readers_language(world, job):
    set_next_step(by=world.ae_alder, job=job, step="Draw it", on=days(1))
    plan_milestone(by=world.ae_alder, job=job, name="Shoot", on=days(7))
    job.refresh_from_db()
    _meeting, (turn,) = begun(world)
    at_table = {"by": world.sup_alder, "turn": turn, "job": job}
    made = [
        set_step_at_table(step="Ask Pat", on=days(2), **at_table),
        give_task_at_table(title="Book", owner=world.dept, due=days(3), **at_table),
        move_milestone_at_table(to=days(8), why="The hall is taken", **at_table),
    ]
    read = [TableChange.objects.get(pk=one.pk) for one in made]
    english = [change_words(one)["now"].rpartition(", ")[2] for one in read]
    with override("it"):
        italian = [change_words(one)["now"].rpartition(", ")[2] for one in read]
        assert change_words(read[0])["was"] == "Draw it, mar 3 mar"
    assert english == ["Wed 4 Mar", "Thu 5 Mar", "Tue 10 Mar"]
    assert italian == ["mer 4 mar", "gio 5 mar", "mar 10 mar"]


def test_b6_a_row_with_its_day_among_its_words_reads_as_it_was_kept(world, job):
    _meeting, (turn,) = begun(world)
    old = {"turn": turn, "job": job, "kind": "step", "by": world.sup_alder, "was": {"words": ""}}
    assert change_words(TableChange(now={"words": "Ask Pat, Wed 4 Mar"}, **old))["now"] == "Ask Pat, Wed 4 Mar"


def test_b6_b2_a_milestone_is_moved_at_the_table_on_a_change_form_and_taken_back(world, job):
    shoot = plan_milestone(by=world.ae_alder, job=job, name="Shoot", on=days(7))
    job.refresh_from_db()
    _meeting, (turn,) = begun(world)
    kept = move_milestone_at_table(by=world.sup_alder, turn=turn, job=job, to=days(8), why="The hall is taken")
    shoot.refresh_from_db()
    assert shoot.on == days(7), "nothing changes before the form is submitted"
    assert kept.paper.wanted == {"milestones": {str(shoot.pk): days(8).isoformat()}}
    assert change_words(kept)["now"] == "Shoot, Tue 10 Mar"
    undo_at_table(by=world.sup_alder, change=kept)
    kept.paper.form.refresh_from_db()
    assert kept.paper.form.discarded
    for given, field in (({"to": days(7), "why": "x"}, "to"), ({"to": days(9), "why": " "}, "why")):
        with pytest.raises(Refused) as refused:
            move_milestone_at_table(by=world.sup_alder, turn=turn, job=job, **given)
        assert refused.value.field == field


def test_b6_b2_a_change_form_is_begun_at_the_table_and_goes_on_in_a_draft_that_was_there(world, job):
    _meeting, (turn,) = begun(world)
    draft = draft_change(by=world.sup_alder, job=job, why="More pages", scope="Sixteen pages")
    kept = draft_change_at_table(by=world.sup_alder, turn=turn, job=job, why="Twice the pages")
    assert kept.paper == draft
    undo_at_table(by=world.sup_alder, change=kept)
    draft.refresh_from_db()
    assert (draft.why, draft.wanted["scope"], draft.form.discarded) == ("More pages", "Sixteen pages", None)
    again = draft_change_at_table(by=world.sup_alder, turn=turn, job=job, why="Twice the pages")
    save_change(by=world.sup_alder, change=draft, values={"scope": "Twenty pages"})
    with pytest.raises(Refused):
        undo_at_table(by=world.sup_alder, change=again)


def test_b6_what_somebody_changed_again_since_is_not_taken_back(world, job):
    _meeting, (turn,) = begun(world)
    change = set_status_at_table(by=world.sup_alder, turn=turn, job=job, status="Layout")
    set_status_line(by=world.dept, job=job, status="Layout, two routes")
    with pytest.raises(Refused):
        undo_at_table(by=world.sup_alder, change=change)
    job.refresh_from_db()
    assert job.status == "Layout, two routes"


def test_b6_a_change_at_the_table_is_the_jobs_own_event_and_the_meetings(world, job):
    _meeting, (turn,) = begun(world)
    set_status_at_table(by=world.sup_alder, turn=turn, job=job, status="Layout")
    verbs = list(Event.objects.filter(client=world.alder).order_by("-pk").values_list("verb", flat=True)[:2])
    assert verbs == ["status line set at the table", "status line set"]


def test_b6_the_screen_says_waits_later_milestones_and_what_happened_since(world, job):
    publish_status_report(by=world.ae_alder, client=world.alder)
    first = plan_milestone(by=world.ae_alder, job=job, name="Casting", on=days(1))
    with clock.clock_at(MONDAY + HOUR):
        reach_milestone(by=world.ae_alder, milestone=first)
        shoot = plan_milestone(by=world.ae_alder, job=job, name="Shoot", on=days(7))
        moved(shoot, world.ae_alder, to=days(11), why="The hall is taken")
        _meeting, turns = begun(world)
        spoken = shown(world, turns[0], turns).spoken
    assert spoken.moved == 4
    assert spoken.since == ["Shoot moved to Fri 13 Mar", "Casting reached"]


def test_b6_what_happened_since_does_not_name_the_job_that_it_stands_under(world, job):
    publish_status_report(by=world.ae_alder, client=world.alder)
    with clock.clock_at(MONDAY + HOUR):
        later = a_job(world, name="Trail map")
        _meeting, turns = begun(world)
        assert shown(world, turns[0], turns, later.pk).spoken.since == ["New job"]
        changed(later, world.ae_alder, delivered_by=days(11))
    with clock.clock_at(MONDAY + 2 * HOUR):
        move_stage(by=world.ae_alder, job=later, to="in work")
        spoken = shown(world, turns[0], turns, later.pk).spoken
    assert spoken.since == ["Work began", "Change 1: delivery", "New job"]


def test_b6_the_list_beside_says_what_was_said_and_what_is_to_come(world):
    jobs = [a_job(world) for _ in range(3)]
    _meeting, turns = begun(world)
    found = shown(world, turns[0], turns, jobs[1].pk)
    assert [place.word for place in found.places] == ["said", "on plan", "on plan"]
    assert (found.job_before, found.next_job) == (jobs[0].pk, jobs[2].pk)


def test_b6_a_job_on_hold_says_so_in_the_list_beside_whatever_else_is_to_be_said(world):
    late = a_job(world)
    plan_milestone(by=world.ae_alder, job=late, name="Casting", on=days(1))
    publish_status_report(by=world.ae_alder, client=world.alder)
    new, waiting = a_job(world), a_job(world)
    wait_on_client(by=world.ae_alder, client=world.alder, what="The copy", job=waiting, contact=world.pat)
    for job in (late, new, waiting):
        changed(job, world.ae_alder, stage="on hold")
    with clock.clock_at(MONDAY + 3 * DAY):
        _meeting, turns = begun(world)
        found = shown(world, turns[0], turns)
    assert {place.job.pk for place in found.places} == {late.pk, new.pk, waiting.pk}
    assert [(place.state, place.word) for place in found.places] == [("stopped", "on hold")] * 3
    with override("it"):
        assert shown(world, turns[0], turns).places[0].word == "in pausa"


def test_b6_the_table_knows_whether_it_is_ahead(world):
    jobs = [a_job(world) for _ in range(3)]
    _meeting, turns = begun(world)
    with clock.clock_at(MONDAY + timedelta(minutes=11)):
        assert shown(world, turns[0], turns, jobs[1].pk).ahead == 9


def test_b6_once_it_is_over_nothing_is_changed_at_its_table(world, job):
    meeting, (turn,) = begun(world)
    change = set_status_at_table(by=world.sup_alder, turn=turn, job=job, status="Layout")
    end_weekly_meeting(by=world.sup_alder, meeting=meeting)
    for deed in (
        lambda: set_status_at_table(by=world.sup_alder, turn=turn, job=job, status="Again"),
        lambda: undo_at_table(by=world.sup_alder, change=change),
        lambda: end_weekly_meeting(by=world.sup_alder, meeting=meeting),
    ):
        with pytest.raises(Refused):
            deed()


def test_b6_a_meeting_is_its_holders_and_its_clients_only_whose_they_see(world, job, enter):
    meeting, (turn,) = begun(world)
    assert enter(world.ae_alder).get(f"/turns/{turn.pk}/").status_code == 404
    assert enter(world.ae_birch).get(f"/weekly-meetings/{meeting.pk}/record/").status_code == 404
    with pytest.raises(Denied):
        set_status_at_table(by=world.ae_alder, turn=turn, job=job, status="Mine")
    for person in (world.dept, world.exec, world.admin):
        with pytest.raises(Denied):
            begin_weekly_meeting(by=person)


def test_b6_the_screen_is_driven_by_keys_and_its_forms_lead_back_to_it(world, job, enter):
    browser = enter(world.sup_alder)
    begin = browser.post("/weekly-meetings/", {"minutes": "45"})
    assert begin.status_code == 303
    page = browser.get(begin.url, follow=True)
    address = page.redirect_chain[-1][0]
    said = page.content.decode()
    for key in ("s", "n", "t", "c", "d"):
        assert f'data-key="{key}"' in said
    assert 'data-run="Escape"' in said
    status = f"{address}status/{job.number}/"
    assert "<html" not in browser.get(status, headers={"HX-Request": "true"}).content.decode()
    done = browser.post(status, {"status": "Layout"})
    assert (done.status_code, done.url) == (303, f"{address}?job={job.pk}")
    after = browser.get(done.url).content.decode()
    assert "<ins>Layout</ins>" in after
    assert 'data-key="u"' in after
