"""J3: what climbed can be asked about and taken over; until then it stays its owner's."""

import pytest

from herringbone.core import clock
from herringbone.desk.actions import nudge, take_over
from herringbone.desk.queries.duties import counts_of, desk_duties
from herringbone.desk.tests.builders import a_task, desk
from herringbone.people.actions import set_head
from herringbone.people.queries.leaving import leaving_preview
from herringbone.people.rules import standing
from herringbone.record.action import Denied, Refused
from herringbone.record.duties.keeping import rebuild
from herringbone.record.models import Duty
from herringbone.work.actions import finish_task, wait_on_client
from herringbone.work.models import Task
from tests.forms import forms_in
from tests.world import DAY, HOUR, MONDAY

LATE = MONDAY + 2 * DAY


@pytest.fixture
def late(world):
    """A task of Ann's for Alder that is late by more than a day."""
    a_task(world, "Send the proof", world.ae_alder, MONDAY + HOUR)
    with clock.clock_at(LATE):
        yield Duty.objects.get(kind="task")


def test_j3_taken_over_it_is_the_takers_and_leaves_the_owners_desk(world, late):
    take_over(by=world.sup_alder, duty=late)
    assert desk(world.sup_alder, LATE) == [("Send the proof", "mine")]
    assert desk(world.ae_alder, LATE) == []
    assert desk(world.director, LATE) == []


def test_j3_taken_over_by_another_department_it_leaves_the_desk_of_the_head_it_came_from(world):
    a_task(world, "Cut the film", world.dept, MONDAY + HOUR)
    for craft, head in (("creative", world.planner_alder), ("account services", world.coord_alder)):
        set_head(by=world.head, department=world.departments[craft], head=head)
    with clock.clock_at(LATE):
        assert ("Cut the film", "department") in desk(world.planner_alder, LATE)
        take_over(by=world.sup_alder, duty=Duty.objects.get(kind="task"))
        assert desk(world.planner_alder, LATE) == []
        assert counts_of(world.planner_alder, standing(world.planner_alder), LATE)[0] == 0
        assert desk(world.coord_alder, LATE) == [("Cut the film", "department")], "it is with one of theirs now"


def test_i1_before_somebody_leaves_it_is_counted_what_their_desk_counts(world, late):
    take_over(by=world.sup_alder, duty=late)
    a_task(world, "Frame", world.ae_alder, LATE + HOUR)
    wait_on_client(by=world.ae_alder, client=world.alder, what="The copy")  # asked again by whoever answers
    for who in (world.ae_alder, world.sup_alder):
        with clock.clock_at(LATE + 9 * DAY):
            own = [one for one in desk_duties(standing(who), clock.now()) if one.reason == "mine"]
            assert leaving_preview(who, world.head).owed == len(own) > 0


def test_j3_a_rebuild_of_all_duties_keeps_it_taken(world, late):
    take_over(by=world.sup_alder, duty=late)
    rebuild(LATE + 14 * DAY)
    assert Duty.objects.get(kind="task").taken_by == world.sup_alder


@pytest.mark.parametrize("who", ["coord_alder", "dept", "planner_alder", "ae_birch", "admin", "bizdev"])
def test_j3_only_who_leads_the_account_takes_over(world, late, who):
    with pytest.raises(Denied):
        take_over(by=getattr(world, who), duty=late)


def test_j3_what_is_not_late_or_done_is_not_taken(world, late):
    with clock.clock_at(MONDAY), pytest.raises(Refused, match="not late"):
        take_over(by=world.sup_alder, duty=late)
    with clock.clock_at(LATE):
        finish_task(by=world.ae_alder, task=Task.objects.get(pk=late.facts["task"]))
    with pytest.raises(Refused, match="done"):
        take_over(by=world.sup_alder, duty=late)


def test_j3_asking_tells_the_owner_and_leaves_it_theirs(world, late):
    nudge(by=world.director, duty=late, to=world.ae_alder)
    assert ("Send the proof", "mine") in desk(world.ae_alder, LATE)
    assert world.ae_alder.nudges.get().by == world.director


def test_j3_asking_twice_from_one_page_asks_once(world, late, client):
    a_task(world, "Send the frames", world.ae_alder, LATE + HOUR)  # below the worst, which is taken over at once
    client.force_login(world.director)
    with clock.clock_at(LATE + 2 * DAY):
        page = client.get("/desk/").content.decode()
        (asking,) = (one for one in forms_in(page) if one.action.endswith("/asking/"))
        for _twice in range(2):
            assert client.post(asking.action, asking.filled()).status_code == 302
    assert world.ae_alder.nudges.count() == 1


def test_j3_by_click_on_the_desk(world, late, client):
    client.force_login(world.sup_alder)
    page = client.get("/desk/").content.decode()
    assert "Take it over" in page
    assert client.post(f"/duties/{late.pk}/takeover/").status_code == 302
    late.refresh_from_db()
    assert late.taken_by == world.sup_alder


def test_i5_whoever_looks_as_somebody_is_offered_nothing_to_send(world, late, client):
    client.force_login(world.admin)
    client.post(f"/people/{world.sup_alder.pk}/viewing/", {"reason": "he misses a duty"})
    page = client.get("/desk/").content.decode()
    assert "Send the proof" in page
    assert "/takeover/" not in page
    assert "Take it over" not in page


def test_s25_markup_in_a_duty_comes_out_as_text(world, client):
    a_task(world, 'Send <b>bold</b> & "quoted"', world.ae_alder, MONDAY + HOUR)
    client.force_login(world.sup_alder)
    with clock.clock_at(LATE):
        page = client.get("/desk/").content.decode()
    assert "<b>bold" not in page
    assert "Send &lt;b&gt;bold&lt;/b&gt; &amp; &quot;quoted&quot;" in page


def test_s01_a_duty_across_the_wall_does_not_exist(world, late, client):
    client.force_login(world.sup_birch)
    assert client.post(f"/duties/{late.pk}/takeover/").status_code == 404
    late.refresh_from_db()
    assert late.taken_by is None


def test_get_changes_nothing(world, late, client):
    client.force_login(world.sup_alder)
    opened = client.get(f"/duties/{late.pk}/takeover/")
    assert (opened.status_code, opened.headers["Allow"]) == (405, "POST")
    assert "there is nothing to open" in opened.content.decode() and "To the desk" in opened.content.decode()
