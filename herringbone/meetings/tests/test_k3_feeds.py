"""K3: calendars that phones and calendar programs fetch by a link, and what they may and may not show."""

from datetime import UTC, datetime, timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from herringbone.core import clock
from herringbone.meetings.actions import make_feed, new_token, revoke_feed, withdraw_meeting
from herringbone.meetings.actions.planning import change_meeting
from herringbone.meetings.documents.entry import Entry
from herringbone.meetings.documents.feed import calendar_text
from herringbone.meetings.models import Attendee, CalendarFeed, Meeting
from herringbone.meetings.tests.builders import a_meeting
from herringbone.people.actions import arrange_cover, deactivate_person, name_on_wall, raise_wall, reactivate_person
from herringbone.people.models import Role, Wall
from herringbone.record.action import Denied, Refused
from herringbone.record.models import Event
from herringbone.status.actions import keep_out
from herringbone.work.actions import plan_milestone
from herringbone.work.tests.builders import a_job, changed, moved
from tests.world import DAY, HOUR, canary

pytestmark = pytest.mark.thorough

NEW_YORK = ZoneInfo("America/New_York")


def a_feed(by, **of):
    """A feed and the address of its calendar."""
    token = new_token()
    return make_feed(by=by, token=token, **of), f"/feeds/{token}.ics"


def fetch(address, **headers):
    return Browser().get(address, headers=headers)


def events_of(address):
    """The events by their UID, as a calendar program reads them."""
    answer = fetch(address)
    assert answer.status_code == 200
    calendar = Calendar.from_ical(answer.content)
    assert all(one.errors == [] for one in calendar.walk())
    return {str(one["uid"]): one for one in calendar.events}


def coming(world, **values):
    begins = clock.now() + 3 * DAY
    return a_meeting(world, **({"starts": begins, "ends": begins + HOUR} | values))


def test_k3_a_persons_feed_holds_their_meetings_their_jobs_dates_and_when_they_are_away(world):
    meeting = coming(world)
    job = a_job(world)
    milestone = plan_milestone(by=world.ae_alder, job=job, name="Layouts", on=clock.now().date() + timedelta(days=9))
    away = arrange_cover(
        by=world.ae_alder, person=world.ae_alder, cover=world.coord_alder, begins=clock.now() + 20 * DAY,
        ends=clock.now() + 21 * DAY, reason="surgery",
    )  # fmt: skip
    _, address = a_feed(world.ae_alder, person=world.ae_alder)
    found = events_of(address)
    event = found[meeting.uid]
    assert event["dtstart"].dt == meeting.starts
    assert event["dtstart"].params["TZID"] == "America/New_York"
    assert event["summary"] == f"{world.alder.name}: {meeting.topic}"
    assert event["url"] == f"http://localhost:8000/meetings/{meeting.pk}/"
    layouts = found[f"milestone-{milestone.pk}@localhost"]
    assert (layouts["dtstart"].dt, layouts["transp"]) == (milestone.on, "TRANSPARENT")
    assert f"delivery-{job.pk}@localhost" in found
    assert "Cody Coord" in found[f"absence-{away.pk}-own@localhost"]["summary"]
    assert b"surgery" not in fetch(address).content
    _, of_cover = a_feed(world.coord_alder, person=world.coord_alder)
    assert "Ann Alder" in events_of(of_cover)[f"absence-{away.pk}-cover@localhost"]["summary"]


def test_k3_a_clients_feed_holds_nothing_internal(world):
    shown, inside = coming(world), coming(world, topic="INTERNAL-words", internal=True, contacts=[])
    kept, hidden = a_job(world), a_job(world, name="Hidden job")
    keep_out(by=world.ae_alder, job=hidden)
    about = coming(world, topic="Kick-off of the hidden job", job=hidden)
    assert about.uid not in events_of(a_feed(world.ae_alder, client=world.alder)[1])
    assert about.uid in events_of(a_feed(world.ae_alder, person=world.ae_alder)[1])
    for of in ({"client": world.alder}, {"job": kept}):
        _, address = a_feed(world.ae_alder, **of)
        words = fetch(address).content.decode().replace("\r\n ", "")
        assert "INTERNAL" not in words
        assert inside.uid not in words
        assert "Hidden job" not in words
        assert "/meetings/" not in words, "nothing leads into the house"
    found = events_of(a_feed(world.ae_alder, client=world.alder)[1])
    assert {shown.uid, f"delivery-{kept.pk}@localhost"} <= set(found)
    assert found[shown.uid]["summary"] == shown.topic


