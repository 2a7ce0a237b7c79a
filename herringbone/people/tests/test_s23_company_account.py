"""S23: sign-in with an account of the house, against a provider that signs what the test asks for."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.usersessions.models import UserSession
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

from herringbone import environment
from herringbone.environment import BadSetting
from herringbone.people.actions import bind_identity, change_person, deactivate_person, invite, release_identity
from herringbone.people.models import Identity, Invitation
from herringbone.people.tests.door import PASSWORD, code_of, letters_sent, sign_in, with_password
from herringbone.people.tests.provider import CLIENT, SECRET, serving
from herringbone.record.action import Denied, Refused
from herringbone.record.models import Denial, Event

pytestmark = [pytest.mark.once, pytest.mark.thorough]


@pytest.fixture(scope="module")
def running():
    with serving() as one:
        yield one


@pytest.fixture
def provider(running, settings, world):
    """The provider, at which the account executive of Alder is signed in."""
    running.__init__()  # what another test asked of it is forgotten
    running.claims["email"] = world.ae_alder.email
    settings.OIDC = environment.Provider(running.issuer, CLIENT, SECRET, "Halden ID")
    return running


@pytest.fixture
def only(provider, settings):
    """Nobody but administrators comes in by another way."""
    settings.OIDC = environment.Provider(provider.issuer, CLIENT, SECRET, "Halden ID", only=True)


def go(provider, client=None, next="", change=lambda back: back):
    """The whole way of a browser; the door's last answer, and the browser."""
    client = client or Client()
    there = client.get("/sign-in/company/", {"next": next} if next else {})
    assert there.status_code == 302, there.content
    back = urlsplit(change(provider.authorize(there["Location"])))
    assert back.path == "/sign-in/company/answer/"
    return client.get(f"{back.path}?{back.query}"), client


def is_in(client):
    return client.get("/me/").status_code == 200


def refused(answer, client, words):
    """Nobody is in, and the door says why."""
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/")
    assert words in client.get("/sign-in/").content.decode()
    assert not is_in(client)
    return True


def test_s23_whoever_is_known_there_and_here_comes_in(provider, world, mailoutbox):
    answer, client = go(provider, next="/jobs/")
    assert answer["Location"] == "/jobs/"
    assert is_in(client)
    assert Event.objects.filter(verb="signed in", by=world.ae_alder).get().particulars["method"] == "company account"
    assert Event.objects.filter(verb="company account bound", by=world.ae_alder).count() == 1
    assert "company account" in letters_sent(mailoutbox)[0].body
    assert "Halden ID" in client.get("/me/").content.decode()
    go(provider)
    assert Identity.objects.count() == 1


def test_s23_the_button_is_there_only_where_a_provider_is(provider, settings, world):
    assert "Sign in with Halden ID" in Client().get("/sign-in/").content.decode()
    settings.OIDC = None
    assert "sign-in/company" not in Client().get("/sign-in/").content.decode()
    assert Client().get("/sign-in/company/").status_code == 404
    assert Client().get("/sign-in/company/answer/?code=1&state=2").status_code == 404


def test_s23_nobody_without_an_account_here_comes_in(provider, world):
    provider.claims["email"] = "stranger@agency.example"
    assert refused(*go(provider), "Nobody here has the mail address")
    deactivate_person(by=world.head, person=world.planner_alder)
    provider.claims["email"] = world.planner_alder.email
    assert refused(*go(provider), "Nobody here has the mail address")
    assert not Identity.objects.exists()


def test_s23_whoever_has_left_is_out_also_with_an_account_that_was_bound(provider, world):
    provider.claims["email"] = world.planner_alder.email
    _, client = go(provider)
    assert is_in(client)
    deactivate_person(by=world.head, person=world.planner_alder)
    assert not is_in(client)
    assert refused(*go(provider), "Nobody here has the mail address")


@pytest.mark.parametrize("verified", [False, None, "false", "yes", 1])
def test_s23_an_address_that_is_not_verified_opens_nobodys_account(provider, world, verified):
    provider.claims["email_verified"] = verified
    if verified is None:
        provider.without.add("email_verified")
    assert refused(*go(provider), "does not say that its mail address is verified")
    assert not Identity.objects.exists()


def test_s23_another_account_with_the_same_address_does_not_take_the_place_of_the_first(provider, world):
    go(provider)
    provider.claims["sub"] = "another"
    assert refused(*go(provider), "Another company account is bound")
    assert Identity.objects.get().subject == "0815"
    assert Denial.objects.filter(verb="sign-in: company account", subject_id=world.ae_alder.pk).count() == 1


