"""The reset letter (S22): from the agency's own address, good once and not long, and the same answer to everybody."""

from datetime import timedelta
from unittest import mock

import pytest
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.cache import cache
from django.test import Client

from herringbone.people.actions import change_person, deactivate_person
from herringbone.people.models import Person
from herringbone.people.tests.door import letters_sent, link_in, sign_in, with_password
from herringbone.record.models import Effect
from tests.world import World

NEW = "seven swans a-swimming"


@pytest.fixture(autouse=True)
def fresh_counts(db: None):
    cache.clear()


@pytest.fixture
def ann(world: World):
    return with_password(world.ae_alder)


def asked(client: Client, address: str, mailoutbox) -> str:
    """The link of the letter that is asked for."""
    client.post("/sign-in/forgotten/", {"email": address})
    return link_in(letters_sent(mailoutbox)[-1])


def use(client: Client, link: str, password: str = NEW) -> bool:
    """Whether the link lets one set a password."""
    form = client.get(link, follow=True)
    return client.post(form.request["PATH_INFO"], {"password1": password}).status_code == 302


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "evil.example:80"])
def test_s22_a_host_that_is_not_ours_is_refused(ann, host: str):
    assert Client(HTTP_HOST=host).post("/sign-in/forgotten/", {"email": ann.email}).status_code == 400
    assert not Effect.objects.exists()


def test_s22_the_link_begins_with_the_address_of_the_settings(settings, ann, mailoutbox):
    settings.BASE_URL = "https://herringbone.agency.example"
    client = Client(headers={"x-forwarded-host": "evil.example"})
    client.post("/sign-in/forgotten/", {"email": ann.email})
    body = letters_sent(mailoutbox)[-1].body
    assert "https://herringbone.agency.example/sign-in/new-password/" in body
    assert "evil" not in body


def test_s22_the_answer_is_the_same_for_an_address_that_nobody_has(ann, mailoutbox):
    known = Client().post("/sign-in/forgotten/", {"email": ann.email})
    unknown = Client().post("/sign-in/forgotten/", {"email": "zoe@agency.example"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [letter.to for letter in letters_sent(mailoutbox)] == [[f"{ann.name} <{ann.email}>"]]


def test_s22_the_token_leaves_the_address_bar(ann, mailoutbox):
    client = Client()
    link = asked(client, ann.email, mailoutbox)
    shown = client.get(link)
    assert shown.status_code == 302
    assert link.split("/")[-2] not in shown["Location"]


def test_s22_a_link_works_once_and_signs_in(ann, mailoutbox):
    client = Client()
    link = asked(client, ann.email, mailoutbox)
    assert use(client, link)
    assert client.get("/me/").status_code == 200
    assert not use(Client(), link, "eight maids a-milking")


def test_s22_a_link_is_too_old_after_an_hour(ann, mailoutbox):
    link = asked(Client(), ann.email, mailoutbox)
    later = PasswordResetTokenGenerator()._now() + timedelta(seconds=3601)
    with mock.patch.object(PasswordResetTokenGenerator, "_now", return_value=later):
        assert not use(Client(), link)


def test_s22_a_link_dies_with_a_new_password_and_with_a_new_address(world: World, ann, mailoutbox):
    first = asked(Client(), ann.email, mailoutbox)
    with_password(ann, "nine ladies dancing")
    assert not use(Client(), first)
    second = asked(Client(), ann.email, mailoutbox)
    change_person(
        by=world.admin, person=ann, name=ann.name, email="ann@elsewhere.example", office=ann.office,
        department=ann.department, title=ann.title, reports_to=None,
    )  # fmt: skip
    assert not use(Client(), second)


def test_s22_a_former_address_gets_no_letter_and_lets_nobody_in(world: World, ann, mailoutbox):
    old = ann.email
    change_person(
        by=world.admin, person=ann, name=ann.name, email="ann@elsewhere.example", office=ann.office,
        department=ann.department, title=ann.title, reports_to=None,
    )  # fmt: skip
    Client().post("/sign-in/forgotten/", {"email": old})
    assert letters_sent(mailoutbox) == []
    assert Client().post("/sign-in/", {"login": old, "password": "three herons on a weir"}).status_code == 422
    assert sign_in(Client(), Person.objects.get(pk=ann.pk)).status_code == 302


def test_s22_whoever_left_or_never_had_a_password_gets_no_letter(world: World, ann, mailoutbox):
    Client().post("/sign-in/forgotten/", {"email": ann.email})
    deactivate_person(by=world.admin, person=ann)
    assert letters_sent(mailoutbox) == [], "asked for while she was here, sent after she left"
    Client().post("/sign-in/forgotten/", {"email": world.planner_alder.email})
    assert letters_sent(mailoutbox) == []


def test_s22_a_link_dies_when_its_person_leaves(world: World, ann, mailoutbox):
    link = asked(Client(), ann.email, mailoutbox)
    deactivate_person(by=world.admin, person=ann)
    assert not use(Client(), link)
    assert not Person.objects.get(pk=ann.pk).check_password(NEW)


def test_s22_a_hundred_requests_are_not_a_hundred_letters(ann):
    answers = [Client().post("/sign-in/forgotten/", {"email": ann.email}).status_code for _ in range(100)]
    assert 429 in answers
    assert Effect.objects.filter(kind="password reset").count() <= 20


def test_s22_a_letter_names_no_token_in_the_database(ann, mailoutbox):
    link = asked(Client(), ann.email, mailoutbox)
    token = link.rstrip("/").split("/")[-1]
    assert token not in str(list(Effect.objects.values()))
