"""Guessing (S19): slowed, then refused, per account and per address; no word on whether the account exists."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.test import Client

from herringbone.people.tests.door import PASSWORD, letters_sent, link_in, sign_in, with_password
from herringbone.record.models import Denial, Effect
from tests.world import World

pytestmark = pytest.mark.thorough


@pytest.fixture(autouse=True)
def fresh_counts(db: None):
    cache.clear()


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every password that reached the hasher."""
    seen: list[str] = []
    verify = MD5PasswordHasher.verify

    def noting(self, password, encoded):
        seen.append(password)
        return verify(self, password, encoded)

    monkeypatch.setattr(MD5PasswordHasher, "verify", noting)
    return seen


def test_s19_fifty_guesses_from_one_address_hardly_reach_the_password(world: World, hashed: list[str]):
    ann = with_password(world.ae_alder)
    hashed.clear()
    answers = {sign_in(Client(), ann, f"guess {number}").status_code for number in range(50)}
    assert len(hashed) <= 10
    assert answers <= {422, 429}


def test_s19_fifty_guesses_from_fifty_addresses_hardly_reach_the_password(world: World, hashed: list[str]):
    ann = with_password(world.ae_alder)
    hashed.clear()
    for number in range(50):
        sign_in(Client(REMOTE_ADDR=f"192.0.2.{number}"), ann, f"guess {number}")
    assert len(hashed) <= 10


def test_s19_another_spelling_of_the_account_gets_no_fresh_attempts(world: World, hashed: list[str]):
    ann = with_password(world.ae_alder)
    hashed.clear()
    spellings = (ann.email, ann.email.upper(), f" {ann.email} ", ann.email.replace("a", "ａ"), ann.email.title())
    for number in range(30):
        client = Client(REMOTE_ADDR=f"192.0.2.{number}")
        client.post("/sign-in/", {"login": spellings[number % 5], "password": f"guess {number}"})
    assert len(hashed) <= 10


def test_s19_one_password_over_many_accounts_is_stopped_by_address(world: World):
    """Spraying: each account is tried once, the address many times."""
    tried = [
        Client().post("/sign-in/", {"login": f"nobody{number}@agency.example", "password": PASSWORD}).status_code
        for number in range(40)
    ]
    assert 429 in tried
    assert tried.count(422) <= 30


@pytest.mark.parametrize("tries", [16, 60])
def test_s19_wrong_passwords_for_one_person_shut_the_door_to_nobody_else_of_their_office(world: World, tries: int):
    """An office sits behind one address: whoever guesses there at one account takes nobody's way in but its own."""
    ann, bob = with_password(world.ae_alder), with_password(world.ae_birch)
    for number in range(tries):
        sign_in(Client(), ann, f"guess {number}")
    own = Client()
    assert sign_in(own, bob).status_code == 302
    assert own.get("/me/").status_code == 200


def test_s19_the_owner_comes_in_by_reset_while_the_account_is_under_attack(world: World, mailoutbox):
    ann = with_password(world.ae_alder)
    for number in range(20):
        sign_in(Client(REMOTE_ADDR=f"192.0.2.{number}"), ann, "guess")
    own = Client(REMOTE_ADDR="198.51.100.7")
    assert sign_in(own, ann).status_code == 422, "refused, though the password is right"
    own.post("/sign-in/forgotten/", {"email": ann.email})
    link = link_in(letters_sent(mailoutbox)[-1])
    form = own.get(link, follow=True)
    answer = own.post(form.request["PATH_INFO"], {"password1": "seven swans a-swimming"})
    assert answer.status_code == 302
    assert own.get("/me/").status_code == 200


def test_s19_the_door_says_the_same_of_an_account_that_does_not_exist(world: World):
    ann = with_password(world.ae_alder)
    known = Client(REMOTE_ADDR="192.0.2.1").post("/sign-in/", {"login": ann.email, "password": "wrong"})
    unknown = Client(REMOTE_ADDR="192.0.2.2").post("/sign-in/", {"login": "zoe@agency.example", "password": "wrong"})
    assert known.status_code == unknown.status_code == 422

    def without(answer, address: str) -> str:
        lines = answer.content.decode().replace(address, "").splitlines()
        return "\n".join(line for line in lines if "csrf" not in line.lower())

    assert without(known, ann.email) == without(unknown, "zoe@agency.example")


def test_s19_a_failed_attempt_is_noted_by_id_and_never_by_what_was_typed(world: World):
    ann = with_password(world.ae_alder)
    sign_in(Client(), ann, "a secret that slipped into the wrong field")
    noted = Denial.objects.latest("pk")
    assert (noted.verb, noted.subject_id, noted.by) == ("sign-in: password", ann.pk, None)


def test_s19_when_the_door_is_shut_the_owner_gets_one_notice(world: World, mailoutbox, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    ann = with_password(world.ae_alder)
    for number in range(12):
        answer = sign_in(Client(), ann, f"guess {number}")
    assert answer.status_code == 429
    assert Effect.objects.filter(kind="notice: shut").count() == 1
    letter = letters_sent(mailoutbox)[-1]
    assert letter.to == [f"{ann.name} <{ann.email}>"]
    assert "wrong password" in letter.body


def test_s19_guessing_at_ones_own_password_again_is_counted_too(world: World, hashed: list[str]):
    """A session that somebody else got hold of does not help to find the password."""
    ann = with_password(world.ae_alder)
    client = Client()
    sign_in(client, ann)
    hashed.clear()
    for number in range(30):
        client.post("/sign-in/again/", {"password": f"guess {number}"})
        client.post("/me/password/", {"oldpassword": f"guess {number}", "password1": "four fine finches"})
    assert len(hashed) <= 20