def test_k3_a_change_raises_the_sequence_and_a_meeting_called_off_is_cancelled(world):
    meeting = coming(world)
    milestone = plan_milestone(
        by=world.ae_alder, job=a_job(world), name="Layouts", on=clock.now().date() + timedelta(days=9)
    )
    _, address = a_feed(world.ae_alder, person=world.ae_alder)
    uid = f"milestone-{milestone.pk}@localhost"
    before = events_of(address)
    assert before[meeting.uid]["status"] == "CONFIRMED"
    with clock.clock_at(clock.now() + HOUR):
        change_meeting(by=world.ae_alder, meeting=meeting, place="Elsewhere")
        moved(milestone, world.ae_alder, milestone.on + timedelta(days=1))
        after = events_of(address)
        for one in (meeting.uid, uid):
            assert after[one]["sequence"] > before[one]["sequence"]
            assert after[one]["last-modified"].dt > before[one]["last-modified"].dt
        withdraw_meeting(by=world.ae_alder, meeting=meeting)
        changed(milestone.job, world.ae_alder, milestones={str(milestone.pk): ""})
        gone = events_of(address)
    assert [gone[one]["status"] for one in (meeting.uid, uid)] == ["CANCELLED", "CANCELLED"]
    assert gone[uid]["sequence"] > after[uid]["sequence"]


