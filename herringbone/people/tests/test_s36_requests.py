"""Requests from elsewhere, framing, and pages kept between (S36, S37)."""

import pytest
from django.test import Client

from herringbone.people.tests.door import PASSWORD, with_password
from herringbone.record.models import Event
from tests.world import World

PAGES = (
    "/people/",
    "/me/",
    "/people/departments/",
    "/people/absence/",
    "/me/password/",
    "/me/two-step/",
    "/me/passkeys/",
)


@pytest.fixture
def ann(world: World) -> Client:
    client = Client()
    client.force_login(world.ae_alder)
    return client


@pytest.mark.parametrize("address", ["/sign-in/", "/people/", "/me/", "/sign-in/forgotten/"])
def test_s36_no_page_lets_itself_be_framed(ann: Client, address: str):
    for client in (Client(), ann):
        answer = client.get(address)
        assert answer["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


def test_s36_a_form_without_token_changes_nothing_and_what_was_typed_is_shown(world: World, ann: Client):
    checking = Client(enforce_csrf_checks=True)
    checking.cookies = ann.cookies
    before = Event.objects.count()
    typed = {
        "reason": "Two weeks of <b>skiing</b>",
        "password": "opensesame",
        "oldpassword": "swordfish",
        "credential": "{}",
    }
    answer = checking.post("/people/absence/", typed)
    body = answer.content.decode()
    assert answer.status_code == 403
    assert "Two weeks of &lt;b&gt;skiing&lt;/b&gt;" in body
    assert "opensesame" not in body and "swordfish" not in body
    assert "<form" not in body, "what a stranger may have forged is not offered to be sent again"
    assert Event.objects.count() == before


@pytest.mark.parametrize(
    "name", ["password", "oldpassword", "password1", "new_password", "x-3-password", "client_secret"]
)
def test_s36_no_secret_comes_back_where_a_session_ended(db: None, name: str):
    body = Client().post("/me/password/", {name: "swordfish", "reason": "Holidays"}).content.decode()
    assert "Holidays" in body
    assert "swordfish" not in body


@pytest.mark.parametrize("checks", [True, False])
def test_s36_a_session_that_ended_while_typing_leads_in_and_back_to_the_page(world: World, checks: bool):
    """With its cookies gone the proof of the form is gone too; with the session ended alone it is not."""
    outside = Client(enforce_csrf_checks=checks)
    typed = {"line": "pat, the proof -> Dee fri", "next": "/desk/", "once": "k"}
    answer = outside.post("/calls/", typed, headers={"Referer": "http://localhost:8000/calls/new/?client=ALD"})
    body = answer.content.decode()
    assert answer.status_code == 403
    assert 'href="/sign-in/?next=/calls/new/%3Fclient%3DALD"' in body
    assert "pat, the proof -&gt; Dee fri" in body and "<dt>Log a call</dt>" in body
    assert "<dt>next</dt>" not in body.lower() and "<dt>line</dt>" not in body.lower()


def test_s36_a_draft_that_saves_itself_is_led_to_the_door_by_which_its_page_knows(world: World):
    answer = Client().post("/clients/ALD/forms/new/", {"name": "Ida"}, headers={"X-Autosave": "1"})
    assert answer.status_code == 302 and answer["Location"].startswith("/sign-in/?next=")


def test_s36_what_was_typed_is_named_as_on_the_form_and_what_was_chosen_is_no_text(world: World):
    answer = Client().post("/contacts/new/?client=ALD", {"name": "Ida", "email": "ida@alder.example", "roles": ["7"]})
    body = answer.content.decode()
    assert "<dt>Name</dt>" in body and "Ida" in body and "ida@alder.example" in body
    assert "roles" not in body.lower()


def test_s36_the_way_back_is_to_a_page_of_ours(world: World):
    answer = Client().post("/calls/", {"line": "x"}, headers={"Referer": "https://evil.example/calls/"})
    assert 'href="/sign-in/?next=/"' in answer.content.decode()
    part = Client().get(
        "/calls/suggest/?q=a", headers={"HX-Request": "true", "HX-Current-URL": "http://localhost:8000/me/"}
    )
    assert part["HX-Redirect"] == "/sign-in/?next=/me/"


def test_s36_a_stranger_signs_nobody_in(world: World):
    person = with_password(world.ae_alder)
    checking = Client(enforce_csrf_checks=True)
    answer = checking.post("/sign-in/", {"login": person.email, "password": PASSWORD})
    assert answer.status_code == 403
    assert PASSWORD not in answer.content.decode()
    assert "session" not in checking.cookies


def test_s36_reading_changes_nothing(world: World, ann: Client):
    before = Event.objects.count()
    for address in (*PAGES, f"/people/{world.ae_birch.pk}/", "/sign-out/"):
        for method in (ann.get, ann.head, ann.options):
            method(address)
    assert Event.objects.count() == before
    assert ann.get("/me/").status_code == 200, "a link to the way out does not sign out"


@pytest.mark.parametrize(
    "address",
    ["/me/sessions/end/", "/viewing/end/", "/people/1/coming-back/", "/invitations/1/revoking/", "/demo/sign-in/"],
)
def test_s36_what_acts_is_not_done_by_a_picture_in_a_mail(world: World, address: str):
    client = Client()
    client.force_login(world.admin)
    assert client.get(address).status_code in (404, 405)


def test_s37_what_somebody_signed_in_was_answered_is_kept_nowhere(world: World, ann: Client):
    for address in (*PAGES, f"/people/{world.ae_birch.pk}/", "/people/999999/", "/walls/", "/security-log/"):
        answer = ann.get(address)
        assert "no-store" in answer["Cache-Control"], address
        assert "private" in answer["Cache-Control"], address
        if answer.status_code == 200:
            assert {"Cookie", "HX-Request"} <= {part.strip() for part in answer["Vary"].split(",")}, address


def test_s37_the_door_is_kept_nowhere_either(db: None):
    for address in ("/sign-in/", "/sign-in/forgotten/", "/sign-out/"):
        assert "no-store" in Client().get(address)["Cache-Control"]


def test_s37_the_same_address_is_another_page_to_another_person(world: World, ann: Client):
    bob = Client()
    bob.force_login(world.ae_birch)
    hers, his = ann.get(f"/people/{world.ae_birch.pk}/"), bob.get(f"/people/{world.ae_birch.pk}/")
    assert "CANARY-birch" in his.content.decode()
    assert "CANARY-birch" not in hers.content.decode()
    assert "ETag" not in his


def test_s36_the_demos_door_is_shut_outside_the_demo(world: World, settings):
    settings.DEMO = False
    assert Client().post("/demo/sign-in/", {"person": world.head.pk}).status_code == 404
