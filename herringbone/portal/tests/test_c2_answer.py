"""C2, S12 to S18: the client's answer by the link in the mail, without a password and without scripts."""

import re
from datetime import date, time
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client as Browser
from django.urls import reverse

from herringbone.core import clock
from herringbone.core.attempts import OF_ALL, OF_ONE_ADDRESS
from herringbone.core.calendar import fill_calendar
from herringbone.core.models import Office
from herringbone.meetings.actions import Written, begin_correction, issue_contact_report, save_items
from herringbone.meetings.models import Confirmation, Issue, Objection
from herringbone.meetings.tests.builders import INTERNAL, a_meeting, again, an_issue
from herringbone.record.effects.sending import send_due
from herringbone.record.models import Duty, Event, Link
from tests.snapshot import take
from tests.world import DAY, MONDAY, World, canary

TOKEN = re.compile(r"/a/([\w-]+)/")


@pytest.fixture(autouse=True)
def fresh_counts(db: None) -> None:
    cache.clear()


def token_of(address: str) -> str:
    """The token in the newest mail to somebody."""
    sent = [one for one in mail.outbox if address in one.to[0]]
    return TOKEN.search(str(sent[-1].body))[1]


def came_in(issue: Issue, browser: Browser, address: str = "pat@alder.example") -> str:
    """Send the mails, open the link in one, and give the page's plain address."""
    send_due()
    response = browser.get(f"/a/{token_of(address)}/")
    assert response.status_code == 303
    return response["Location"]


def test_c2_a_client_reads_the_hours_of_the_office_that_looks_after_them(world: World, client: Browser) -> None:
    milan = Office.objects.create(name="Milan", zone="Europe/Rome", country="IT", opens=time(9), closes=time(18))
    fill_calendar(milan, date(2026, 1, 1), date(2026, 12, 31))
    world.alder.office = milan
    world.alder.save()
    issue = an_issue(world, a_meeting(world, office=world.office))
    assert issue.client_edition.content["meeting"]["zone"] == "Europe/Rome"
    assert issue.inside_edition.content["meeting"]["zone"] == "America/New_York"
    page = client.get(came_in(issue, client)).content.decode()
    assert re.search(r"items without objection stand from [^<]*\(Rome.time\)", page)


def alike(response: Any) -> str:
    """A page without the token against forged forms, which is new each time."""
    return re.sub(r'"X-CSRFToken": "[^"]*"', "", response.content.decode())


def key_of(issue: Issue, kind: str) -> str:
    return issue.items.get(kind=kind).key


def objection_at(issue: Issue, there: str, kind: str = "budget") -> str:
    pk = int(there.strip("/").split("/")[1])
    return reverse("answer_objection", args=[pk, key_of(issue, kind)])


def test_c2_the_contact_reads_objects_and_confirms(world: World, client: Browser) -> None:
    issue = an_issue(world)
    there = came_in(issue, client)
    html = client.get(there).content.decode()
    assert canary("alder", "decided") in html and "Until Wednesday 4 March, 09:00" in html
    sent = client.post(objection_at(issue, there), {"why": "detail", "should": "7,500"})
    assert sent.status_code == 303
    objection = Objection.objects.get()
    assert (objection.contact, objection.noted_by) == (world.pat, None)
    assert (objection.wrong, objection.reason) == ("detail", "7,500")
    event = Event.objects.get(verb="objection received")
    assert (event.by, event.contact, event.link_id) == (None, world.pat, int(there.strip("/").split("/")[1]))
    html = client.get(there).content.decode()
    assert "Your objection" in html and "Confirm the other four" in html
    confirmed = client.post(f"{there}confirmation/", {"name": "Pat Somebody"})
    assert confirmed.status_code == 303
    confirmation = Confirmation.objects.get()
    assert (confirmation.name, confirmation.address) == ("Pat Somebody", "127.0.0.1")
    assert Duty.objects.filter(kind="objection_unanswered", done=None).exists()


