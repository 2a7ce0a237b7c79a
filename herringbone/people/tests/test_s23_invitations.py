"""Invitations and redirects (S23): once, for a week, for the person they name; and a sign-in leads nowhere else."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from herringbone.core import clock
from herringbone.people.actions import (
    add_person,
    deactivate_person,
    invite,
    invite_list,
    revoke_invitation,
    show_way_in,
)
from herringbone.people.actions.invitations import Invited
from herringbone.people.mail import invitation_mail, new_token
from herringbone.people.models import Invitation, Person, Role
from herringbone.people.tests.door import PASSWORD, letters_sent, link_in, sign_in, with_password
from herringbone.record.action import Denied, Refused
from herringbone.record.effects.sending import send_due
from herringbone.record.models import Effect, Event
from tests.world import World


@pytest.fixture
def nina(world: World) -> Person:
    return add_person(by=world.admin, name="Nina New", email="nina@agency.example", office=world.office)


def letter_of(world: World, person: Person, mailoutbox) -> str:
    invite(by=world.admin, person=person)
    return link_in(letters_sent(mailoutbox)[-1])


def test_s23_an_invitation_brings_its_person_in(world: World, nina: Person, mailoutbox):
    link = letter_of(world, nina, mailoutbox)
    client = Client()
    shown = client.get(link)
    assert (shown.status_code, shown["Location"]) == (303, "/invitations/answer/")
    assert client.get("/invitations/answer/").status_code == 200
    answer = client.post("/invitations/answer/", {"password": PASSWORD})
    assert answer.status_code == 302
    assert client.get("/me/").context["person"] == nina
    assert sign_in(Client(), nina).status_code == 302


def test_s23_the_letter_goes_to_the_person_alone_and_its_token_is_kept_as_a_hash(world, nina, mailoutbox):
    link = letter_of(world, nina, mailoutbox)
    letter = mailoutbox[-1]
    assert letter.to == ["Nina New <nina@agency.example>"]
    token = link.rstrip("/").split("/")[-1]
    assert len(token) >= 43
    assert token not in str(list(Invitation.objects.values())) + str(list(Effect.objects.values()))


def test_s23_opening_the_link_uses_nothing_up(world, nina, mailoutbox):
    link = letter_of(world, nina, mailoutbox)
    for _ in range(3):
        assert Client().get(link).status_code == 303
    client = Client()
    client.get(link)
    assert client.post("/invitations/answer/", {"password": PASSWORD}).status_code == 302


def test_s23_an_invitation_works_once(world, nina, mailoutbox):
    link = letter_of(world, nina, mailoutbox)
    first, second = Client(), Client()
    first.get(link)
    second.get(link)
    assert first.post("/invitations/answer/", {"password": PASSWORD}).status_code == 302
    assert second.post("/invitations/answer/", {"password": "mine now, says the thief"}).status_code == 410
    assert Client().get(link).status_code == 410
    assert Person.objects.get(pk=nina.pk).check_password(PASSWORD)


@pytest.mark.parametrize("what", ["too old", "withdrawn", "left", "newer one", "wrong"])
def test_s23_a_void_invitation_opens_nothing(world, nina, mailoutbox, what: str):
    link = letter_of(world, nina, mailoutbox)
    if what == "withdrawn":
        revoke_invitation(by=world.admin, invitation=nina.invitations.get())
    elif what == "left":
        deactivate_person(by=world.admin, person=nina)
    elif what == "newer one":
        invite(by=world.admin, person=nina)
    elif what == "wrong":
        link = "/invitations/" + "A" * 43 + "/"
    with clock.clock_at(clock.now() + timedelta(days=7 if what == "too old" else 0)):
        assert Client().get(link).status_code == 410


def test_s23_an_invitation_withdrawn_after_its_link_was_opened_is_void(world, nina, mailoutbox):
    client = Client()
    client.get(letter_of(world, nina, mailoutbox))
    revoke_invitation(by=world.admin, invitation=nina.invitations.get())
    assert client.post("/invitations/answer/", {"password": PASSWORD}).status_code == 410
    assert not Person.objects.get(pk=nina.pk).has_usable_password()


def test_s23_whoever_has_a_password_is_not_invited_again(world: World):
    with pytest.raises(Refused, match="has a password"):
        invite(by=world.admin, person=with_password(world.ae_alder))


def test_s23_the_answer_takes_nothing_but_the_password(world, nina, mailoutbox):
    client = Client()
    client.get(letter_of(world, nina, mailoutbox))
    extra = {"role": "head", "kind": "head", "email": "thief@evil.example", "person": world.head.pk, "is_active": "1"}
    client.post("/invitations/answer/", {"password": PASSWORD, **extra})
    assert not Role.objects.filter(person=nina).exists()
    assert Person.objects.get(pk=nina.pk).email == "nina@agency.example"


def test_s23_a_weak_password_is_refused_with_its_reason_and_the_invitation_stands(world, nina, mailoutbox):
    client = Client()
    client.get(letter_of(world, nina, mailoutbox))
    answer = client.post("/invitations/answer/", {"password": "short"})
    assert answer.status_code == 422
    assert "too short" in answer.content.decode()
    assert client.post("/invitations/answer/", {"password": PASSWORD}).status_code == 302


def test_s23_somebody_else_signed_in_in_that_browser_is_signed_out(world, nina, mailoutbox):
    client = Client()
    sign_in(client, with_password(world.ae_alder))
    client.get(letter_of(world, nina, mailoutbox))
    assert "will be signed out" in client.get("/invitations/answer/").content.decode()
    client.post("/invitations/answer/", {"password": PASSWORD})
    assert client.get("/me/").context["person"] == nina


def test_s23_only_head_and_administrator_invite(world: World, nina: Person):
    for by in set(world.everyone.values()) - {world.head, world.admin}:
        with pytest.raises(Denied):
            invite(by=by, person=nina)


def test_s23_a_list_is_invited_whole_or_not_at_all(world: World, client):
    client.force_login(world.admin)
    sent = {"office": world.office.pk, "people": "Ida Ivory <ida@agency.example>, Producer\nno address here"}
    answer = client.post("/invitations/", sent)
    assert answer.status_code == 422
    assert "Ida Ivory" in answer.content.decode()
    assert not Person.objects.filter(email="ida@agency.example").exists()
    sent["people"] = "Ida Ivory <ida@agency.example>, Producer\njoe.jade@agency.example"
    assert client.post("/invitations/", sent).status_code == 303
    ida, joe = Person.objects.filter(invitations__isnull=False).order_by("name")
    assert (ida.title, joe.name) == ("Producer", "Joe Jade")
    assert Effect.objects.filter(kind="invitation").count() == 2


def test_s23_each_refused_line_of_a_list_says_why(world: World):
    lines = [
        Invited(1, "Ann Again", world.ae_alder.email.upper()),
        Invited(2, "Kim", "not-an-address"),
        Invited(3, "Lou", "lou@agency.example"),
        Invited(4, "Lou Twice", "LOU@agency.example"),
    ]
    report = invite_list(by=world.admin, office=world.office, department=None, lines=lines)
    assert [bool(line.reason) for line in report] == [True, True, False, True]
    assert not Invitation.objects.exists()


ELSEWHERE = [
    "//evil.example", "/\\evil.example", "https://evil.example/", "javascript:alert(1)", "///evil.example",
    "http:evil.example", "https:/evil.example", "\t//evil.example", "//evil.example\\@testserver",
]  # fmt: skip


@pytest.mark.parametrize("address", ELSEWHERE)
def test_s23_a_sign_in_leads_nowhere_else(world: World, address: str):
    person = with_password(world.ae_alder)
    answer = Client().post(f"/sign-in/?next={address}", {"login": person.email, "password": PASSWORD, "next": address})
    assert answer["Location"] == "/desk/"


def test_s23_a_sign_in_leads_back_to_where_one_was_going(world: World):
    person = with_password(world.ae_alder)
    client = Client()
    door = client.get("/people/?name=ann")["Location"]
    assert door == "/sign-in/?next=/people/%3Fname%3Dann"
    answer = client.post(door, {"login": person.email, "password": PASSWORD, "next": "/people/?name=ann"})
    assert answer["Location"] == "/people/?name=ann"


def test_s23_nobody_signs_up(world: World):
    assert Client().get("/sign-up/").status_code == 404
    assert Client().get("/accounts/signup/").status_code == 404


def test_s23_a_list_is_invited_in_the_language_that_is_chosen_else_in_that_of_the_office(world: World):
    world.office.language = "it"
    world.office.save()
    for language, told in (("", "it"), ("en", "en")):
        lines = (Invited(1, "Marta", f"marta{language}@agency.example"),)
        (one,) = invite_list(by=world.admin, office=world.office, department=None, lines=lines, language=language)
        assert one.person and one.person.language == told


def test_s23_whoever_invites_oneself_is_not_told_that_somebody_did(world: World):
    invite(by=world.admin, person=world.admin)
    text = str(invitation_mail(Effect.objects.get(kind="invitation")).body)
    assert "Herringbone is open to you" in text and f"{world.admin.name} has opened" not in text


@pytest.fixture
def without_server(settings):
    settings.MAIL_IS_SENT, settings.DEMO = False, False


def shown_to(person: Person, nina: Person):
    client = Client()
    client.force_login(person)
    return client.post(f"/invitations/{nina.invitations.get().pk}/link/")


def test_s23_without_a_mail_server_the_administrator_is_shown_the_link_once(world, nina, mailoutbox, without_server):
    old = letter_of(world, nina, mailoutbox)
    page = Client()
    page.force_login(world.admin)
    assert "Show the link" in page.get("/invitations/").content.decode()
    answer = shown_to(world.admin, nina)
    assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]
    link = re.search(r"/invitations/[\w-]{43,}/", answer.content.decode())[0]
    assert "Nina New" in answer.content.decode() and "chooses the password" in answer.content.decode()
    assert Client().get(old).status_code == 410, "the letter's is void"
    client = Client()
    client.get(link)
    assert client.post("/invitations/answer/", {"password": PASSWORD}).status_code == 302
    assert shown_to(world.admin, nina).status_code == 422, "it was used"
    assert "Show the link" not in page.get("/invitations/").content.decode()


def test_s23_what_is_shown_of_a_way_in_stands_nowhere_else(world, nina, mailoutbox, without_server, caplog):
    letter_of(world, nina, mailoutbox)
    with caplog.at_level("DEBUG"):
        token = re.search(r"/invitations/([\w-]{43,})/", shown_to(world.admin, nina).content.decode())[1]
    event = Event.objects.get(verb="way in shown")
    assert (event.by, event.subject_id) == (world.admin, nina.invitations.get().pk)
    everything = [list(model.objects.values()) for model in (Event, Invitation, Effect)]
    assert token not in str(everything) + caplog.text
    page = Client()
    page.force_login(world.admin)
    assert "Had the link of an invitation shown" in page.get("/security-log/").content.decode()


def test_s23_a_way_in_is_shown_to_no_one_else_and_not_before_its_letter_is_written(world, nina, without_server):
    invite(by=world.admin, person=nina)
    assert shown_to(world.admin, nina).status_code == 422
    while send_due():
        pass
    assert shown_to(world.head, nina).status_code == 403
    for person in set(world.everyone.values()) - {world.admin}:
        with pytest.raises(Denied):
            show_way_in(by=person, invitation=nina.invitations.get(), token=new_token())


def test_s23_where_mail_is_sent_no_way_in_is_shown(world, nina, mailoutbox):
    letter_of(world, nina, mailoutbox)
    assert shown_to(world.admin, nina).status_code == 422