def test_s23_the_account_stays_its_persons_whatever_address_it_shows_later(provider, world):
    go(provider)
    provider.claims |= {"email": world.admin.email, "email_verified": True}
    _, client = go(provider)
    assert client.get("/security-log/").status_code == 403
    person = world.ae_alder
    change_person(
        by=world.head, person=person, name=person.name, email="new@agency.example", office=person.office,
        department=person.department, title="", reports_to=None,
    )  # fmt: skip
    provider.claims["email_verified"] = False
    assert is_in(go(provider)[1])


def test_s23_an_administrator_releases_an_account_and_the_person_is_told(provider, world, mailoutbox, client):
    go(provider)
    letters_sent(mailoutbox).clear()
    sign_in(client, with_password(world.admin))
    assert "Release their company account" in client.get(f"/people/{world.ae_alder.pk}/").content.decode()
    address = f"/people/{world.ae_alder.pk}/company-account/releasing/"
    assert client.post(address).status_code == 303
    assert client.post(address).status_code == 404
    assert letters_sent(mailoutbox)[0].to[0].endswith(f"<{world.ae_alder.email}>")
    provider.claims["sub"] = "another"
    assert is_in(go(provider)[1])
    with pytest.raises(Denied):
        release_identity(by=world.head, identity=Identity.objects.get(released=None))


def test_s23_an_account_is_bound_by_its_own_person_alone(world):
    with pytest.raises(Denied):
        bind_identity(by=world.admin, person=world.ae_alder, issuer="https://id.example", subject="1")
    bind_identity(by=world.ae_alder, person=world.ae_alder, issuer="https://id.example", subject="1")
    with pytest.raises(Refused):
        bind_identity(by=world.ae_alder, person=world.ae_alder, issuer="https://id.example", subject="2")


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": "https://evil.example"},
        {"aud": "another"},
        {"aud": ["another"], "azp": CLIENT},
        {"azp": "another"},
        {"nonce": "of another sign-in"},
        {"exp": int(time.time()) - 3600},
        {"iat": int(time.time()) + 3600},
        {"sub": ""},
        {"sub": "x" * 256},
        {"sub": ["0815"]},
    ],
    ids=lambda wrong: "-".join(wrong),
)
def test_s23_a_token_that_is_not_for_this_sign_in_opens_nothing(provider, wrong):
    provider.wrong = wrong
    assert refused(*go(provider), "cannot be trusted")


@pytest.mark.parametrize("claim", ["iss", "aud", "exp", "iat", "nonce", "sub"])
def test_s23_a_token_that_lacks_something_opens_nothing(provider, claim):
    provider.without = {claim}
    assert refused(*go(provider), "cannot be trusted")


@pytest.mark.parametrize("signing", ["none", "HS256"])
def test_s23_a_token_that_the_provider_did_not_sign_opens_nothing(provider, signing):
    provider.signing = signing
    assert refused(*go(provider), "cannot be trusted")


def test_s23_a_token_signed_with_another_key_opens_nothing(provider):
    provider.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    assert refused(*go(provider), "cannot be trusted")
    provider.published = provider.key
    assert is_in(go(provider)[1]), "a new key counts from the moment it is published"


def test_s23_a_provider_that_calls_itself_otherwise_is_not_believed(provider):
    provider.described["issuer"] = "https://evil.example"
    client = Client()
    assert refused(client.get("/sign-in/company/"), client, "cannot be trusted")


def test_s23_an_answer_works_once_and_in_the_browser_that_asked(provider):
    client, other = Client(), Client()
    back = provider.authorize(client.get("/sign-in/company/")["Location"])
    query = urlsplit(back).query
    assert refused(other.get(f"/sign-in/company/answer/?{query}"), other, "begun in another window")
    code = parse_qs(query)["code"][0]
    answer = client.get(f"/sign-in/company/answer/?code={code}&state=guessed")
    assert refused(answer, client, "begun in another window")
    assert client.get(f"/sign-in/company/answer/?{query}")["Location"] == "/desk/"
    client.post("/sign-out/")
    assert refused(client.get(f"/sign-in/company/answer/?{query}"), client, "begun in another window")


def test_s23_an_answer_of_another_issuer_is_refused(provider):
    answer, client = go(provider, change=lambda back: f"{back}&iss=https://evil.example")
    assert refused(answer, client, "cannot be trusted")


def test_s23_a_refusal_of_the_provider_is_said_in_our_words(provider):
    client = Client()
    client.get("/sign-in/company/")
    answer = client.get("/sign-in/company/answer/?error=access_denied&error_description=<b>CANARY</b>")
    assert refused(answer, client, "let nobody in")
    assert "CANARY" not in client.get("/sign-in/").content.decode()