def test_c2_it_speaks_the_clients_language_and_the_other_on_demand(world: World, client: Browser) -> None:
    world.alder.language = "it"
    world.alder.save()
    issue = an_issue(world)
    there = came_in(issue, client)
    html = client.get(there).content.decode()
    assert '<html lang="it"' in html and "Non è esatto?" in html and "In English" in html
    assert "Not right?" in client.get(f"{there}?lang=en").content.decode()
    assert client.get(f"{there}?lang=xx").status_code == 200


def test_c2_bad_input_comes_back_with_what_was_typed(world: World, client: Browser) -> None:
    issue = an_issue(world)
    there = came_in(issue, client)
    back = client.post(objection_at(issue, there), {})
    assert back.status_code == 422 and "Say in a line what is wrong" in back.content.decode()
    back = client.post(f"{there}confirmation/", {"name": " "})
    assert back.status_code == 422 and not Confirmation.objects.exists()


def test_s09_no_trace_of_what_is_internal_leaves_the_house(world: World, client: Browser) -> None:
    issue = an_issue(world)
    there = came_in(issue, client)
    outside = [one for one in mail.outbox if "alder.example" in one.to[0] and "agency" not in one.to[0]]
    assert len(outside) == 2
    for letter in outside:
        assert INTERNAL not in letter.message().as_string()
    made = client.get(f"{there}report.pdf")
    pdf = b"".join(made.streaming_content)
    assert pdf.startswith(b"%PDF") and INTERNAL not in _text_of(pdf) and "INTERNAL" not in _text_of(pdf)
    assert canary("alder", "decided") in _text_of(pdf)
    assert "INTERNAL" not in client.get(there).content.decode()


