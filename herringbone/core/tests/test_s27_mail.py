"""S27: no text of people becomes a header or a recipient of a mail."""

import email
import email.policy
import hashlib
import socket
from datetime import UTC, datetime
from email.utils import getaddresses

import pytest
from aiosmtpd.controller import Controller
from django.core.mail import get_connection
from hypothesis import given, settings
from hypothesis import strategies as st

from herringbone.core.mail import AddressRefused, Attachment, letter, mailbox, message_id

HEADERS = {
    "Content-Type", "MIME-Version", "Subject", "From", "To", "Reply-To", "Message-ID", "Date", "Auto-Submitted",
    "X-Auto-Response-Suppress", "Content-Transfer-Encoding",
}  # fmt: skip
NASTY = st.text(st.sampled_from("ab@<>,;:\"'\\()\r\n\x00\x0b\u2028\u202eéß=?%0d%0aBcc "), max_size=40)


def written(name="Paolo Brandi", subject="Contact report 32", **more):
    return letter(
        key="issue:1:paolo", domain="work.example", at=datetime(2026, 11, 24, 14, 12, tzinfo=UTC),
        sender=(f"{name} at the agency", "reports@work.example"), to=(name, "paolo@orsatti.example"),
        reply_to=(name, "nora@work.example"), subject=subject, text="Text", html="<p>Text", **more,
    )  # fmt: skip


def parsed(message):
    return email.message_from_bytes(message.message().as_bytes(), policy=email.policy.default)


@settings(deadline=None)
@given(NASTY, NASTY)
def test_names_and_subjects_add_neither_headers_nor_recipients(name, subject):
    made = parsed(written(name, subject))
    assert set(made.keys()) <= HEADERS
    assert len(made.get_all("To")) == len(made.get_all("Subject")) == len(made.get_all("From")) == 1
    assert [one.addr_spec for one in made["To"].addresses] == ["paolo@orsatti.example"]
    assert [one.addr_spec for one in made["Reply-To"].addresses] == ["nora@work.example"]
    assert [address for _name, address in getaddresses([str(made["From"])])] == ["reports@work.example"]


@pytest.mark.parametrize(
    "address",
    ["", "a", "a@", "@b.c", "a@b.c, d@e.f", "a@b.c\nBcc: d@e.f", "a@b.c\r\n", "x <c@d.e>", "a@b.c\u2028", "a b@c.d",
     "a@b.c;d@e.f", "\u202ea@b.c", "a@b.c\x00"],
)  # fmt: skip
def test_what_is_not_exactly_one_address_is_refused(address):
    with pytest.raises(AddressRefused):
        mailbox("Eve", address)


def test_a_name_like_an_address_stays_a_name():
    assert mailbox("Eve <a@b.c>, x@evil.example", "c@d.e") == '"Eve <a@b.c>, x@evil.example" <c@d.e>'


def test_one_recipient_stays_one_on_the_wire():
    envelopes = []

    class Catcher:
        async def handle_DATA(self, server, session, envelope):
            envelopes.append(envelope)
            return "250 OK"

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(Catcher(), hostname="127.0.0.1", port=port)
    controller.start()
    try:
        with get_connection(
            "django.core.mail.backends.smtp.EmailBackend", host="127.0.0.1", port=port, username="", use_tls=False
        ) as server:
            server.send_messages([written('Eve" <x@evil.example>, <y@evil.example>\r\nBcc: z@evil.example')])
    finally:
        controller.stop()
    assert [one.rcpt_tos for one in envelopes] == [["paolo@orsatti.example"]]
    assert envelopes[0].mail_from == "reports@work.example"
    assert b"\nBcc:" not in envelopes[0].content


def test_it_is_known_by_its_key_and_as_made_by_a_program():
    made = parsed(written())
    assert made["Message-ID"] == message_id("issue:1:paolo", "work.example") == parsed(written())["Message-ID"]
    assert message_id("issue:1:chiara", "work.example") != made["Message-ID"]
    guessed = hashlib.sha256(b"issue:1:paolo").hexdigest()[:20]
    assert guessed not in made["Message-ID"], "keys are plain: whoever knows them must not know the letter's name"
    assert made["Auto-Submitted"] == "auto-generated"
    assert made["Date"] == "Tue, 24 Nov 2026 14:12:00 +0000"


def test_text_html_invitation_and_file_stand_side_by_side():
    made = parsed(
        written(calendar=("REQUEST", "BEGIN:VCALENDAR\r\n"), attachments=[Attachment('../a\r\n"b".pdf', b"%PDF")])
    )
    kinds = [part.get_content_type() for part in made.walk()]
    assert kinds == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar", "application/pdf",
    ]  # fmt: skip
    calendar, file = [part for part in made.walk() if part.get_content_type() in ("text/calendar", "application/pdf")]
    assert calendar["Content-Type"].params["method"] == "REQUEST"
    assert file.get_filename() == "a -b-.pdf"
