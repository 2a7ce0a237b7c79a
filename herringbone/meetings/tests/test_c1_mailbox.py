"""C1: answers are read from the mailbox by IMAP, each once, from a server over a real line."""

import ssl
from urllib.parse import quote

import pytest
from django.test import Client as Browser

from herringbone import environment, safety
from herringbone.commands import read_mail as command
from herringbone.commands.failure import Failed
from herringbone.core import clock
from herringbone.environment import BadSetting
from herringbone.meetings.mailbox import imap, reading
from herringbone.meetings.mailbox.imap import Unreachable
from herringbone.meetings.mailbox.last import last_round
from herringbone.meetings.mailbox.reading import Round, read_mailbox
from herringbone.meetings.models import Attendee, IncomingMail
from herringbone.meetings.tasks import read_answers
from herringbone.meetings.tests.builders import a_meeting
from herringbone.record.models import Event
from tests.imap_server import Box, certificate, serving
from tests.world import DAY, HOUR

PASSWORD = 'p"ä ss'
PLAIN_MAIL = (
    b"From: stranger@elsewhere.example\r\nMessage-ID: <%d@elsewhere>\r\n%sSubject: Hello\r\n\r\nAre you open?\r\n"
)

pytestmark = [pytest.mark.thorough, pytest.mark.once]


@pytest.fixture
def box(settings):
    """A mailbox on this machine, which the settings name."""
    made = Box()
    with serving(made) as port:
        settings.IMAP = environment.mailbox(f"imap://{made.user}:{quote(PASSWORD)}@localhost:{port}/INBOX")
        yield made


@pytest.fixture
def coming(world):
    """A meeting to which Pat is asked."""
    begins = clock.now() + 3 * DAY
    return a_meeting(world, starts=begins, ends=begins + HOUR)


def answer(meeting, partstat="ACCEPTED", number=1, sender="pat@alder.example", extra="", sequence=0):
    """Pat's answer, as a calendar program sends it."""
    calendar = "\r\n".join((
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Alder//EN", "METHOD:REPLY", "BEGIN:VEVENT", f"UID:{meeting.uid}",
        f"SEQUENCE:{sequence}", "DTSTAMP:20260302T140500Z", f"ATTENDEE;PARTSTAT={partstat}:mailto:pat@alder.example",
        "END:VEVENT", "END:VCALENDAR", "",
    ))  # fmt: skip
    return (
        f"From: {sender}\r\nTo: ann@agency.example\r\nSubject: Re\r\nMessage-ID: <{number}@alder>\r\n{extra}"
        f"MIME-Version: 1.0\r\nContent-Type: text/calendar; method=REPLY; charset=utf-8\r\n\r\n{calendar}"
    ).encode()


def reply_of(world, meeting):
    return Attendee.objects.get(meeting=meeting, contact=world.pat).reply


def outcomes():
    return list(IncomingMail.objects.order_by("uid").values_list("uid", "outcome"))


def test_c1_an_answer_in_the_mailbox_is_recorded_once_and_marked_as_seen(world, box, coming):
    uid = box.put(answer(coming))
    assert read_mailbox() == Round(found=1, noted=1)
    assert reply_of(world, coming) == "accepted"
    assert box.flags == {uid: {"\\Seen"}}
    assert read_mailbox() == Round()
    assert Event.objects.filter(verb="reply received").count() == 1
    box.put(answer(coming, "DECLINED", number=2))
    assert read_answers.call() == 1
    assert reply_of(world, coming) == "declined"


def test_c1_what_nobody_understands_is_flagged_left_unseen_and_shown_to_the_administrator(world, box):
    uid = box.put(PLAIN_MAIL % (1, b""))
    assert read_mailbox() == Round(found=1, unread=1)
    assert box.flags == {uid: {"\\Flagged"}}
    browser = Browser()
    browser.force_login(world.admin)
    page = browser.get("/administration/").content.decode()
    assert f"Mail {uid}, flagged in the mailbox" in page
    assert "stranger" not in page
    mail = IncomingMail.objects.get()
    assert browser.post(f"/administration/incoming/{mail.pk}/seen/").status_code == 302
    assert "Every mail was understood" in browser.get("/administration/").content.decode()
    assert browser.post(f"/administration/incoming/{mail.pk}/seen/").status_code == 422
    other = Browser()
    other.force_login(world.ae_alder)
    assert other.post(f"/administration/incoming/{mail.pk}/seen/").status_code == 403


