"""One-time codes (S20): one use, bounded tries, no page before the second step, secrets sealed in the database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.db import connection
from django.test import Client

from herringbone.people.actions.signing_in import note_sign_in, note_way_in
from herringbone.people.door.sealing import WrongKey, seal, unseal
from herringbone.people.tests.door import PASSWORD, code_of, letters_sent, sign_in, with_password
from herringbone.record.models import Denial, Event
from tests.world import World


@pytest.fixture
def ann(world: World):
    cache.clear()
    return with_password(world.ae_alder)


@pytest.fixture
def secret(ann) -> str:
    """The seed of Ann's authenticator app."""
    made = generate_totp_secret()
    TOTP.activate(ann, made)
    return made


def half_way(ann) -> Client:
    client = Client()
    answer = sign_in(client, ann)
    assert answer["Location"].startswith("/sign-in/second-step/")
    return client


def test_s20_no_page_before_the_second_step(ann, secret: str):
    client = half_way(ann)
    for address in ("/me/", "/people/", "/me/two-step/", "/me/password/"):
        assert client.get(address)["Location"].startswith("/sign-in/")
    assert client.post("/sign-in/second-step/", {"code": code_of(secret)}).status_code == 302
    assert client.get("/me/").status_code == 200


def test_s20_a_code_works_once(ann, secret: str):
    code = code_of(secret)
    assert half_way(ann).post("/sign-in/second-step/", {"code": code}).status_code == 302
    again = half_way(ann)
    assert again.post("/sign-in/second-step/", {"code": code}).status_code == 422
    assert again.get("/me/").status_code == 302


def test_s20_the_code_before_and_the_code_after_do_not_work(ann, secret: str):
    for ahead in (-2, -1, 2):
        assert half_way(ann).post("/sign-in/second-step/", {"code": code_of(secret, ahead)}).status_code == 422


def test_s20_twenty_wrong_codes_are_not_all_tried(ann, secret: str):
    client = half_way(ann)
    before = Denial.objects.count()
    for number in range(20):
        client.post("/sign-in/second-step/", {"code": f"{number:06}"})
    tried = Denial.objects.count() - before
    assert 0 < tried <= 10
    assert client.post("/sign-in/second-step/", {"code": code_of(secret)}).status_code == 422, "shut for a while"
    assert Denial.objects.latest("pk").verb == "sign-in: code"


def test_s20_a_recovery_code_works_once(ann, secret: str):
    code = RecoveryCodes.activate(ann).get_unused_codes()[0]
    assert half_way(ann).post("/sign-in/second-step/", {"code": code}).status_code == 302
    assert half_way(ann).post("/sign-in/second-step/", {"code": code}).status_code == 422


def test_s20_the_second_step_is_not_taken_away_with_a_session_alone(ann, secret: str):
    client = half_way(ann)
    client.post("/sign-in/second-step/", {"code": code_of(secret)})
    answer = client.post("/me/two-step/codes/end/")
    assert answer["Location"].startswith("/sign-in/again/")
    assert Authenticator.objects.filter(user=ann).exists()
    client.post(answer["Location"], {"password": PASSWORD})
    client.post("/me/two-step/codes/end/")
    assert not Authenticator.objects.filter(user=ann).exists()


def test_s20_a_change_is_recorded_and_its_owner_is_told(ann, mailoutbox, django_capture_on_commit_callbacks):
    client = Client()
    sign_in(client, ann)
    client.post("/sign-in/again/", {"password": PASSWORD})
    client.get("/me/two-step/codes/")
    own = client.session["mfa.totp.secret"]
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/me/two-step/codes/", {"code": code_of(own)})
    assert answer["Location"] == "/me/two-step/recovery/"
    changes = Event.objects.filter(verb="way in changed", by=ann).values_list("particulars__change", flat=True)
    assert set(changes) == {"totp added", "recovery_codes added"}
    assert any("second step" in letter.body for letter in letters_sent(mailoutbox))


def test_s20_seeds_and_recovery_codes_are_sealed_in_the_database(ann, secret: str):
    RecoveryCodes.activate(ann)
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    kept = Authenticator.objects.get(user=ann, type="totp").data["secret"]
    assert unseal(kept) == secret


def test_s20_what_was_sealed_opens_with_that_key_alone(settings):
    sealed = seal("a seed")
    settings.ENCRYPTION_KEY = "another key of more than forty characters, as it must be"
    with pytest.raises(WrongKey):
        unseal(sealed)


def test_s20_the_pages_of_the_second_step_and_of_passkeys_open(ann, secret: str):
    client = half_way(ann)
    assert client.get("/sign-in/second-step/").status_code == 200
    client.post("/sign-in/second-step/", {"code": code_of(secret)})
    client.post("/sign-in/again/", {"password": PASSWORD})
    RecoveryCodes.activate(ann)
    for address in (
        "/me/two-step/", "/me/two-step/codes/end/", "/me/two-step/recovery/", "/me/two-step/recovery/new/",
        "/me/passkeys/", "/me/passkeys/new/", "/sign-in/again/", "/sign-in/again/code/", "/me/password/", "/sign-out/",
    ):  # fmt: skip
        assert client.get(address).status_code == 200, address


def test_s20_the_door_offers_a_passkey_bound_to_the_agencys_own_host(settings, ann):
    settings.BASE_URL = "https://herringbone.agency.example"
    settings.ALLOWED_HOSTS = ["other.example"]
    told = Client(HTTP_HOST="other.example").get("/sign-in/passkey/", headers={"accept": "application/json"}).json()
    assert told["request_options"]["publicKey"]["rpId"] == "herringbone.agency.example"


def at_once(addresses: list[tuple[Client, dict[str, str]]]) -> list[int]:
    """Send several second steps in the same moment, each over a connection of its own."""
    together = Barrier(len(addresses))

    def send(client: Client, sent: dict[str, str]) -> int:
        together.wait()
        try:
            return client.post("/sign-in/second-step/", sent).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(addresses)) as pool:
        return sorted(pool.map(lambda pair: send(*pair), addresses))


@pytest.mark.thorough
@pytest.mark.parametrize("which", ["app", "recovery"])
def test_s20_the_same_code_twice_in_one_moment_opens_once(shared_world: World, which: str):
    cache.clear()
    ann = with_password(shared_world.ae_alder)
    seed = generate_totp_secret()
    TOTP.activate(ann, seed)
    code = code_of(seed) if which == "app" else RecoveryCodes.activate(ann).get_unused_codes()[0]
    pair = [(half_way(ann), {"code": code}) for _ in range(2)]
    assert at_once(pair) == [302, 422]


def test_s20_the_security_log_says_a_change_in_words(ann, world):
    for change in ("password", "totp added", "recovery_codes renewed", "webauthn removed"):
        note_way_in(by=ann, person=ann, change=change)
    note_sign_in(by=ann, person=ann, method="reset")
    browser = Client()
    browser.force_login(world.admin)
    page = browser.get("/security-log/").content.decode()
    for words in ("codes of an app, new", "recovery codes, made anew", "passkey, taken away", "by the link for a new"):
        assert f"<small>{words}" in page
    assert "recovery_codes" not in page and "totp" not in page