def test_k3_the_same_calendar_is_not_sent_twice(world):
    meeting = coming(world)
    _, address = a_feed(world.ae_alder, person=world.ae_alder)
    first = fetch(address)
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    assert first["Cache-Control"] == "no-store"
    again = fetch(address, if_none_match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert (again["ETag"], again["Cache-Control"]) == (first["ETag"], first["Cache-Control"])
    change_meeting(by=world.ae_alder, meeting=meeting, place="Elsewhere")
    assert fetch(address, if_none_match=first["ETag"]).status_code == 200
    assert Browser().head(address).status_code == 200


def test_s15_the_token_is_kept_nowhere_and_in_no_event(world, caplog):
    feed, address = a_feed(world.ae_alder, person=world.ae_alder)
    token = address.removeprefix("/feeds/").removesuffix(".ics")
    assert len(token) > 40
    assert token not in str(CalendarFeed.objects.values().get(pk=feed.pk))
    assert token not in str(list(Event.objects.values_list("particulars", flat=True)))
    with caplog.at_level("DEBUG"):
        fetch(address)
        fetch(f"{address[:-4]}x.ics")
    handler_texts = [record.getMessage() for record in caplog.records if not record.name.startswith("django.db")]
    assert [one for one in handler_texts if token in one and "Not Found" not in one] == []


def test_s16_a_link_revoked_wrong_or_of_somebody_who_left_is_not_found_all_alike(world):
    feed, revoked = a_feed(world.ae_alder, person=world.ae_alder)
    revoke_feed(by=world.ae_alder, feed=feed)
    _, left = a_feed(world.planner_alder, person=world.planner_alder)
    deactivate_person(by=world.head, person=world.planner_alder)
    answers = [fetch(one) for one in (revoked, left, f"/feeds/{new_token()}.ics")]
    assert {(one.status_code, one.content) for one in answers} == {(404, b"")}
    reactivate_person(by=world.head, person=world.planner_alder)
    assert fetch(left).status_code == 404, "who comes back makes new ones"
    with pytest.raises(Refused):
        revoke_feed(by=world.ae_alder, feed=feed)


def test_s08_the_link_opens_its_own_calendar_and_nothing_else(world):
    coming(world)
    _, address = a_feed(world.ae_alder, person=world.ae_alder)
    got = fetch(address)
    assert (got["Cache-Control"], got["X-Robots-Tag"]) == ("no-store", "noindex, nofollow")
    assert fetch(f"{address}?client=BIR&person={world.ae_birch.pk}").content == got.content
    token = address.removeprefix("/feeds/").removesuffix(".ics")
    other = "A" if token[-1] != "A" else "B"
    assert fetch(f"/feeds/{token[:-1]}{other}.ics").status_code == 404
    for header in ("Authorization", "X-API-Key", "Cookie"):
        value = f"sessionid={token}" if header == "Cookie" else f"Bearer {token}"
        assert fetch("/desk/", **{header: value}).status_code == 302, "to the door"


def test_s11_walls_and_roles_count_at_each_fetch(world):
    _, own = a_feed(world.planner_alder, person=world.planner_alder)
    meeting = coming(world, people=[world.planner_alder])
    _, of_client = a_feed(world.planner_alder, client=world.alder)
    assert meeting.uid in events_of(own)
    assert meeting.uid in events_of(of_client)
    Role.objects.create(person=world.planner_alder, client=world.cedar, kind="planner", starts="2026-01-01")
    raise_wall(by=world.head, one=world.alder, other=world.cedar, reason="rivals")
    for address in (own, of_client):
        assert b"CANARY-alder" not in fetch(address).content
        assert events_of(address) == {}, "an empty calendar, so that programs forget what they kept"


def test_s03_whoever_stands_behind_the_wall_gets_nothing_of_a_colleagues_meeting(world):
    name_on_wall(by=world.head, wall=Wall.objects.get(), person=world.traffic)
    meeting = coming(world, people=[world.traffic])
    _, address = a_feed(world.ae_birch, person=world.traffic)
    assert meeting.uid not in events_of(address)
    with pytest.raises(Denied):
        a_feed(world.ae_birch, client=world.alder)
    with pytest.raises(Denied):
        a_feed(world.ae_birch, job=a_job(world))


def test_s15_fetching_is_bounded_and_wrong_links_are_counted(world, monkeypatch):
    monkeypatch.setattr("herringbone.meetings.views.feeds.OFTEN", 3)
    _, address = a_feed(world.ae_alder, person=world.ae_alder)
    assert [fetch(address).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert fetch(address)["Retry-After"] == "600"
    _, other = a_feed(world.dept, person=world.dept)
    wrong = [fetch(f"/feeds/{new_token()}.ics").status_code for _ in range(25)]
    assert wrong == [404] * 20 + [429] * 5
    assert fetch(other).status_code == 200, "old links that others still ask for shut out nobody"


def test_k3_when_it_was_last_fetched_is_kept_to_ten_minutes(world):
    feed, address = a_feed(world.ae_alder, person=world.ae_alder)
    began = clock.now()
    fetch(address)
    with clock.clock_at(began + timedelta(minutes=5)):
        fetch(address)
        assert CalendarFeed.objects.get(pk=feed.pk).fetched == began
    with clock.clock_at(began + timedelta(minutes=11)):
        fetch(address)
        assert CalendarFeed.objects.get(pk=feed.pk).fetched > began


def test_k3_a_meeting_on_both_sides_of_a_clock_change_stays_at_nine(world):
    days = (datetime(2026, 3, 6, 9, tzinfo=NEW_YORK), datetime(2026, 3, 9, 9, tzinfo=NEW_YORK))
    made = [coming(world, starts=one, ends=one + HOUR) for one in days]
    _, address = a_feed(world.ae_alder, person=world.ae_alder)
    found = events_of(address)
    assert [found[one.uid]["dtstart"].dt.hour for one in made] == [9, 9]
    assert [found[one.uid]["dtstart"].dt.astimezone(UTC).hour for one in made] == [14, 13]


def test_s25_texts_of_people_stay_texts_and_lines_are_folded():
    nasty = "A;B,C\\N\nBEGIN:VEVENT\r\nSUMMARY:forged " + "ü" * 90
    entry = Entry(
        uid="a@b", sequence=0, stamp=datetime(2026, 3, 2, tzinfo=UTC), starts=datetime(2026, 3, 2, tzinfo=UTC),
        ends=datetime(2026, 3, 3, tzinfo=UTC), summary=nasty, text=nasty, place=nasty, url="javascript:alert(1)",
    )  # fmt: skip
    text = calendar_text(nasty, [entry])
    assert text.count("BEGIN:VEVENT\r\n") == 1
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    (event,) = Calendar.from_ical(text).events
    assert "url" not in event
    assert event["description"].startswith("A;B,C\\N\nBEGIN:VEVENT")


@pytest.mark.thorough
def test_k3_the_questions_of_a_fetch_do_not_grow(world):
    coming(world)
    plan_milestone(by=world.ae_alder, job=a_job(world), name="One", on=clock.now().date() + timedelta(days=5))
    _, address = a_feed(world.ae_alder, person=world.ae_alder)

    def asked():
        with CaptureQueriesContext(connection) as found:
            assert fetch(address).status_code == 200
        return len([one for one in found if "core_cache" not in one["sql"] and "SAVEPOINT" not in one["sql"]])

    fetch(address)
    few, undo = asked(), transaction.savepoint()
    like = Meeting.objects.get()
    values = {one.attname: getattr(like, one.attname) for one in Meeting._meta.fields if one.name not in ("id", "uid")}
    made = Meeting.objects.bulk_create([Meeting(**values, uid=f"grown-{number}") for number in range(999)])
    Attendee.objects.bulk_create([Attendee(meeting=one, person=world.ae_alder) for one in made])
    assert asked() == few <= 16
    assert len(events_of(address)) == 1_000 + 2
    transaction.savepoint_rollback(undo)


def test_k3_a_link_is_shown_once_on_the_page_that_makes_it(world):
    browser = Browser()
    browser.force_login(world.ae_alder)
    sent = {"of": "client", "client": world.alder.pk, "once": "k1"}
    page = browser.post("/calendar/feeds/", sent)
    assert page.status_code == 200
    address = page.context["link"].removeprefix("http://localhost:8000")
    assert fetch(address).status_code == 200
    assert browser.post("/calendar/feeds/", sent).status_code == 303, "the form that is sent again makes no second one"
    feed = CalendarFeed.objects.get()
    assert address not in browser.get("/calendar/feeds/").content.decode()
    other = Browser()
    other.force_login(world.dept)
    assert other.post(f"/calendar/feeds/{feed.pk}/revoking/").status_code == 404
    assert other.get(f"/calendar/feeds/{feed.pk}/revoking/").status_code == 404
    assert browser.post(f"/calendar/feeds/{feed.pk}/revoking/").status_code == 303
    assert fetch(address).status_code == 404


def test_k3_whose_calendar_must_be_said_and_nothing_typed_is_lost(world):
    browser = Browser()
    browser.force_login(world.ae_alder)
    page = browser.post("/calendar/feeds/", {"of": "job", "once": "k2"})
    assert page.status_code == 422
    assert "Say whose calendar it is" in page.content.decode()
    assert not CalendarFeed.objects.exists()
    begun = browser.get(f"/calendar/feeds/?client={world.alder.code}").context["form"]
    assert begun.initial == {"of": "client", "client": world.alder.pk}
    assert browser.get(f"/calendar/feeds/?client={world.birch.code}").context["form"].initial == {}


@pytest.mark.parametrize("who, of", [("ae_alder", "/calendar/feeds/"), ("admin", "/administration/calendars/")])
def test_k3_a_calendar_is_revoked_after_a_question_that_says_what_ends(world, who, of):
    feed, address = a_feed(world.ae_alder, client=world.alder)
    browser = Browser()
    browser.force_login(getattr(world, who))
    listed = browser.get(of).content.decode()
    asks = f"{of}{feed.pk}/{'revoking' if who == 'ae_alder' else 'ending'}/"
    assert f'href="{asks}"' in listed
    assert f'action="{asks}"' not in listed, "not at one click"
    asked = unescape(browser.get(asks).content.decode())
    assert "Every phone and program that has the link gets nothing more from that second on." in asked
    assert (world.alder.name in asked) == (who == "ae_alder"), "an administrator reads no client’s name"
    assert f'href="{of}"' in asked
    assert fetch(address).status_code == 200, "asking revokes nothing"
    assert browser.post(asks).status_code == 303
    assert fetch(address).status_code == 404
    again = browser.post(asks)
    assert again.status_code == 422
    assert "That calendar is revoked already" in again.content.decode()


def test_k3_an_administrator_revokes_anybodys_and_reads_no_clients_name(world):
    feed, address = a_feed(world.ae_alder, client=world.alder)
    browser = Browser()
    browser.force_login(world.admin)
    page = browser.get("/administration/calendars/").content.decode()
    assert "Ann Alder" in page
    assert canary("alder", "Alder") not in page
    assert browser.post(f"/administration/calendars/{feed.pk}/ending/").status_code == 303
    assert fetch(address).status_code == 404
    assert browser.post(f"/administration/calendars/{feed.pk}/ending/").status_code == 422
    other = Browser()
    other.force_login(world.dept)
    assert other.get("/administration/calendars/").status_code == 403