def _text_of(pdf: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    return text.replace("\r\n", "").replace("\n", "")


def test_s12_a_session_opens_its_own_report_and_nothing_else(world: World, client: Browser) -> None:
    issue = an_issue(world)
    there = came_in(issue, client)
    other = an_issue(world, a_meeting(world))
    send_due()
    for link in Link.objects.exclude(pk=int(there.strip("/").split("/")[1])):
        for path in ("", "report.pdf"):
            assert client.get(f"/answer/{link.pk}/{path}").status_code == 404
    for path in ("/desk/", "/clients/", reverse("report", args=[other.report_id])):
        assert client.get(path).status_code == 302
    assert "CANARY-birch" not in client.get(there).content.decode()


def test_s13_opening_changes_nothing(world: World, client: Browser) -> None:
    issue = an_issue(world)
    send_due()
    token = token_of("pat@alder.example")
    before = take(None).rows
    for _ in range(20):
        for ask in (client.head, client.get):
            ask(f"/a/{token}/", headers={"Sec-Purpose": "prefetch"})
    there = came_in(issue, client)
    client.get(there)
    client.get(f"{there}?lang=it")
    for path in ("confirmation/", f"objections/{key_of(issue, 'budget')}/", "message/"):
        assert client.get(f"{there}{path}").status_code == 405
    assert take(None).rows == before
    assert client.post(f"{there}confirmation/", {"name": "Pat"}).status_code == 303


def test_s14_a_link_to_a_version_that_was_replaced_answers_no_more(world: World, client: Browser) -> None:
    first = an_issue(world)
    there = came_in(first, client)
    begin_correction(by=world.ae_alder, report=first.report)
    save_items(by=world.ae_alder, report=first.report, items=again(first, decision="Other"))
    issue_contact_report(by=world.ae_alder, report=first.report)
    html = client.get(there).content.decode()
    assert "Version 2 replaces this one." in html and "<form" not in html.split("Write to us")[0]
    assert client.post(objection_at(first, there), {"should": "x"}).status_code == 422
    assert client.post(f"{there}confirmation/", {"name": "Pat"}).status_code == 422
    assert not Objection.objects.exists() and not Confirmation.objects.exists()
    second = came_in(first, client)
    assert second != there and "Other" in client.get(second).content.decode()


def test_s15_tokens_are_long_random_and_kept_as_hashes(world: World) -> None:
    an_issue(world)
    send_due()
    tokens = {TOKEN.search(str(one.body))[1] for one in mail.outbox if TOKEN.search(str(one.body))}
    assert len(tokens) == 2 and all(len(token) >= 43 for token in tokens)
    kept = str(list(Link.objects.values()))
    assert not any(token in kept for token in tokens)


def test_s15_guessing_is_answered_alike_and_then_not_at_all(world: World, client: Browser) -> None:
    an_issue(world)
    send_due()
    token = token_of("pat@alder.example")
    last = "A" if token[-1] != "A" else "B"
    wrong = client.get(f"/a/{token[:-1]}{last}/")
    assert wrong.status_code == 404
    assert alike(client.get("/answer/1/")) == alike(client.get("/answer/999999/")) == alike(wrong)
    answers = [client.get(f"/a/{'x' * 43}{n}/").status_code for n in range(OF_ONE_ADDRESS + 5)]
    assert answers[0] == 404 and answers[-1] == 429
    assert client.get(f"/a/{token}/").status_code == 429, "the address waits, whatever it brings"
    assert client.get(f"/a/{token}/", REMOTE_ADDR="203.0.113.9").status_code == 303


def test_s15_from_many_addresses_there_is_a_limit_to_all(world: World, client: Browser) -> None:
    an_issue(world)
    send_due()
    cache.set("wrong:answer:all", OF_ALL, 600)
    assert client.get("/a/whatever/", REMOTE_ADDR="203.0.113.10").status_code == 429
    right = client.get(f"/a/{token_of('pat@alder.example')}/", REMOTE_ADDR="203.0.113.11")
    assert right.status_code == 303, "who has a link is let in all the same"


def test_s16_confirming_twice_shows_the_first(world: World, client: Browser) -> None:
    issue = an_issue(world)
    there = came_in(issue, client)
    for name in ("Pat", "Somebody else"):
        client.post(f"{there}confirmation/", {"name": name})
    assert Confirmation.objects.get().name == "Pat"
    assert "Confirmed" in client.get(there).content.decode()


def test_s17_the_link_leaves_the_address_bar_and_goes_nowhere(world: World, client: Browser) -> None:
    issue = an_issue(world)
    send_due()
    token = token_of("pat@alder.example")
    door = client.get(f"/a/{token}/")
    assert (door.status_code, door["Referrer-Policy"]) == (303, "no-referrer")
    assert "no-store" in door["Cache-Control"] and token not in door["Location"]
    cookie = client.cookies["answer"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and token not in cookie.value
    page = client.get(door["Location"])
    html = page.content.decode()
    assert token not in html and "no-store" in page["Cache-Control"]
    # Other hosts are told nothing; the page's own forms keep their origin, which the guard against forged ones needs.
    assert page["Referrer-Policy"] == "same-origin"
    assert not re.search(r'(?:src|href)="(?:https?:)?//', html)
    assert issue.pk


def test_s17_a_forged_form_is_refused(world: World) -> None:
    issue = an_issue(world)
    strict = Browser(enforce_csrf_checks=True)
    there = came_in(issue, strict)
    assert strict.post(f"{there}confirmation/", {"name": "Pat"}).status_code == 403
    html = strict.get(there).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html)[1]
    sent = {"name": "Pat", "csrfmiddlewaretoken": token}
    assert strict.post(f"{there}confirmation/", sent, headers={"Origin": "http://testserver"}).status_code == 303


def test_s18_one_link_is_one_report_for_one_contact(world: World, client: Browser) -> None:
    issue = an_issue(world)
    there = came_in(issue, client)
    theirs = client.post(objection_at(issue, there), {"should": "x", "contact": world.quinn.pk})
    assert theirs.status_code == 303 and Objection.objects.get().contact == world.pat
    assert client.get(reverse("answer", args=[Link.objects.get(contact=world.quinn).pk])).status_code == 404


def test_c2_after_the_window_an_objection_is_late_and_says_so(world: World, client: Browser) -> None:
    issue = an_issue(world)
    there = came_in(issue, client)
    with clock.clock_at(MONDAY + 3 * DAY):
        # The session has lasted two hours of the real clock only; the link itself is good for thirty days more.
        html = client.get(there).content.decode()
        assert "The time to object ended" in html and "recorded as late" in html
        assert client.post(objection_at(issue, there), {"should": "x"}).status_code == 303
    assert Event.objects.get(verb="objection received").particulars["late"] is True


def test_c2_something_else_can_be_written_and_waits_for_an_answer(world: World, client: Browser) -> None:
    issue = an_issue(world)
    there = came_in(issue, client)
    assert client.post(f"{there}message/", {"text": "When is the next meeting?"}).status_code == 303
    duty = Duty.objects.get(kind="client_message")
    assert (duty.client, duty.done) == (world.alder, None)
    assert "Your message has been sent" in client.get(f"{there}?said").content.decode()


def test_s39_a_double_click_objects_once(world: World, client: Browser) -> None:
    issue = an_issue(world)
    there = came_in(issue, client)
    for _ in range(2):
        done = client.post(objection_at(issue, there), {"should": "x", "once": "one-key"})
        assert done.status_code == 303
    assert Objection.objects.count() == 1


def test_c2_the_page_asks_few_questions(world: World, client: Browser, django_assert_max_num_queries: Any) -> None:
    issue = an_issue(world)
    there = came_in(issue, client)
    with django_assert_max_num_queries(8):
        client.get(there)


def test_s39_what_a_client_sends_again_with_other_words_is_told_in_their_language(
    world: World, client: Browser
) -> None:
    issue = an_issue(world)
    there = came_in(issue, client)
    address = f"{objection_at(issue, there)}?lang=it"
    client.post(address, {"should": "Il giorno è sbagliato", "once": "one-key"})
    answer = client.post(address, {"should": "Anche il luogo è sbagliato", "once": "one-key"})
    said = answer.content.decode()
    assert answer.status_code == 409
    assert "Già inviato" in said
    assert "Anche il luogo è sbagliato" in said, "nothing that was typed is lost"
    assert '<html lang="it"' in said
    assert 'href="/"' not in said.split("<main", 1)[1], "a client has no desk"


def test_c2_what_the_client_chose_as_wrong_is_read_by_each_side_in_its_own_language(
    world: World, client: Browser
) -> None:
    world.alder.language = "it"
    world.alder.save()
    issue = an_issue(world)
    there = came_in(issue, client)
    client.post(f"{objection_at(issue, there)}?lang=it", {"why": "detail", "should": "7.500 euro"})
    client.post(f"{objection_at(issue, there, 'decision')}?lang=it", {"why": "missing"})
    theirs, ours = "Un nome, una data o un importo è sbagliato: ", "A name, a date or an amount is wrong: "
    answered = client.get(there).content.decode()
    assert f"{theirs}7.500 euro" in answered and "Manca qualcosa" in answered
    objection = Objection.objects.get(wrong="detail")
    assert objection.reason == "7.500 euro", "their own words, and nothing else"
    client.force_login(world.ae_alder)
    for address in (
        reverse("desk"), reverse("client", args=[world.alder.code]), reverse("report", args=[issue.report_id]),
        reverse("objection_settlement", args=[objection.pk]),
    ):  # fmt: skip
        read = client.get(address).content.decode()
        assert f"{ours}7.500 euro" in read and theirs not in read, address
    report = client.get(reverse("report", args=[issue.report_id])).content.decode()
    assert "Something is missing" in report and "Manca qualcosa" not in report


def test_c2_the_answer_page_promises_a_decision_only_where_there_is_one_and_no_deadline_once_confirmed(
    world: World, client: Browser
) -> None:
    issue = an_issue(world)
    there = came_in(issue, client)
    page = client.get(there).content.decode()
    assert "What was decided comes first." in page and "If you do nothing" in page
    client.post(f"{there}confirmation/", {"name": "Pat"})
    assert "If you do nothing" not in client.get(there).content.decode()
    talk = an_issue(world, a_meeting(world), [Written("discussion", "We talked about the label")])
    page = client.get(came_in(talk, client)).content.decode()
    assert "This is what we understood" in page and "What was decided" not in page