def test_s23_a_provider_that_is_away_is_said_so(provider, settings):
    settings.OIDC = environment.Provider("http://127.0.0.1:9", CLIENT, SECRET)
    client = Client()
    assert refused(client.get("/sign-in/company/"), client, "cannot be asked just now")


def test_s23_an_address_that_only_the_providers_page_tells_is_asked_there(provider, world):
    provider.without = {"email", "email_verified"}
    provider.userinfo = {"sub": "another", "email": world.ae_alder.email, "email_verified": True}
    assert refused(*go(provider), "does not say that its mail address is verified")
    provider.userinfo["sub"] = "0815"
    assert is_in(go(provider)[1])


@pytest.mark.parametrize("next", ["//evil.example", "https://evil.example/", "/\\evil", "javascript:alert(1)"])
def test_s23_the_way_in_leads_nowhere_else(provider, next):
    assert go(provider, next=next)[0]["Location"] == "/desk/"


def test_s23_the_second_step_is_asked_of_whoever_set_one_up_here(provider, world):
    from allauth.mfa.totp.internal import auth

    secret = auth.generate_totp_secret()
    auth.TOTP.activate(world.ae_alder, secret)
    answer, client = go(provider)
    assert answer["Location"].startswith("/sign-in/second-step/")
    assert not is_in(client)
    client.post("/sign-in/second-step/", {"code": code_of(secret)})
    assert is_in(client)


def test_s21_its_sessions_are_listed_and_ended_as_others(provider, world):
    here, there = go(provider)[1], go(provider)[1]
    assert UserSession.objects.filter(user=world.ae_alder).count() == 2
    here.post("/me/sessions/end/")
    assert not is_in(here)
    assert not is_in(there)


def test_s15_guessing_at_the_answer_is_counted(provider):
    client = Client()
    for _ in range(20):
        client.get("/sign-in/company/answer/?code=x&state=y")
    assert client.get("/sign-in/company/answer/?code=x&state=y").status_code == 429


class TestNothingElse:
    """HERRINGBONE_OIDC_ONLY: passwords and passkeys are for administrators alone."""

    def test_s23_a_password_lets_in_administrators_alone(self, only, world):
        page = Client().get("/sign-in/").content.decode()
        assert 'name="password"' not in page
        assert 'name="password"' in Client().get("/sign-in/?way=otherwise").content.decode()
        client = Client()
        sign_in(client, with_password(world.ae_alder))
        assert not is_in(client)
        assert "comes in with the company account" in client.get("/sign-in/").content.decode()
        sign_in(client, with_password(world.admin))
        assert is_in(client)

    def test_s23_neither_does_a_letter_about_a_forgotten_password(self, only, world, mailoutbox):
        for person in (with_password(world.ae_alder), with_password(world.admin)):
            Client().post("/sign-in/forgotten/", {"email": person.email})
        assert [letter.to for letter in letters_sent(mailoutbox)] == [[f"{world.admin.name} <{world.admin.email}>"]]

    def test_s23_an_invitation_is_answered_with_the_company_account(self, only, provider, world, mailoutbox):
        world.ae_alder.set_unusable_password()
        world.ae_alder.save()
        invite(by=world.head, person=world.ae_alder)
        link = next(line for line in letters_sent(mailoutbox)[0].body.splitlines() if line.startswith("http"))
        client = Client()
        page = client.get("/" + link.split("/", 3)[3], follow=True).content.decode()
        assert ("Sign in with Halden ID" in page, 'name="password"' in page) == (True, False)
        client.post("/invitations/answer/", {"password": PASSWORD})
        assert (is_in(client), Invitation.objects.get().used) == (False, None)
        assert is_in(go(provider, client)[1])
        assert Invitation.objects.get().used

    def test_s23_a_wrong_try_before_does_not_open_another_way(self, only, provider, world):
        client = Client()
        sign_in(client, with_password(world.ae_alder))
        assert is_in(go(provider, client)[1])


@pytest.mark.parametrize(
    ("told", "word"),
    [
        ({"CLIENT_ID": "x"}, "ISSUER is not"),
        ({"ISSUER": "https://id.example"}, "CLIENT_ID is not"),
        ({"ISSUER": "https://id.example", "CLIENT_ID": "x"}, "CLIENT_SECRET is not"),
        ({"ISSUER": "id.example", "CLIENT_ID": "x", "CLIENT_SECRET": "y"}, "https://"),
        ({"ONLY": "yes"}, "may be 1, or 0"),
        ({"ONLY": "1"}, "ISSUER is not"),
    ],
)
def test_what_is_half_said_is_refused(monkeypatch, told, word):
    for name, value in told.items():
        monkeypatch.setenv(f"HERRINGBONE_OIDC_{name}", value)
    with pytest.raises(BadSetting, match=word):
        environment.provider()
