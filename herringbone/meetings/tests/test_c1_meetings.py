"""C1: meetings are called, changed and called off; calls are logged; invitations and replies."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.utils import translation
from icalendar import Calendar

from herringbone.core import clock
from herringbone.core.merge import InConflict, plain
from herringbone.meetings.actions import (
    Step,
    change_meeting,
    log_call,
    mark_not_discussed,
    note_attendance,
    note_no_report_owed,
    open_report,
    owe_report_after_all,
    plan_meeting,
    set_agenda,
    withdraw_meeting,
)
from herringbone.meetings.incoming import read_mail
from herringbone.meetings.models import Attendee, InvitationSent, Meeting
from herringbone.meetings.queries.agenda import open_steps
from herringbone.meetings.queries.meeting import stored_values
from herringbone.meetings.tests.builders import a_meeting, an_issue
from herringbone.meetings.tests.test_c1_series import a_series
from herringbone.record.action import Denied, Refused
from herringbone.record.effects.sending import send_due
from herringbone.record.models import Bounce, Duty, Effect, ThreadEntry
from herringbone.work.models import Task, Waiting
from herringbone.work.tests.builders import a_job
from tests.world import DAY, HOUR, MONDAY, World, canary


def ahead(world: World, **values):
    return a_meeting(world, starts=MONDAY + DAY, ends=MONDAY + DAY + HOUR, **values)


def reply_to(message, who: str, partstat: str = "ACCEPTED") -> bytes:
    """What the guest's calendar sends back to the invitation in a mail of ours."""
    text = next(part.get_content() for part in message.walk() if part.get_content_type() == "text/calendar")
    event = next(iter(Calendar.from_ical(text).walk("VEVENT")))
    stamp = f"{clock.now():%Y%m%dT%H%M%SZ}"
    return (
        f"From: {who}\r\nTo: ann@agency.example\r\nSubject: Re\r\nMIME-Version: 1.0\r\n"
        'Content-Type: text/calendar; method=REPLY; charset="utf-8"\r\n\r\n'
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n"
        f"UID:{event['uid']}\r\nSEQUENCE:{event['sequence']}\r\nDTSTAMP:{stamp}\r\n"
        f"ORGANIZER:mailto:ann@agency.example\r\nATTENDEE;PARTSTAT={partstat}:mailto:{who}\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    ).encode()


def sent_to(address: str):
    found = [one for one in mail.outbox if address in one.to[0]]
    return [message_from_bytes(one.message().as_bytes(), policy=policy.default) for one in found]


def test_c1_whoever_is_asked_gets_an_invitation_that_a_calendar_understands(world: World) -> None:
    meeting = ahead(world, conference="https://meet.example/x", agenda=["Storyboard", "Dates"])
    assert set(InvitationSent.objects.values_list("method", "sequence")) == {("REQUEST", 0)}
    send_due()
    (message,) = sent_to("pat@alder.example")
    text = next(part for part in message.walk() if part.get_content_type() == "text/calendar")
    assert text.get_param("method") == "REQUEST"
    event = next(iter(Calendar.from_ical(text.get_content()).walk("VEVENT")))
    assert (event["uid"], event["sequence"]) == (meeting.uid, 0)
    assert event["dtstart"].dt == meeting.starts
    assert message["reply-to"] == "Ann Alder <ann@agency.example>"
    assert "1. Storyboard" in message.get_body(("plain",)).get_content()


def test_c1_what_is_over_is_put_on_record_without_invitations(world: World) -> None:
    a_meeting(world)
    assert not InvitationSent.objects.exists()


def test_c1_a_new_time_raises_the_sequence_and_tells_everybody(world: World) -> None:
    meeting = ahead(world)
    send_due()
    read_mail(reply_to(sent_to("pat@alder.example")[0], "pat@alder.example"))
    assert meeting.attendees.get(contact=world.pat).reply == Attendee.Reply.ACCEPTED
    with clock.clock_at(MONDAY + HOUR):
        change_meeting(by=world.ae_alder, meeting=meeting, starts=MONDAY + 2 * DAY, ends=MONDAY + 2 * DAY + HOUR)
        meeting.refresh_from_db()
        assert meeting.sequence == 1
        assert meeting.attendees.get(contact=world.pat).reply == Attendee.Reply.WAITING
        send_due()
        newest = sent_to("pat@alder.example")[-1]
        assert "Changed" in newest["subject"]
        old = read_mail(reply_to(sent_to("pat@alder.example")[0], "pat@alder.example", "DECLINED"))
        assert not old.noted and "older invitation" in old.words
        assert meeting.attendees.get(contact=world.pat).reply == Attendee.Reply.WAITING
        assert read_mail(reply_to(newest, "pat@alder.example", "TENTATIVE")).noted
    assert meeting.attendees.get(contact=world.pat).reply == Attendee.Reply.TENTATIVE


def test_c1_neither_who_moves_a_meeting_nor_who_called_it_need_answer_anew(world: World) -> None:
    meeting = ahead(world, people=[world.dept, world.coord_alder])
    meeting.attendees.filter(person__in=[world.dept, world.coord_alder]).update(reply=Attendee.Reply.ACCEPTED)
    change_meeting(by=world.coord_alder, meeting=meeting, starts=MONDAY + 2 * DAY, ends=MONDAY + 2 * DAY + HOUR)
    replies = dict(meeting.attendees.values_list("person__name", "reply"))
    assert replies[world.coord_alder.name] == replies[world.ae_alder.name] == Attendee.Reply.ACCEPTED
    assert replies[world.dept.name] == Attendee.Reply.WAITING


def test_c1_who_is_taken_off_is_told_and_the_others_keep_it(world: World) -> None:
    meeting = ahead(world)
    change_meeting(by=world.ae_alder, meeting=meeting, contacts=[world.pat])
    gone = InvitationSent.objects.get(method="CANCEL")
    assert (gone.contact, gone.sequence) == (world.quinn, 1)
    send_due()
    cancelled = [one for one in sent_to("quinn@alder.example") if "no longer asks" in str(one)]
    assert len(cancelled) == 1


def test_c1_refreshments_disturb_nobody(world: World) -> None:
    meeting = ahead(world)
    change_meeting(by=world.ae_alder, meeting=meeting, refreshments="Coffee for six")
    meeting.refresh_from_db()
    assert (meeting.sequence, meeting.refreshments) == (0, "Coffee for six")


def body_to(address: str) -> str:
    return sent_to(address)[-1].get_body(("plain",)).get_content()


def test_c1_what_is_told_of_a_change_says_what_was_before(world: World) -> None:
    starts = MONDAY + 2 * DAY
    meeting = a_meeting(world, starts=starts, ends=starts + HOUR, place="Studio A")
    send_due()
    change_meeting(by=world.ae_alder, meeting=meeting, starts=starts + DAY, ends=starts + DAY + HOUR)
    change_meeting(by=world.ae_alder, meeting=meeting, starts=starts + 2 * DAY, ends=starts + 2 * DAY + HOUR)
    send_due()
    told = body_to("pat@alder.example")
    assert "Before: Wednesday 4 March 2026, 09:00 to 10:00" in told, "as Pat was told it, and not as it was in between"
    assert "Studio A" in told and "Before: Studio A" not in told, "the place is the same"
    change_meeting(by=world.ae_alder, meeting=meeting, place="Studio B")
    send_due()
    told = body_to("pat@alder.example")
    assert "Before: Studio A" in told and told.count("Before:") == 1


def test_c1_a_meeting_that_leaves_its_series_says_when_it_would_have_been(world: World) -> None:
    series = a_series(world)
    second = series.meetings.order_by("starts")[1]
    send_due()
    change_meeting(by=world.ae_alder, meeting=second, starts=second.starts + DAY, ends=second.ends + DAY)
    send_due()
    assert "Before: Tuesday 10 March 2026, 09:00 to 09:30" in body_to("pat@alder.example")


def test_b52_two_who_change_one_meeting_merge_or_are_asked(world: World) -> None:
    meeting = ahead(world)
    filled = {name: plain(value) for name, value in stored_values(meeting).items()}
    change_meeting(by=world.ae_alder, meeting=meeting, original=filled, place="Room 2")
    change_meeting(by=world.coord_alder, meeting=meeting, original=filled, refreshments="Coffee")
    meeting.refresh_from_db()
    assert (meeting.place, meeting.refreshments) == ("Room 2", "Coffee")
    with pytest.raises(InConflict):
        change_meeting(by=world.coord_alder, meeting=meeting, original=filled, place="Room 3")


def test_c1_called_off_it_cancels_and_owes_nothing(world: World) -> None:
    meeting = ahead(world)
    assert Duty.objects.filter(kind="contact_report", subject=meeting.pk).exists()
    withdraw_meeting(by=world.ae_alder, meeting=meeting, why="Pat is ill")
    assert InvitationSent.objects.filter(method="CANCEL", sequence=1).count() == 4
    assert not Duty.objects.filter(kind="contact_report", subject=meeting.pk).exists()
    send_due()
    assert any("called this meeting off" in str(one) for one in sent_to("pat@alder.example"))
    with pytest.raises(Refused):
        open_report(by=world.ae_alder, meeting=meeting)


def test_c1_open_steps_of_the_last_report_come_first_on_the_agenda(world: World) -> None:
    an_issue(world)
    meeting = ahead(world, agenda=["Dates"])
    points = list(meeting.agenda.values_list("text", flat=True))
    opened = " ".join(points[:2])
    assert canary("alder", "ours") in opened and canary("alder", "theirs") in opened and points[2] == "Dates"
    assert all(meeting.agenda.values_list("from_key", flat=True)[:2])
    kept = list(meeting.agenda.all())
    set_agenda(by=world.ae_alder, meeting=meeting, points=["First", kept[2], kept[0]])
    assert list(meeting.agenda.values_list("text", flat=True)) == ["First", "Dates", points[0]]


def test_c1_a_meeting_that_is_over_takes_up_the_open_steps_that_are_named_and_no_others(world: World) -> None:
    an_issue(world)
    ours, _theirs = [step.key for step in open_steps(world.alder)]
    assert [point.from_key for point in a_meeting(world, steps=[ours]).agenda.all()] == [ours]
    assert not a_meeting(world).agenda.exists(), "nobody asked for them"


def test_c1_what_was_agreed_in_a_report_that_was_not_issued_is_on_no_agenda(world: World) -> None:
    on = MONDAY.date() + DAY
    steps = [Step("Cut it", world.ae_alder, on), Step("Send the logo", world.pat, on)]
    log_call(by=world.ae_alder, contact=world.pat, said="Wants it shorter", steps=steps)
    assert not ahead(world).agenda.exists()


def test_c1_open_steps_are_read_in_each_readers_language(world: World) -> None:
    an_issue(world)
    world.pat.language = "it"
    world.pat.save()
    point = ahead(world).agenda.first()
    assert point and point.text.startswith("Open: ")
    with translation.override("it"):
        assert point.said == point.text.replace("Open: ", "In sospeso: ")
    send_due()
    assert "1. In sospeso: " in sent_to("pat@alder.example")[-1].get_body(("plain",)).get_content()
    assert "1. Open: " in sent_to("quinn@alder.example")[-1].get_body(("plain",)).get_content()


def test_c1_attendance_and_what_was_not_discussed(world: World) -> None:
    meeting = a_meeting(world, agenda=["Dates"])
    quinn = meeting.attendees.get(contact=world.quinn)
    note_attendance(by=world.ae_alder, meeting=meeting, absent={quinn.pk: "sent word"}, came=[world.sup_alder])
    quinn.refresh_from_db()
    assert (quinn.absent, quinn.note) == (True, "sent word")
    assert meeting.attendees.filter(person=world.sup_alder, absent=False).exists()
    point = mark_not_discussed(by=world.ae_alder, point=meeting.agenda.get())
    assert point.not_discussed == MONDAY
    with pytest.raises(Refused):
        note_attendance(by=world.ae_alder, meeting=ahead(world), absent={})


def test_c2_none_owed_because(world: World) -> None:
    meeting = a_meeting(world)
    with pytest.raises(Refused):
        note_no_report_owed(by=world.ae_alder, meeting=meeting, because=" ")
    note_no_report_owed(by=world.ae_alder, meeting=meeting, because="A birthday lunch")
    assert not Duty.objects.filter(kind="contact_report", subject=meeting.pk).exists()
    owe_report_after_all(by=world.ae_alder, meeting=meeting)
    assert Duty.objects.filter(kind="contact_report", subject=meeting.pk).exists()


def test_c2_an_internal_meeting_owes_a_report_only_for_planning(world: World) -> None:
    for planning in (False, True):
        meeting = a_meeting(world, internal=True, planning=planning, contacts=[])
        assert Duty.objects.filter(kind="contact_report", subject=meeting.pk).exists() is planning


def test_c1_a_call_is_logged_with_what_follows_of_it(world: World) -> None:
    job = a_job(world)
    due = MONDAY.date() + timedelta(days=3)
    steps = [
        Step("send it", world.dept, due, MONDAY + 3 * DAY),
        Step("the list", world.quinn, due),
        Step("later", world.dept),
    ]
    meeting = log_call(by=world.ae_alder, contact=world.pat, said="wants the 20 s cut", job=job, steps=steps)
    assert (meeting.kind, meeting.ends, meeting.topic) == (Meeting.Kind.CALL, MONDAY, "Wants the 20 s cut")
    assert [item.kind for item in meeting.report.items.all()] == ["discussion", "next_step", "next_step", "next_step"]
    task = Task.objects.get()
    assert (task.owner, task.due_at, task.job) == (world.dept, MONDAY + 3 * DAY, job)
    assert Waiting.objects.get().contact == world.quinn
    entry = ThreadEntry.objects.get(verb="call logged")
    assert (entry.side, entry.job) == ("client", job)
    assert Duty.objects.get(kind="contact_report", subject=meeting.pk).due == MONDAY + 2 * DAY


def test_c1_a_call_logged_later_counts_from_when_it_was(world: World) -> None:
    meeting = log_call(by=world.ae_alder, contact=world.pat, said="x", starts=MONDAY - 5 * HOUR)
    assert meeting.ends == MONDAY - 5 * HOUR + timedelta(minutes=5)
    with pytest.raises(Refused, match="still to come"):
        log_call(by=world.ae_alder, contact=world.pat, said="x", starts=MONDAY + HOUR, ends=MONDAY + 2 * HOUR)


def test_c1_a_call_logged_by_mistake_is_withdrawn_with_what_came_of_it(world: World) -> None:
    due = MONDAY.date() + timedelta(days=3)
    steps = [Step("send it", world.dept, due), Step("the list", world.quinn, due)]
    meeting = log_call(by=world.ae_alder, contact=world.pat, said="x", steps=steps)
    withdraw_meeting(by=world.ae_alder, meeting=meeting)
    assert not Task.objects.filter(dropped=None).exists() and not Waiting.objects.filter(ended=None).exists()
    assert not Duty.objects.filter(client=world.alder, done=None, kind__in=["contact_report", "task"]).exists()


def test_s02_nobody_and_nothing_of_a_rival_gets_into_a_meeting(world: World) -> None:
    rival_job = a_job(world, world.birch)
    with pytest.raises(Denied):
        a_meeting(world, world.birch, by=world.ae_alder)
    for wrong in ({"people": [world.ae_birch]}, {"contacts": [world.rio]}, {"job": rival_job}):
        with pytest.raises(Refused):
            a_meeting(world, **wrong)
    with pytest.raises(Denied):
        log_call(by=world.ae_birch, contact=world.pat, said="x")
    with pytest.raises(Denied):
        plan_meeting(by=world.exec, client=world.alder, topic="x", starts=MONDAY, ends=MONDAY + HOUR)
    assert not Meeting.objects.exists()


def test_c2_a_mail_that_came_back_is_noted_once(world: World) -> None:
    an_issue(world)
    send_due()
    effect = Effect.objects.get(kind="contact_report", contact=world.pat)
    assert effect.state == "sent"
    report = (
        "From: mailer@mx.example\r\nTo: x@agency.example\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nIt failed.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        "Final-Recipient: rfc822; pat@alder.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        "--b\r\nContent-Type: text/rfc822-headers\r\n\r\n"
        f"Message-ID: {effect.message_id}\r\nSubject: x\r\n\r\n--b--\r\n"
    ).encode()
    assert read_mail(report).noted
    assert not read_mail(report).noted
    assert Bounce.objects.get().code == "5.1.1"
    assert not read_mail(report.replace(effect.message_id.encode(), b"<other@x>")).noted


def test_s27_lines_in_a_topic_become_no_headers(world: World) -> None:
    wicked = "Dates\r\nBcc: everybody@x.example\u2028ATTENDEE:x"
    ahead(world, topic=wicked, place=wicked, agenda=[wicked])
    send_due()
    (message,) = sent_to("pat@alder.example")
    assert message["bcc"] is None and "\n" not in message["subject"]
    text = next(part.get_content() for part in message.walk() if part.get_content_type() == "text/calendar")
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    attendees = event["attendee"] if isinstance(event["attendee"], list) else [event["attendee"]]
    assert len(attendees) == 4 and all(str(one).startswith("mailto:") for one in attendees)


def test_c1_a_mail_whose_headers_are_damaged_is_told_and_not_raised(world):
    for header in (b"Content-Type: text/plain; method*\n", b"Content-Type: multipart/report; boundary*\n"):
        outcome = read_mail(b"From: pat@alder.example\n" + header + b"\nYes")
        assert (outcome.noted, outcome.words) == (False, "This mail is damaged and cannot be read.")
