"""S07: what waits to be sent is right when it goes, whoever left, was merged or forbade it in between."""

from datetime import timedelta

import pytest
from django.core import mail

from herringbone.clients.actions import add_contact, merge_contacts, note_departure, record_consent
from herringbone.core import clock
from herringbone.meetings.actions import change_following, change_meeting, lengthen_series
from herringbone.meetings.models import Attendee
from herringbone.meetings.tests.builders import a_meeting, an_issue
from herringbone.meetings.tests.test_c1_series import a_series
from herringbone.people.actions import deactivate_person
from herringbone.record.actor import SYSTEM
from herringbone.record.effects.sending import send_due
from herringbone.record.models import Effect
from tests.world import DAY, HOUR

PAT = "pat@alder.example"


def sent():
    """What goes out now, by address."""
    mail.outbox.clear()
    while send_due():
        pass
    found: dict[str, list] = {}
    for one in mail.outbox:
        found.setdefault(one.to[0].split("<")[-1].rstrip(">"), []).append(one)
    return found


@pytest.fixture
def patricia(world):
    """Pat, entered once more by another name and address."""
    return add_contact(by=world.ae_alder, client=world.alder, name="Patricia", email="patricia@alder.example")


def coming(world, **values):
    starts = clock.now() + 2 * DAY
    given = {"starts": starts, "ends": starts + HOUR, "contacts": [world.pat], **values}
    return a_meeting(world, **given)


# Merged


def test_s07_a_report_that_waits_for_two_who_are_one_goes_to_that_one_alone(world, patricia):
    an_issue(world, a_meeting(world, contacts=[world.pat, patricia]))
    merge_contacts(by=world.ae_alder, kept=world.pat, gone=patricia)
    found = sent()
    assert len(found[PAT]) == 1
    assert "patricia@alder.example" not in found


def test_s07_what_one_of_the_two_had_forbidden_keeps_the_report_from_both(world, patricia):
    an_issue(world, a_meeting(world, contacts=[world.pat, patricia]))
    record_consent(by=world.ae_alder, contact=world.pat, channel="mail", allowed=False, source="On the telephone")
    merge_contacts(by=world.ae_alder, kept=world.pat, gone=patricia)
    assert not {PAT, "patricia@alder.example"} & sent().keys()


def test_s07_an_invitation_that_waits_for_two_who_are_one_goes_once(world, patricia):
    coming(world, contacts=[world.pat, patricia])
    merge_contacts(by=world.ae_alder, kept=world.pat, gone=patricia)
    found = sent()
    assert len(found[PAT]) == 1
    assert "patricia@alder.example" not in found


# Left


def test_s07_a_contact_who_has_left_is_not_asked_any_more(world):
    coming(world)
    note_departure(by=world.ae_alder, contact=world.pat, on=clock.now().date())
    assert PAT not in sent()
    assert Effect.objects.filter(kind="invitation_itip", contact=world.pat).get().state == Effect.State.DROPPED


def test_s07_an_answer_to_somebody_who_has_left_reaches_who_answers_for_the_client(world):
    an_issue(world)
    coming(world)
    deactivate_person(by=world.head, person=world.ae_alder)
    letters = sent()[PAT]
    assert len(letters) == 2
    assert {one.reply_to[0] for one in letters} == {"Sam Super <sam@agency.example>"}
    assert all("Ann Alder" in one.from_email for one in letters), "who wrote it is told as it was"


def test_s07_a_series_whose_caller_has_left_goes_on_without_them(world):
    series = a_series(world, count=None, until=clock.now().date() + timedelta(days=200))
    sent()
    deactivate_person(by=world.head, person=world.ae_alder)
    with clock.clock_at(clock.now() + 60 * DAY):
        lengthen_series(by=SYSTEM, series=series)
        last = series.meetings.latest("starts")
        assert last.reporter == world.sup_alder
        assert not last.attendees.filter(person=world.ae_alder).exists()
        by_sam = {"people": [world.dept], "reporter": world.sup_alder}
        later = series.meetings.filter(starts__gt=clock.now()).earliest("starts")
        changed = change_following(by=world.sup_alder, meeting=later, place="Elsewhere", **by_sam)
        found = sent()
    asked = Attendee.objects.filter(meeting__in=changed.meetings.all(), person=world.ae_alder)
    assert not asked.exists(), "who has left sits at no table to come"
    assert "ann@agency.example" not in found
    assert {one.reply_to[0] for one in found[PAT]} == {"Sam Super <sam@agency.example>"}
    with clock.clock_at(clock.now() + 120 * DAY):
        lengthen_series(by=SYSTEM, series=changed)
        assert not changed.meetings.latest("starts").attendees.filter(person=world.ae_alder).exists()


def test_s07_a_meeting_whose_caller_has_left_is_changed_without_them(world):
    meeting = coming(world)
    deactivate_person(by=world.head, person=world.ae_alder)
    change_meeting(
        by=world.sup_alder, meeting=meeting, place="Elsewhere", people=[world.dept], reporter=world.sup_alder
    )
    assert not meeting.attendees.filter(person=world.ae_alder).exists()
    assert len(sent()[PAT]) == 1, "the newest alone"
