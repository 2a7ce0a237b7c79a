"""A4: what a client says and what the team says about it."""

from datetime import timedelta

import pytest

from herringbone.clients.actions import (
    add_contact,
    answer_message,
    attach_file,
    note_departure,
    post,
    receive_message,
    set_policy,
)
from herringbone.clients.models import Attachment
from herringbone.clients.uploads import Upload
from herringbone.core import clock
from herringbone.record.action import Denied, Refused
from herringbone.record.duties.declare import register
from herringbone.record.models import Duty, Event, Policy, ThreadEntry
from herringbone.record.wording import words_of
from tests.world import MONDAY, World

DAY = timedelta(days=1)


def test_a4_a_message_is_owed_an_answer_within_a_working_day(world: World):
    message = receive_message(by=world.ae_alder, contact=world.pat, text="When does it print?", via="mail")
    duty = Duty.objects.get(kind="client_message")
    assert (duty.subject, duty.owner, duty.due, duty.done) == (message.pk, None, MONDAY + DAY, None)
    line = register["client_message"].line(duty)
    assert line.what == "Answer CANARY-alder-pat"
    assert "When does it print?" in line.about
    with clock.clock_at(MONDAY + timedelta(hours=4)):
        answer = answer_message(by=world.coord_alder, message=message, text="On Friday.", via="phone")
    duty.refresh_from_db()
    assert duty.done == answer.at


def test_a4_both_stand_in_the_thread_each_on_its_side(world: World):
    message = receive_message(by=world.ae_alder, contact=world.pat, text="When does it print?", via="phone")
    with clock.clock_at(MONDAY + timedelta(hours=4)):
        answer_message(by=world.ae_alder, message=message, text="On Friday.")
    received, answered = ThreadEntry.objects.filter(client=world.alder).order_by("at")
    assert (received.side, answered.side) == ("client", "agency")
    assert words_of(received).title == "Asked by telephone"
    assert words_of(answered).title == "Answered after 4 h"
    assert "On Friday." in words_of(answered).body


def test_a4_the_clients_own_setting_counts_for_what_comes_later(world: World):
    receive_message(by=world.ae_alder, contact=world.pat, text="Before")
    with clock.clock_at(MONDAY + timedelta(minutes=1)):
        set_policy(
            by=world.sup_alder, client=world.alder, kind="client_message", amount=4, unit=Policy.Unit.CLOCK_HOURS
        )
        receive_message(by=world.ae_alder, contact=world.pat, text="After")
    before, after = Duty.objects.filter(kind="client_message").order_by("started")
    assert before.due == MONDAY + DAY
    assert after.due == MONDAY + timedelta(hours=4, minutes=1)


def test_a4_a_message_is_answered_once_and_by_the_team(world: World):
    message = receive_message(by=world.ae_alder, contact=world.pat, text="Hello")
    for person in (world.ae_birch, world.exec, world.admin):
        with pytest.raises(Denied):
            answer_message(by=person, message=message)
    answer_message(by=world.ae_alder, message=message)
    message.refresh_from_db()
    with pytest.raises(Refused):
        answer_message(by=world.coord_alder, message=message)


def test_a4_who_has_left_writes_by_no_link(world: World):
    from herringbone.record.actor import ByLink

    note_departure(by=world.ae_alder, contact=world.pat, on=MONDAY.date())
    link = ByLink(contact=world.pat, link=type("Link", (), {"pk": 1})())
    with pytest.raises(Denied):
        receive_message(by=link, contact=world.pat, text="Hello", via="link")


def test_a4_whoever_is_named_behind_an_at_is_found(world: World):
    remark = post(by=world.ae_alder, subject=world.alder, text="@Sam Super and @cody coord, look. @Nobody Else")
    assert {person.name for person in remark.mentions.all()} == {"Sam Super", "Cody Coord"}
    event = Event.objects.latest("pk")
    assert event.verb == "remark posted"
    assert sorted(event.particulars["mentions"]) == sorted([world.sup_alder.pk, world.coord_alder.pk])
    assert not ThreadEntry.objects.exists()  # inside the house


def test_s07_nobody_is_mentioned_who_does_not_see_the_client(world: World):
    with pytest.raises(Refused) as refused:
        post(by=world.ae_alder, subject=world.alder, text="@Bob Birch, look")
    assert refused.value.field == "text"


def test_a4_who_may_not_see_or_write_says_nothing(world: World):
    for person in (world.ae_birch, world.exec, world.admin, world.bizdev):
        with pytest.raises(Denied):
            post(by=person, subject=world.alder, text="Hello")


def test_a4_a_contact_at_no_client_has_no_message_to_be_answered(world: World):
    printer = add_contact(by=world.ae_alder, name="Piet Printer", company="Print House")
    with pytest.raises(Refused):
        receive_message(by=world.ae_alder, contact=printer, text="Hello")


def test_s26_a_file_is_what_it_holds_and_not_what_it_is_called(world: World):
    attached = attach_file(
        by=world.ae_alder, subject=world.alder, name="../../photo.png", data=b"<svg onload=alert(1)>"
    )
    assert attached.file.name == "photo.png"
    assert attached.file.media_type == "image/svg+xml"
    assert attached.preview is None


def test_s26_a_picture_gets_a_preview_made_anew(world: World, png: bytes):
    remark = post(
        by=world.ae_alder, subject=world.alder, files=[Upload("label.png", png + b"<script>alert(1)</script>")]
    )
    attached = Attachment.objects.get(post=remark)
    assert attached.file.media_type == "image/png"
    assert attached.preview and attached.preview.sha256 != attached.file.sha256


@pytest.mark.parametrize("data", [b"", b"GIF89a/*<script>*/"])
def test_s32_what_is_no_picture_or_empty_is_refused_and_nothing_is_kept(world: World, data: bytes, png: bytes):
    with pytest.raises(Refused) as refused:
        post(by=world.ae_alder, subject=world.alder, text="x", files=[Upload("ok.png", png), Upload("x.gif", data)])
    assert refused.value.field == "files"
    assert not Attachment.objects.exists()