@pytest.mark.parametrize(
    "sign", ["Auto-Submitted: auto-replied", "Precedence: bulk", "X-Auto-Response-Suppress: All", "X-Autoreply: yes"]
)
def test_s34_what_a_program_writes_is_put_aside_unless_it_is_an_answer(world, box, coming, sign):
    box.put(PLAIN_MAIL % (1, sign.encode() + b"\r\n"))
    box.put(answer(coming, number=2, extra=f"{sign}\r\n"))
    assert read_mailbox() == Round(found=2, noted=1)
    assert outcomes() == [(1, "automatic"), (2, "noted")]
    assert box.flags[1] == {"\\Seen"}


def test_c1_a_mail_that_moved_or_came_twice_is_known_again(world, box, coming):
    box.put(answer(coming))
    read_mailbox()
    box.validity = 8  # the folder was made anew: its numbers begin again
    box.put(answer(coming))
    assert read_mailbox() == Round(found=2)
    assert Event.objects.filter(verb="reply received").count() == 1
    assert IncomingMail.objects.filter(validity=8, outcome="again").count() == 2


def test_s34_large_broken_and_hostile_mails_stop_nothing(world, box, coming, monkeypatch):
    monkeypatch.setattr(imap, "LARGEST", 20_000)
    monkeypatch.setattr(reading, "LARGEST", 20_000)
    box.put(b"Subject: large\r\n\r\n" + b"x" * 30_000)
    lied = box.put(b"Subject: large\r\n\r\n" + b"y" * 30_000)
    box.sizes[lied] = 10  # the server tells less than there is
    box.put(b"")
    box.put(b"\x00\xff\xfe" * 500)
    box.put(b"Content-Type: multipart/mixed; boundary=b\r\nMessage-ID: <a\r\n b>\r\n\r\n--b\r\n" * 200)
    box.put(b"From: =?utf-8?b?/////?= <a@b>\r\nContent-Type: text/calendar; method=REPLY\r\n\r\nBEGIN:VCALENDAR")
    box.put(answer(coming))
    assert read_mailbox() == Round(found=7, noted=1, unread=6)
    assert [one for _, one in outcomes()] == ["too large", "too large", "unread", "unread", "unread", "unread", "noted"]
    assert reply_of(world, coming) == "accepted"


def test_c1_a_mail_over_which_the_program_stumbles_does_not_hold_up_those_after_it(world, box, coming, monkeypatch):
    true = reading.read_mail

    def stumbling(mail):
        if b"stumble" in mail:
            raise RuntimeError(mail)
        return true(mail)

    monkeypatch.setattr(reading, "read_mail", stumbling)
    box.put(b"Subject: stumble\r\n\r\n")
    box.put(answer(coming))
    assert read_mailbox() == Round(found=2, noted=1, unread=1)


def test_s34_a_stranger_answers_for_nobody(world, box, coming):
    box.put(answer(coming, sender="mallory@elsewhere.example"))
    assert read_mailbox() == Round(found=1, unread=1)
    assert reply_of(world, coming) == "needs-action"


def test_c1_a_round_broken_off_takes_nothing_with_it(world, box, coming, monkeypatch):
    box.put(answer(coming))
    true = reading.read_mail

    def dies(mail):
        true(mail)
        raise KeyboardInterrupt

    monkeypatch.setattr(reading, "read_mail", dies)
    with pytest.raises(KeyboardInterrupt):
        read_mailbox()
    assert (reply_of(world, coming), outcomes()) == ("needs-action", [])
    monkeypatch.setattr(reading, "read_mail", true)
    assert read_mailbox() == Round(found=1, noted=1)


def test_c1_a_round_takes_a_bounded_number_and_the_command_goes_on(world, box, monkeypatch, capsys):
    monkeypatch.setattr(reading, "AT_ONCE", 2)
    for number in range(5):
        box.put(PLAIN_MAIL % (number, b"Auto-Submitted: auto-generated\r\n"))
    assert read_mailbox().found == 2
    monkeypatch.setattr(command, "the_agency", lambda: None)
    assert command._mailbox() == 0
    assert capsys.readouterr().out == "3 new, 0 recorded, 0 not understood and flagged\n"


