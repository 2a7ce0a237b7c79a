"""B5, S12 to S18: lines asked of somebody outside, answered from the link in the mail."""

import re
from html import unescape

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client as Browser

from herringbone.clients.actions import note_departure, record_consent
from herringbone.core import clock
from herringbone.record.action import Denied
from herringbone.record.actor import ByLink
from herringbone.record.effects.sending import send_due
from herringbone.record.models import Effect, Event, Link
from herringbone.status.actions import ask_again_for_lines, propose_line, take_over_line, withdraw_ask
from herringbone.status.models import Proposal
from herringbone.status.tests.builders import a_freelancer, an_ask, token_of
from herringbone.work.actions import set_status_line
from herringbone.work.tests.builders import a_job, days
from tests.snapshot import take
from tests.world import DAY, HOUR, MONDAY, canary


@pytest.fixture(autouse=True)
def fresh_counts(db):
    cache.clear()


@pytest.fixture
def job(world):
    return a_job(world)


@pytest.fixture
def asked(world, job):
    """A freelancer is asked about one of Alder's two jobs."""
    a_job(world, name=canary("alder", "other job"))
    set_status_line(by=world.ae_alder, job=job, status="Concept")
    return an_ask(world, job, contact=a_freelancer(world), note="A line is enough")


def came_in(browser, address="frida@lance.example"):
    answer = browser.get(f"/l/{token_of(address)}/")
    assert answer.status_code == 303
    return answer["Location"]


def test_b5_somebody_outside_answers_by_the_link_and_it_stands_beside_the_line(world, job, asked, client):
    page = came_in(client)
    said = client.get(page).content.decode()
    assert job.name in said and "Concept" in said and "A line is enough" in said
    line = asked.lines.get()
    done = client.post(f"{page}lines/{line.pk}/", {"status": "Shot", "step": "Send the selects", "on": "wed"})
    assert (done.status_code, done["Location"]) == (303, f"{page}#line-{line.pk}")
    assert "You wrote" in client.get(page).content.decode()
    proposal = Proposal.objects.get()
    assert (proposal.person, proposal.status, proposal.on) == (None, "Shot", days(2))
    event = Event.objects.get(verb="line proposed")
    assert (event.by, event.contact, event.link) == (None, asked.contact, Link.objects.get())
    take_over_line(by=world.ae_alder, proposal=proposal)
    job.refresh_from_db()
    assert (job.status, job.next_step, job.next_contact) == ("Shot", "Send the selects", None)


def test_b5_an_answer_for_a_closed_day_is_asked_about_by_the_link_too(world, job, asked, client):
    page = came_in(client)
    address = f"{page}lines/{asked.lines.get().pk}/?lang=it"
    typed = {"status": "Two routes drawn", "step": "Shoot", "on": "7 mar"}
    back = client.post(address, typed)
    words = unescape(back.content.decode())
    assert back.status_code == 422 and not Proposal.objects.exists()
    assert "sabato 7 marzo" in words.lower() and 'name="on-kept" value="2026-03-07"' in words
    assert "Two routes drawn" in words
    assert client.post(address, {**typed, "on-kept": "2026-03-07"}).status_code == 303
    assert Proposal.objects.get().on == days(5)


def test_b5_s12_the_page_holds_the_jobs_asked_for_as_they_were_and_nothing_else(world, job, asked, client):
    page = came_in(client)
    set_status_line(by=world.ae_alder, job=job, status="The client is furious")
    said = client.get(page).content.decode()
    assert "other job" not in said and "furious" not in said
    for internal in ("notes", "phone", "pat", "quinn", "scope", "legal"):
        assert canary("alder", internal) not in said
    other = an_ask(world, job, contact=world.pat).lines.get()
    assert client.post(f"{page}lines/{other.pk}/", {"status": "Mine"}).status_code == 404
    assert client.get("/desk/").status_code == 302
    assert client.get(f"/asks/{asked.pk}/").status_code == 302


def test_b5_what_the_asker_adds_is_quoted_as_theirs(world, asked, client):
    said = client.get(came_in(client)).content.decode()
    assert f'<p class="prose gap-above">{asked.by} adds: “A line is enough”</p>' in said


def test_b5_in_the_language_of_whoever_is_asked(world, job, client):
    an_ask(world, job, contact=a_freelancer(world, language="it"))
    page = client.get(came_in(client)).content.decode()
    assert '<html lang="it"' in page
    assert "Come sta" in mail.outbox[-1].subject or "A che punto" in mail.outbox[-1].subject
    assert 'lang="en" hreflang="en"' in page
    assert '<html lang="en"' in client.get(f"{came_in(client)}?lang=en").content.decode()


