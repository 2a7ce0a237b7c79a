"""The demo’s mail: listed, opened, shown without running anything; outside the demo it does not exist."""

from datetime import UTC, datetime

import pytest
from django.core.mail import get_connection
from django.test import RequestFactory

from herringbone.core.mail import Attachment, letter
from herringbone.demo import mail, views

HOSTILE = "<p>Hello</p><script>alert(1)</script>"


@pytest.fixture
def demo(settings, tmp_path):
    """Demo mode, with a mail folder of its own."""
    settings.DEMO = True
    settings.EMAIL_BACKEND = "herringbone.core.eml.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)


def send(subject: str = "Contact report 31", html: str = HOSTILE) -> str:
    """A mail of the demo; its name in the folder."""
    made = letter(
        key=subject, domain="demo.example", at=datetime(2026, 11, 24, 14, 10, tzinfo=UTC), sender=("N", "n@a.example"),
        to=("Paolo Brandi", "p@b.example"), subject=subject, text="See http://localhost:8000/a/x/", html=html,
        attachments=[Attachment("Report.pdf", b"%PDF-1.7 made up")], calendar=("REQUEST", "BEGIN:VCALENDAR"),
    )  # fmt: skip
    get_connection().send_messages([made])
    return mail.letters()[0].name


def get(view, *args):
    request = RequestFactory().get("/demo/mail/")
    return view(request, *args)


def test_mail_is_listed_with_the_newest_first(demo):
    send("First")
    send("Second")
    assert [one.subject for one in mail.letters()] == ["Second", "First"]
    assert mail.letters()[0].to == "Paolo Brandi <p@b.example>"


def test_a_mail_is_opened_with_its_text_and_what_came_with_it(demo):
    found = mail.opened(send())
    assert found and "http://localhost:8000/a/x/" in found.text
    assert [(part.name, part.media_type) for part in found.parts] == [
        ("invitation.ics", "text/calendar"), ("Report.pdf", "application/pdf"),
    ]  # fmt: skip


def test_its_looks_are_shown_in_a_frame_that_runs_nothing(demo):
    response = get(views.html, send())
    policy = response._csp_replace
    assert policy["default-src"] == policy["script-src"] == ["'none'"]
    assert "allow-scripts" not in policy["sandbox"]
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_a_file_is_handed_out_to_be_kept_and_not_shown(demo):
    response = get(views.part, send(), 1)
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    assert response["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("name", ["../../secret", "20261124T141000.000000-00000000", "x"])
def test_only_mail_can_be_opened(demo, name):
    assert mail.opened(name) is None


def test_outside_the_demo_there_is_no_such_page(demo, settings):
    from django.http import Http404

    name = send()
    settings.DEMO = False
    for view, args in ((views.letters, ()), (views.letter, (name,)), (views.html, (name,)), (views.part, (name, 0))):
        with pytest.raises(Http404):
            get(view, *args)