def test_c1_a_server_that_sends_without_end_is_left(world, box, monkeypatch):
    monkeypatch.setattr(imap, "LARGEST_ANSWER", 50_000)
    box.put(PLAIN_MAIL % (1, b""))
    for lie in (b"* 1 FETCH (BODY[] {99999999999}", b"\r\n".join([b"* OK " + b"x" * 900] * 100)):
        box.lies = lie
        with pytest.raises(Unreachable, match="a mail"):
            read_mailbox()
    assert outcomes() == []


def test_s17_a_wrong_password_is_told_to_the_administrator_and_stands_in_no_log(world, box, settings, caplog):
    box.password = "another"
    with caplog.at_level("DEBUG"), pytest.raises(Unreachable) as refused:
        read_mailbox()
    told = f"{caplog.text} {refused.value} {settings.IMAP!r} {last_round()}"
    assert PASSWORD not in told
    assert last_round().step == "the sign-in"
    browser = Browser()
    browser.force_login(world.admin)
    assert "could not be read (the sign-in)" in browser.get("/administration/").content.decode()
    assert read_answers.call() == 0, "the worker tries again the next time"
    box.password = PASSWORD
    read_mailbox()
    assert last_round().step == ""


def test_c1_a_server_without_plain_is_entered_by_login(world, box, settings):
    box.plain, box.password = False, 'odd "pass" \\ word'
    told = f"imap://{box.user}:{quote(box.password)}@localhost:{settings.IMAP.port}/INBOX"
    settings.IMAP = environment.mailbox(told)
    assert read_mailbox() == Round()
    assert "LOGIN" in box.said


def test_c1_no_folder_no_server_no_round(world, box, settings, monkeypatch):
    box.folder = "Elsewhere"
    with pytest.raises(Unreachable, match="the folder"):
        read_mailbox()
    settings.IMAP = environment.mailbox("imap://a:b@localhost:1")
    with pytest.raises(Unreachable, match="the connection"):
        read_mailbox()
    monkeypatch.setattr(reading, "in_quarantine", lambda: True)
    assert read_mailbox() is None, "a copy of the agency reads no mailbox"
    settings.IMAP = None
    assert read_mailbox() is None
    with pytest.raises(Failed, match="IMAP_URL"):
        command._mailbox()


def test_s17_an_encrypted_line_wants_a_certificate_that_somebody_vouches_for(world, settings, tmp_path, monkeypatch):
    context, file = certificate(tmp_path)
    with serving(Box(), context) as port:
        settings.IMAP = environment.mailbox(f"imaps://answers:{quote(PASSWORD)}@localhost:{port}")
        with pytest.raises(Unreachable, match="the connection"):
            read_mailbox()
        monkeypatch.setattr(imap, "trust", lambda: ssl.create_default_context(cafile=str(file)))
        assert read_mailbox() == Round()
        settings.IMAP = environment.mailbox(f"imaps://answers:{quote(PASSWORD)}@127.0.0.1:{port}")
        with pytest.raises(Unreachable, match="the connection"):
            read_mailbox()


def test_s44_production_refuses_a_mailbox_in_the_open_except_on_this_machine(settings):
    def reasons(url):
        settings.IMAP = environment.mailbox(url)
        return [one for one in safety._of_addresses() if "IMAP_URL" in one]

    assert len(reasons("imap://a:secret@mail.example")) == 1
    assert "secret" not in reasons("imap://a:secret@mail.example")[0]
    for safe in ("imaps://a:b@mail.example", "imap://a:b@mail.example?tls=starttls", "imap://a:b@localhost"):
        assert reasons(safe) == []


@pytest.mark.parametrize(
    "url",
    [
        "pop3://a:secret@mail.example", "imaps://mail.example", "imaps://a:secret@", "imaps://a:secret@b:99999",
        "imaps://a:secret@b/?tls=none", "imaps://a:secret@b/Posta%20%C3%A8", "imaps://a:secret@b/x%0Ay",
    ],
)  # fmt: skip
def test_c1_an_address_that_cannot_be_is_refused_without_its_password(url):
    with pytest.raises(BadSetting, match="IMAP_URL") as refused:
        environment.mailbox(url)
    assert "secret" not in str(refused.value)


def test_c1_an_address_is_read():
    read = environment.mailbox("imaps://ann%40agency:p%40ss@mail.example/Answers%20here")
    assert (read.user, read.password, read.port, read.folder) == ("ann@agency", "p@ss", 993, "Answers here")
    assert read.name == "ann@agency@mail.example/Answers here"
    assert environment.mailbox("imap://a:b@c?tls=starttls").port == 143
    assert environment.mailbox("") is None