def test_b5_s13_opening_does_nothing(world, asked, client):
    token = token_of("frida@lance.example")
    before = take(world)
    for _ in range(3):
        page = client.get(f"/l/{token}/")["Location"]
        assert client.get(page).status_code == 200
    assert take(world) == before


def test_b5_s15_a_link_that_ended_says_so_in_its_holders_language(world, job, client):
    ask = an_ask(world, job, contact=a_freelancer(world, language="it"))
    token = token_of("frida@lance.example")
    page = came_in(client)
    with clock.clock_at(MONDAY + 30 * DAY):
        for answer in (client.get(f"/l/{token}/"), client.get(page)):
            assert answer.status_code == 404
            assert '<div lang="it"' in answer.content.decode()
            assert "Il link è scaduto" in answer.content.decode()
    withdraw_ask(by=world.ae_alder, ask=ask)
    line = ask.lines.get()
    assert client.post(f"{page}lines/{line.pk}/", {"status": "Too late"}).status_code == 404
    stranger = Browser().get("/l/" + "A" * 43 + "/").content.decode()
    assert "Il link è scaduto" not in stranger
    assert not Proposal.objects.exists()


def test_b5_s11_whoever_left_or_whose_link_is_void_says_nothing(world, job, client):
    ask = an_ask(world, job, contact=world.quinn)
    token_of("quinn@alder.example")
    link = Link.objects.get()
    with pytest.raises(Denied):
        propose_line(by=ByLink(world.pat, link), line=an_ask(world, job, contact=world.pat).lines.get(), status="Mine")
    page = came_in(client, "quinn@alder.example")
    note_departure(by=world.ae_alder, contact=world.quinn, on=clock.now().date())
    assert client.get(page).status_code == 404
    world.quinn.refresh_from_db()
    with pytest.raises(Denied):
        propose_line(by=ByLink(world.quinn, link), line=ask.lines.get(), status="Gone")


def test_b5_asked_again_the_link_before_is_void(world, asked, client):
    first = token_of("frida@lance.example")
    with clock.clock_at(MONDAY + DAY):
        ask_again_for_lines(by=world.ae_alder, ask=asked)
        second = token_of("frida@lance.example")
        assert first != second
        assert client.get(f"/l/{first}/").status_code == 404
        assert client.get(f"/l/{second}/").status_code == 303


def test_b5_s07_a_mail_that_may_not_go_any_more_does_not(world, job):
    contact = a_freelancer(world)
    an_ask(world, job, contact=contact)
    record_consent(by=world.ae_alder, contact=contact, channel="mail", allowed=False, source="by telephone")
    withdraw_ask(by=world.ae_alder, ask=an_ask(world, job, contact=world.pat))
    send_due()
    assert set(Effect.objects.filter(kind="status_ask").values_list("state", flat=True)) == {"dropped"}
    assert not Link.objects.exists()


def test_b5_s17_the_token_is_in_the_letter_alone(world, asked, client):
    token = token_of("frida@lance.example")
    assert token not in repr(take(world))
    page = client.get(came_in(client))
    assert token not in page.content.decode()
    assert page["Referrer-Policy"] == "same-origin"
    assert "noindex" in page["X-Robots-Tag"]


def test_b5_a_contact_answers_again_after_more_time_and_without_scripts(world, asked, client):
    page = came_in(client)
    line = asked.lines.get()
    for hour, words in enumerate(("Shot", "Shot and cut")):
        with clock.clock_at(MONDAY + hour * HOUR):
            client.post(f"{page}lines/{line.pk}/", {"status": words})
    assert [one.outcome for one in line.proposals.order_by("number")] == ["replaced", ""]
    empty = client.post(f"{page}lines/{line.pk}/", {"step": "", "status": "", "on": "32 Dec"})
    assert empty.status_code == 422
    assert re.search(r'value="32 Dec"', empty.content.decode())


def test_b5_a_report_link_opens_no_question_and_the_other_way_round(world, asked, client):
    token = token_of("frida@lance.example")
    assert client.get(f"/a/{token}/").status_code == 404
    page = came_in(client)
    assert client.get(page.replace("/asked/", "/answer/")).status_code == 404


def test_b5_the_letter_names_the_date_and_whose_clock_and_one_job_as_one(world, job, client):
    soon = clock.now() + DAY
    an_ask(world, job, contact=a_freelancer(world), until=soon)
    page = client.get(came_in(client)).content.decode()
    an_ask(world, job, a_job(world, name="Second job"), contact=world.pat, until=soon)
    send_due()
    to_one, to_two = (letter.body for letter in mail.outbox[-2:])
    assert "how does this job stand, and what comes next? By Tue 3 Mar" in to_one and "these jobs" not in to_one
    assert "how do these jobs stand" in to_two
    for text in (to_one, to_two, page):
        assert re.search(r"Tue 3 Mar \d\d:\d\d \(New York\)", text) and "tomorrow" not in text
