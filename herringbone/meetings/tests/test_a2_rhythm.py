"""A2: who knows whom, and the duty to meet or call a contact when the agreed time is over."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from herringbone.clients.actions import (
    add_contact,
    agree_rhythm,
    end_rhythm,
    hand_over_rhythm,
    merge_contacts,
    take_apart,
)
from herringbone.clients.models import Merge, Rhythm
from herringbone.core import clock
from herringbone.meetings.actions import log_call, note_attendance, plan_meeting, withdraw_meeting
from herringbone.meetings.queries.relations import relation_map
from herringbone.people.actions import deactivate_person, hand_over
from herringbone.record.action import Denied, Refused
from herringbone.record.duties.declare import register
from herringbone.record.duties.keeping import write_ahead
from herringbone.record.models import Duty
from tests.world import DAY, MONDAY, World

WEEK = 7 * DAY


def owed(rhythm: Rhythm):
    """What is owed and was, as (kind, begun, due, done) in days since Monday."""
    rows = Duty.objects.filter(kind__startswith="contact_rhythm", subject=rhythm.pk).order_by("started")

    def days(moment):
        return None if moment is None else round((moment - MONDAY) / DAY, 1)

    return [(one.kind, days(one.started), days(one.due), days(one.done)) for one in rows]


def call(world: World, at, **more):
    """Ann calls Pat."""
    with clock.clock_at(at):
        return log_call(by=more.pop("by", world.ae_alder), contact=more.pop("contact", world.pat), said="Spoke", **more)


def enter(person) -> Browser:
    """A browser in which somebody is signed in."""
    browser = Browser()
    browser.force_login(person)
    return browser


def later(days: int):
    """So many days after Monday, and what is owed until two weeks after that."""
    write_ahead(MONDAY + (days + 14) * DAY)
    return clock.clock_at(MONDAY + days * DAY)


def test_a2_it_is_owed_two_working_days_after_the_agreed_time_is_over(world: World):
    rhythm = agree_rhythm(by=world.ae_alder, contact=world.pat, every=7)
    with later(8):
        duty = Duty.objects.get(kind="contact_rhythm")
        assert (duty.owner, duty.started, duty.due) == (None, MONDAY + WEEK, MONDAY + WEEK + 2 * DAY)
        line = register["contact_rhythm"].line(duty)
        assert line.what == f"Get in touch with {world.pat}"
        assert "every week" in line.about
        assert line.url.startswith("/calls/new/?client=ALD")
    assert rhythm.person is None


def test_a2_a_call_discharges_it_and_the_next_begins_from_there(world: World):
    rhythm = agree_rhythm(by=world.ae_alder, contact=world.pat, every=7)
    with later(30):
        call(world, MONDAY + 8 * DAY)
        call(world, MONDAY + 10 * DAY)
        assert owed(rhythm) == [("contact_rhythm", 7.0, 9.0, 8.0), ("contact_rhythm_again", 17.0, 21.0, None)]


def test_a2_a_call_in_time_leaves_nothing_owed(world: World):
    rhythm = agree_rhythm(by=world.ae_alder, contact=world.pat, every=7)
    call(world, MONDAY + 3 * DAY)
    with later(5):
        assert [row[:2] for row in owed(rhythm)] == [("contact_rhythm_again", 10.0)]


def test_a2_only_a_meeting_that_both_attended_counts(world: World):
    rhythm = agree_rhythm(by=world.ae_alder, contact=world.pat, every=7, person=world.ae_alder)
    given = {"by": world.ae_alder, "client": world.alder, "topic": "Talk", "contacts": [world.pat]}
    when = {"starts": MONDAY + 2 * DAY, "ends": MONDAY + 2 * DAY + timedelta(hours=1)}
    call(world, MONDAY + DAY, by=world.coord_alder)
    off = plan_meeting(**given, **when, people=[world.ae_alder])
    withdraw_meeting(by=world.ae_alder, meeting=off, why="off")
    missed = plan_meeting(**given, **when, people=[world.ae_alder])
    with clock.clock_at(MONDAY + 3 * DAY):
        note_attendance(by=world.ae_alder, meeting=missed, absent={missed.attendees.get(contact=world.pat).pk: "ill"})
    with later(7):
        assert [row[:2] for row in owed(rhythm)] == [("contact_rhythm", 7.0)]
        assert Duty.objects.get(kind="contact_rhythm").owner == world.ae_alder
        call(world, MONDAY + 8 * DAY)
        assert [row[3] for row in owed(rhythm) if row[0] == "contact_rhythm"] == [8.0]


def test_a2_another_rhythm_ends_the_one_before_and_an_ended_one_owes_nothing_more(world: World):
    first = agree_rhythm(by=world.ae_alder, contact=world.pat, every=7)
    with pytest.raises(Refused, match="already"):
        agree_rhythm(by=world.ae_alder, contact=world.pat, every=7)
    with later(1):
        second = agree_rhythm(by=world.ae_alder, contact=world.pat, every=14)
        assert owed(first) == []
    with later(20):
        end_rhythm(by=world.ae_alder, rhythm=second)
        assert [row[3] for row in owed(second)] == [20.0]


def test_a2_whoever_works_with_the_contact_agrees_it_with_somebody_who_does_too(world: World):
    for person in (world.ae_birch, world.exec, world.admin):
        with pytest.raises(Denied):
            agree_rhythm(by=person, contact=world.pat, every=7)
    with pytest.raises(Refused, match="does not work for this client"):
        agree_rhythm(by=world.ae_alder, contact=world.pat, every=7, person=world.ae_birch)
    with pytest.raises(Refused, match="no client"):
        agree_rhythm(by=world.ae_alder, contact=add_contact(by=world.ae_alder, name="Stray"), every=7)


def test_a2_who_leaves_hands_their_rhythms_on(world: World):
    agree_rhythm(by=world.ae_alder, contact=world.pat, every=7, person=world.coord_alder)
    hand_over(by=world.head, person=world.coord_alder, to=world.ae_alder)
    deactivate_person(by=world.head, person=world.coord_alder)
    assert Rhythm.objects.get(ended=None).person == world.ae_alder


def test_a2_s03_nobody_across_a_wall_is_handed_a_rhythm(world: World):
    rhythm = agree_rhythm(by=world.ae_alder, contact=world.pat, every=7, person=world.coord_alder)
    with pytest.raises(Refused) as refused:
        hand_over_rhythm(by=world.admin, rhythm=rhythm, to=world.ae_birch)
    assert refused.value.field == "to"
    assert Rhythm.objects.get(ended=None).person == world.coord_alder


def test_a2_of_two_merged_contacts_the_shorter_rhythm_stands(world: World):
    twin = add_contact(by=world.ae_alder, client=world.alder, name="Twin")
    kept = agree_rhythm(by=world.ae_alder, contact=world.pat, every=30)
    gone = agree_rhythm(by=world.ae_alder, contact=twin, every=7)
    merge_contacts(by=world.ae_alder, kept=world.pat, gone=twin)
    assert Rhythm.objects.get() == kept
    with later(8):
        assert [row[1] for row in owed(kept)] == [7.0]
        take_apart(by=world.ae_alder, merge=Merge.objects.get())
        assert ([row[1] for row in owed(kept)], [row[1] for row in owed(gone)]) == ([], [7.0])


def test_a2_the_map_says_who_knows_whom_since_when_and_what_has_run_out(world: World):
    agree_rhythm(by=world.ae_alder, contact=world.pat, every=7, person=world.coord_alder)
    call(world, MONDAY + DAY / 2)
    call(world, MONDAY + DAY, people=[world.coord_alder])
    with later(9):
        pat, quinn = sorted(relation_map(world.alder, "1").rows, key=lambda row: row.contact.name)
        assert [(one.person, one.times) for one in pat.knows] == [("Ann Alder", 2), ("Cody Coord", 1)]
        assert pat.last == MONDAY + DAY
        assert [(one.words, str(one.person), one.overdue) for one in pat.agreed] == [("every week", "Cody Coord", True)]
        assert Duty.objects.get(kind="contact_rhythm_again").started == pat.agreed[0].until
        assert (quinn.knows, quinn.last, quinn.agreed) == ([], None, [])


def test_a2_the_page_agrees_and_ends_a_rhythm(world: World):
    browser = enter(world.ae_alder)
    assert "nobody has met them" in browser.get("/clients/ALD/relations/").content.decode()
    answer = browser.post(
        f"/contacts/{world.pat.pk}/rhythm/", {"every": "14", "person": world.ae_alder.pk, "once": "a"}
    )
    assert (answer.status_code, answer["Location"]) == (303, "/clients/ALD/relations/")
    page = browser.get("/clients/ALD/relations/").content.decode()
    assert "Every two weeks, Ann Alder" in page
    assert "Next by" in page
    with later(20):
        assert "Overdue since" in enter(world.ae_alder).get("/clients/ALD/relations/").content.decode()
        end = f"/rhythms/{Rhythm.objects.get().pk}/end/"
        assert "every two weeks, by Ann Alder" in enter(world.ae_alder).get(end).content.decode()
        assert enter(world.ae_alder).post(end, {"once": "b"}).status_code == 303
    assert enter(world.exec).get(f"/contacts/{world.pat.pk}/rhythm/").status_code == 403
    assert enter(world.ae_birch).get(f"/contacts/{world.pat.pk}/rhythm/").status_code == 404
    assert enter(world.ae_birch).get(end).status_code == 404


@pytest.mark.thorough
def test_a2_a_contact_s_own_page_says_who_knows_them_and_logs_their_call(world: World):
    browser = enter(world.ae_alder)
    address = f"/contacts/{world.pat.pk}/"
    assert "Nobody of ours has met them or called yet." in browser.get(address).content.decode()
    call(world, MONDAY + DAY / 2)
    agree_rhythm(by=world.ae_alder, contact=world.pat, every=7, person=world.coord_alder)
    with later(2):
        page = browser.get(address).content.decode()
    known = page.partition('id="who-knows"')[2].partition("</section>")[0]
    assert "Ann Alder" in known and "once, " in known and "Every week, Cody Coord" in known
    line = page.partition(f"/calls/new/?client={world.alder.code}&amp;line=")[2].partition('"')[0]
    asked = browser.get(f"/calls/new/?client={world.alder.code}&line={line}").content.decode()
    assert f'value="{world.pat.name}, "' in asked


@pytest.mark.later
def test_a2_the_map_asks_as_much_of_ten_as_of_many(world: World):
    def asked():
        with CaptureQueriesContext(connection) as found:
            relation_map(world.alder, "1")
        return len(found)

    call(world, MONDAY)
    few = asked()
    for number in range(30):
        one = add_contact(by=world.ae_alder, client=world.alder, name=f"Person {number}")
        call(world, MONDAY, contact=one)
        agree_rhythm(by=world.ae_alder, contact=one, every=7)
    assert asked() == few
