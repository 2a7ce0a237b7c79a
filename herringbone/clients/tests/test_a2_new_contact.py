"""A2: a new contact who may be there already is shown before a second one is made. Walls come first."""

from django.test import Client as Browser
from django.urls import reverse

from herringbone.clients.actions import change_contact
from herringbone.clients.models import Contact
from tests.world import World

ADDRESS = "/contacts/new/"


def browser_of(person) -> Browser:
    browser = Browser()
    browser.force_login(person)
    return browser


def called(world: World, **values) -> Contact:
    change_contact(by=world.head, contact=world.pat, values={"name": "Paolo Brandi", **values})
    return world.pat


def test_a2_who_it_may_be_is_shown_while_it_is_typed(world: World):
    called(world, email="paolo@alder.example", phone="+1 212 555 0101")
    browser = browser_of(world.ae_alder)
    typing = f'hx-get="{reverse("contact_perhaps")}"'
    assert typing in browser.get(ADDRESS, {"client": "ALD"}).content.decode()
    for asked in (
        {"name": "Paolo Brandi"}, {"name": "Brandi, Paolo"}, {"email": "PAOLO@alder.example"},
        {"phone": "+12125550101"}, {"name": "P. Brandi", "client": world.alder.pk},
    ):  # fmt: skip
        answer = browser.get(reverse("contact_perhaps"), asked)
        told = answer.content.decode()
        assert f'href="/contacts/{world.pat.pk}/"' in told, asked
    assert "Paolo" not in browser.get(reverse("contact_perhaps"), {"name": "Paola"}).content.decode()


def test_a2_s03_nobody_across_a_wall_is_shown(world: World):
    called(world, email="paolo@alder.example")
    told = browser_of(world.ae_birch).get(reverse("contact_perhaps"), {"email": "paolo@alder.example"})
    assert told.status_code == 200 and "Paolo" not in told.content.decode()


def test_a2_without_scripts_it_is_shown_on_the_first_sending_and_made_on_the_second(world: World):
    called(world)
    browser, typed = browser_of(world.ae_alder), {"name": "Paolo Brandi", "client": world.alder.pk}
    before = Contact.objects.count()
    page = browser.post(ADDRESS, typed)
    assert page.status_code == 422 and f'name="seen" value="{world.pat.pk}"' in page.content.decode()
    assert Contact.objects.count() == before
    assert browser.post(ADDRESS, {**typed, "seen": str(world.pat.pk)}).status_code == 303
    assert Contact.objects.count() == before + 1


def test_a2_the_same_mail_address_at_one_client_is_the_same_contact(world: World):
    called(world, email="paolo@alder.example")
    browser, before = browser_of(world.ae_alder), Contact.objects.count()
    typed = {"name": "P. B.", "email": "Paolo@Alder.example", "client": world.alder.pk, "seen": str(world.pat.pk)}
    page = browser.post(ADDRESS, typed)
    assert page.status_code == 422 and "Paolo Brandi has this address here already" in page.content.decode()
    assert f'href="/contacts/{world.pat.pk}/"' in page.content.decode()
    assert Contact.objects.count() == before
    assert browser.post(ADDRESS, {**typed, "client": world.cedar.pk}).status_code == 303, "elsewhere it may be another"


def test_a2_two_clicks_add_one_contact(world: World):
    browser = browser_of(world.ae_alder)
    typed = {"name": "Nora Neu", "email": "nora@alder.example", "client": world.alder.pk, "once": "k1"}
    assert [browser.post(ADDRESS, typed).status_code for _ in range(2)] == [303, 303]
    assert Contact.objects.filter(name="Nora Neu").count() == 1


def test_a2_whom_a_new_contact_may_be_stands_right_below_the_name(world: World) -> None:
    page = browser_of(world.ae_alder).get(f"/contacts/new/?client={world.alder.code}").content.decode()
    places = [page.index(what) for what in ('id="id_name"', reverse("contact_perhaps"), 'id="id_email"')]
    assert places == sorted(places) and page.count(reverse("contact_perhaps")) == 1
