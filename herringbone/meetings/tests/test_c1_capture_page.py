"""C1: a call is logged in one line; what is ambiguous is asked, what a rival has is never offered."""

import re
from datetime import time
from html import unescape

import pytest
from django.test import Client as Browser
from django.urls import reverse

from herringbone.clients.actions import add_contact
from herringbone.core.models import Office
from herringbone.meetings.models import Meeting
from herringbone.work.models import Task, Waiting
from herringbone.work.tests.builders import a_job
from tests.world import World

ASKED = re.compile(r'name="(asked-[^"]+)" value="([^"]*)"')


def contacts(world: World) -> None:
    """Names as people have them."""
    for client, by, name in (
        (world.alder, world.ae_alder, "Giulia Orsatti"), (world.cedar, world.ae_alder, "Giulia Berg"),
        (world.birch, world.ae_birch, "Bruno Rivale"),
    ):  # fmt: skip
        add_contact(by=by, client=client, name=name, email=f"{name.split()[0].lower()}@x.example")


def test_c1_a_line_is_logged_without_scripts(world: World, client: Browser) -> None:
    contacts(world)
    job = a_job(world)
    client.force_login(world.ae_alder)
    line = f"giulia orsatti, wants it shorter → Dee sends it fri 12:00; client sends the logo tue #{job.number[-4:]}"
    done = client.post(reverse("calls"), {"line": line, "next": "/clients/ALD/"}, follow=True)
    assert done.redirect_chain == [("/clients/ALD/", 303)]
    assert "Call with Giulia Orsatti logged" in unescape(done.content.decode())
    meeting = Meeting.objects.get()
    assert (meeting.kind, meeting.said, meeting.job) == ("call", "wants it shorter", job)
    assert (Task.objects.get().owner, Task.objects.get().title) == (world.dept, "Send it"), "as a task reads"
    assert Waiting.objects.get().contact.name == "Giulia Orsatti"


def test_c1_an_hour_says_by_whose_clock_where_another_office_has_another(world: World, client: Browser) -> None:
    contacts(world)
    client.force_login(world.ae_alder)
    said = {"line": "giulia orsatti, wants it shorter → Dee sends it fri 12:00"}
    assert "12:00 (" not in re.sub(r"<[^>]+>", "", client.post(reverse("call_understand"), said).content.decode())
    Office.objects.create(name="Milan", zone="Europe/Rome", country="IT", opens=time(9), closes=time(18))
    shown = re.sub(r"<[^>]+>", "", client.post(reverse("call_understand"), said).content.decode())
    assert "12:00 (New York)" in shown


def test_c1_a_step_on_a_closed_day_is_asked_about_with_the_open_days_around_it(world: World, client: Browser) -> None:
    contacts(world)
    client.force_login(world.ae_alder)
    line = "giulia orsatti, wants it shorter → Dee sends it 8 mar 12:00"
    page = unescape(client.post(reverse("calls"), {"line": line}).content.decode())
    assert "Sunday 8 March is no working day in New York" in page and not Meeting.objects.exists()
    assert re.findall(r'name="answer-step1.due" value="([^"]+)"', page) == [
        "2026-03-06 12:00", "2026-03-09 12:00", "2026-03-08 12:00"
    ]  # fmt: skip
    asked = dict(ASKED.findall(page))
    for answer, day in (("2026-03-08 12:00", 8), ("2026-03-09 12:00", 9)):
        sent = {"line": line, **asked, "answer-step1.due": answer}
        assert client.post(reverse("calls"), sent).status_code == 303
        assert Task.objects.latest("pk").due.day == day
    assert client.post(reverse("calls"), {"line": line.replace("8 mar", "6 mar")}).status_code == 303


def test_c1_a_date_that_may_be_two_is_asked_whatever_the_office(world: World, client: Browser) -> None:
    contacts(world)
    client.force_login(world.ae_alder)
    for said, asked in (
        ("03/04", "which is the day, which the month?"), ("1/12", "which is the day, which the month?"),
        ("05/06/2027", "which is the day, which the month?"), ("31 Feb", "stands in no calendar"),
    ):  # fmt: skip
        back = client.post(reverse("calls"), {"line": f"giulia orsatti, wants it shorter → Ann calls back {said}"})
        assert back.status_code == 422 and f"“{said}”" in back.content.decode()
        assert asked in back.content.decode(), said
    assert not Meeting.objects.exists()


