"""C1: a series is seen as its days before it is called, and changed or called off from a meeting's page."""

from datetime import date

import pytest
from django.test import Client as Browser

from herringbone.core import clock
from herringbone.core.models import WorkingDay
from herringbone.meetings.actions import lengthen_series
from herringbone.meetings.models import Meeting, Series
from herringbone.meetings.tests.test_c1_series import a_series, answered, days
from herringbone.record.actor import SYSTEM
from herringbone.record.models import ThreadEntry
from herringbone.record.wording import words_of
from tests.crawling import browser_of
from tests.world import DAY


@pytest.fixture
def browser(world):
    made = Browser()
    made.force_login(world.ae_alder)
    return made


def typed(world, **values):
    """The form as it is filled in for a call each Tuesday."""
    return {
        "topic": "Weekly call", "kind": "meeting", "day": "2026-03-03", "starts": "9", "ends": "9.30",
        "office": world.office.pk, "contacts": [world.pat.pk], "people": [world.dept.pk],
        "reporter": world.ae_alder.pk, "invite": "on", "every": "week", "count": "4", "skip_closed": "on",
        "once": "key", "agenda": "Status",
    } | values  # fmt: skip


NEW = "/meetings/new/?client=ALD"


def test_c1_the_days_are_shown_before_anything_is_called(world, browser):
    WorkingDay.objects.filter(office=world.office, date=date(2026, 3, 10)).update(working=False, holiday="Parade")
    page = browser.post(NEW, typed(world))
    words = page.content.decode()
    assert page.status_code == 200
    assert not Series.objects.exists()
    assert ">Tue 10 Mar</del>" in words
    assert "Parade, left out" in words
    assert "Call 3 meetings" in words
    assert "3 meetings will be called. The office is closed on one of the days." in words
    done = browser.post(NEW, typed(world, previewed=page.context["preview"].seal))
    series = Series.objects.get()
    assert done["Location"] == f"/meetings/{series.meetings.order_by('starts')[0].pk}/"
    assert days(series) == [date(2026, 3, 3), date(2026, 3, 17), date(2026, 3, 24)]
    again = browser.post(NEW, typed(world, previewed=page.context["preview"].seal))
    assert again["Location"] == done["Location"]
    assert Series.objects.count() == 1


def test_c1_what_is_changed_after_the_look_is_looked_at_again(world, browser):
    seal = browser.post(NEW, typed(world)).context["preview"].seal
    page = browser.post(NEW, typed(world, previewed=seal, count="5"))
    assert page.status_code == 200
    assert page.context["preview"].meetings == 5
    assert not Series.objects.exists()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"count": ""}, "Say until when, or how many times"),
        ({"until": "2026-05-01"}, "Say until when, or how many times"),
        ({"count": "1"}, "At least 2"),
        ({"count": "", "until": "2029-01-01"}, "A series lasts two years at most"),
    ],
)
def test_c1_an_end_that_cannot_be_stands_at_its_field_and_nothing_is_lost(world, browser, values, words):
    page = browser.post(NEW, typed(world, **values))
    assert page.status_code == 422
    assert words in page.content.decode()
    assert "Weekly call" in page.content.decode()
    assert not Meeting.objects.exists()


def test_c1_once_stays_once(world, browser):
    done = browser.post(NEW, typed(world, every="", count="4"))
    assert done.status_code == 303
    assert Meeting.objects.get().series is None


def test_c1_a_meeting_of_a_series_says_so_and_this_or_all_that_follow_may_be_changed(world, browser):
    series = a_series(world, count=4)
    second = series.meetings.order_by("starts")[1]
    page = browser.get(f"/meetings/{second.pk}/").content.decode()
    assert "every week on Tuesday, until" in page
    form = browser.get(f"/meetings/{second.pk}/edit/")
    assert "This and all that follow" in form.content.decode()
    sent = {
        "original": form.context["original"], "topic": second.topic, "day": "2026-03-11", "starts": "10",
        "ends": "11", "office": world.office.pk, "place": "Elsewhere", "contacts": [world.pat.pk],
        "people": [world.dept.pk, world.ae_alder.pk], "reporter": world.ae_alder.pk, "once": "key",
    }  # fmt: skip
    assert browser.post(f"/meetings/{second.pk}/edit/", sent | {"scope": "following"}).status_code == 303
    second.refresh_from_db()
    assert days(series) == [date(2026, 3, 3)]
    assert days(second.series) == [date(2026, 3, 11), date(2026, 3, 18), date(2026, 3, 25)]
    assert set(second.series.meetings.values_list("place", flat=True)) == {"Elsewhere"}
    third = second.series.meetings.order_by("starts")[1]
    form = browser.get(f"/meetings/{third.pk}/edit/")
    alone = sent | {"original": form.context["original"], "day": "2026-03-19", "once": "other", "scope": "this"}
    assert browser.post(f"/meetings/{third.pk}/edit/", alone).status_code == 303
    assert days(second.series) == [date(2026, 3, 11), date(2026, 3, 19), date(2026, 3, 25)]


def test_c1_this_or_all_that_follow_are_called_off_from_the_page(world, browser):
    series = a_series(world, count=4)
    first, second, third = series.meetings.order_by("starts")[:3]
    assert "Call off this and all that follow" in browser.get(f"/meetings/{second.pk}/").content.decode()
    browser.post(f"/meetings/{second.pk}/withdrawal/", {"why": "a fair", "once": "a"})
    assert days(series) == [date(2026, 3, 3), date(2026, 3, 17), date(2026, 3, 24)]
    browser.post(f"/meetings/{third.pk}/withdrawal/", {"following": "1", "once": "b"})
    series.refresh_from_db()
    assert days(series) == [date(2026, 3, 3)]
    with clock.clock_at(clock.now() + 2 * DAY):
        page = browser.get(f"/meetings/{first.pk}/edit/").content.decode()
    assert "This and all that follow" not in page, "what is over has nothing to follow it"


def test_c1_the_thread_tells_of_the_series_once(world, browser):
    series = a_series(world, count=4)
    (entry,) = ThreadEntry.objects.filter(verb="series planned")
    told = words_of(entry)
    assert (told.title, "Every week, until 24 Mar 2026" in told.body) == (series.topic, True)
    assert not ThreadEntry.objects.filter(verb="meeting planned").exists()
    assert browser.get(told.url).status_code == 200


def test_c1_an_answer_by_mail_is_as_sure_as_the_sender_it_names_and_the_page_says_so(world):
    series = a_series(world, until=date(2026, 12, 15))
    assert answered(series).noted
    assert answered(series, sender="dee@agency.example").noted
    page = series_page(browser_of(world.ae_alder), series.meetings.earliest("starts"))
    assert page.count("sender not checked") == 2
    assert "by mail from pat@alder.example, sender not checked" in page
    theirs = browser_of(world.dept)
    own = series.meetings.earliest("starts").attendees.get(person=world.dept)
    theirs.post(f"/meetings/{own.meeting_id}/replies/{own.pk}/", {"reply": "accepted"})
    assert "by mail from dee@" not in series_page(theirs, own.meeting), "what one says here is sure"
    with clock.clock_at(clock.now() + 40 * DAY):
        lengthen_series(by=SYSTEM, series=series)
        assert "by mail from pat@" in series_page(browser_of(world.ae_alder), series.meetings.latest("starts"))
        assert "sender not checked" not in series_page(theirs, own.meeting), "who was there is seen, not told"


def series_page(browser, meeting):
    return browser.get(f"/meetings/{meeting.pk}/").content.decode()