def test_c1_the_same_form_sent_twice_logs_once(world: World, client: Browser) -> None:
    contacts(world)
    client.force_login(world.ae_alder)
    for _ in range(2):
        client.post(reverse("calls"), {"line": "giulia orsatti, hello", "once": "one-key"})
    assert Meeting.objects.count() == 1


def test_c1_who_is_meant_is_asked_and_never_guessed(world: World, client: Browser) -> None:
    contacts(world)
    client.force_login(world.ae_alder)
    line = "giulia, wants it shorter"
    back = client.post(reverse("calls"), {"line": line})
    html = unescape(back.content.decode())
    assert back.status_code == 422 and "Which of them was it?" in html
    assert not Meeting.objects.exists()
    asked = dict(ASKED.findall(html))
    berg = re.search(r'value="(contact:\d+)"(?: autofocus)?> Giulia Berg', html)[1]
    shown = client.post(reverse("call_understand"), {"line": line, **asked, "answer-contact": berg}).content.decode()
    assert "Giulia Berg" in shown and "<legend>Which of them" not in shown
    changed = {"line": "gio, wants it shorter", **asked, "answer-contact": berg}
    assert client.post(reverse("calls"), changed).status_code == 422, "an answer counts for the line it was given to"
    client.post(reverse("calls"), {"line": line, **asked, "answer-contact": berg})
    assert Meeting.objects.get().client == world.cedar


def test_c1_a_line_without_words_or_contact_comes_back(world: World, client: Browser) -> None:
    contacts(world)
    client.force_login(world.ae_alder)
    for line in ("", "giulia orsatti", "wants it shorter", "nobody known, hello"):
        assert client.post(reverse("calls"), {"line": line}).status_code == 422, line
    assert not Meeting.objects.exists()


def test_b48_a_rivals_people_and_jobs_are_never_offered(world: World, client: Browser) -> None:
    contacts(world)
    job = a_job(world, world.birch)
    client.force_login(world.ae_alder)
    for ask in (
        client.get(reverse("call_suggest"), {"q": "bru"}),
        client.post(reverse("call_understand"), {"line": f"bruno, hello #{job.number}"}),
        client.get(reverse("call_suggest"), {"q": f"giulia orsatti, x #{job.number[:3].lower()}"}),
    ):
        html = ask.content.decode()
        assert "Rivale" not in html and job.number not in html.replace(f"#{job.number}", "")
    assert client.post(reverse("calls"), {"line": "bruno rivale, hello"}).status_code == 422


@pytest.mark.parametrize("name", ["jobs", "clients", "contact_reports", "notifications", "people", "tasks", "desk"])
def test_c1_a_call_is_logged_from_any_page_by_what_is_seen_on_it(world: World, client: Browser, name: str) -> None:
    client.force_login(world.ae_alder)
    page = client.get(reverse(name)).content.decode()
    way = re.search(r'<a class="button rail-call" href="/calls/new/" data-opens="log-call"[^>]*>.*?</a>', page, re.S)
    assert way and "Log a call" in way[0]


def test_s10_executive_management_logs_nothing(world: World, client: Browser) -> None:
    contacts(world)
    client.force_login(world.exec)
    assert client.post(reverse("calls"), {"line": "giulia orsatti, hello"}).status_code == 403
    page = client.get(reverse("meetings")).content.decode()
    assert 'id="log-call"' not in page and f'href="{reverse("capture")}"' not in page
    assert not Meeting.objects.exists()


def test_c1_names_are_completed_while_they_are_typed(world: World, client: Browser) -> None:
    contacts(world)
    client.force_login(world.ae_alder)
    html = client.get(reverse("call_suggest"), {"q": "giu", "at": "3"}).content.decode()
    assert html.count('role="option"') == 2 and 'data-insert="Giulia Orsatti, "' in html
