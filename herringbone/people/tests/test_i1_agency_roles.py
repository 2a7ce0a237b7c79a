"""I1: roles in the agency are given and ended on a person's page, by the head and the administrator."""

import pytest
from django.test import Client

from herringbone.core import clock
from herringbone.people.actions import end_role, give_role
from herringbone.people.models import Person, Role
from herringbone.record.action import Refused
from herringbone.record.models import Event
from herringbone.work.tests.builders import a_job
from tests.world import DAY, World

Kind = Role.Kind


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def agency_roles(person: Person) -> list[str]:
    return list(person.roles.filter(client=None, ends=None).values_list("kind", flat=True))


@pytest.mark.parametrize("who", ["head", "admin"])
def test_i1_the_head_and_the_administrator_give_a_role_in_the_agency(world: World, who: str):
    browser = signed_in(getattr(world, who))
    address = f"/people/{world.bizdev.pk}/roles/"
    assert address in browser.get(f"/people/{world.bizdev.pk}/").content.decode()
    assert browser.get(address).status_code == 200
    assert browser.post(address, {"kind": "", "starts": ""}).status_code == 422
    for _twice in range(2):
        assert browser.post(address, {"kind": Kind.FINANCE, "starts": "", "once": "one form"}).status_code == 303
    assert agency_roles(world.bizdev).count(Kind.FINANCE) == 1
    assert Event.objects.filter(verb="role given").latest("pk").by == getattr(world, who)
    role = world.bizdev.roles.get(kind=Kind.FINANCE)
    assert "Finance" in browser.get(address).content.decode()
    assert browser.post(f"{address}{role.pk}/end/").status_code == 303
    assert Kind.FINANCE not in agency_roles(world.bizdev)


def test_i1_it_may_begin_on_a_day_in_words(world: World):
    signed_in(world.head).post(f"/people/{world.bizdev.pk}/roles/", {"kind": Kind.TRAFFIC, "starts": "16 March"})
    assert str(world.bizdev.roles.get(kind=Kind.TRAFFIC).starts) == "2026-03-16"


@pytest.mark.parametrize("who", ["ae_alder", "director", "exec", "finance"])
def test_i1_nobody_else_opens_the_page_or_gives_one(world: World, who: str):
    browser = signed_in(getattr(world, who))
    address = f"/people/{world.bizdev.pk}/roles/"
    assert browser.get(address).status_code == browser.post(address, {"kind": Kind.HEAD}).status_code == 403
    assert "/roles/" not in browser.get(f"/people/{world.bizdev.pk}/").content.decode()
    assert Kind.HEAD not in agency_roles(world.bizdev)


def test_s02_a_role_on_a_client_is_not_ended_there(world: World):
    on_client = world.ae_alder.roles.filter(client=world.alder)[0]
    for holder in (world.ae_alder, world.bizdev):
        address = f"/people/{holder.pk}/roles/{on_client.pk}/end/"
        assert signed_in(world.head).post(address).status_code == 404
    on_client.refresh_from_db()
    assert on_client.ends is None


@pytest.mark.parametrize(("holder", "kind"), [("head", Kind.HEAD), ("admin", Kind.ADMINISTRATOR)])
def test_i1_the_last_head_and_the_last_administrator_keep_their_role(world: World, holder: str, kind: Kind):
    person = getattr(world, holder)
    role = person.roles.get(kind=kind)
    with pytest.raises(Refused, match="is the only"):
        end_role(by=world.head, role=role)
    page = signed_in(world.admin).post(f"/people/{person.pk}/roles/{role.pk}/end/")
    assert page.status_code == 422 and "name another first" in page.content.decode()
    give_role(by=world.admin, person=world.bizdev, client=None, kind=kind)
    with clock.clock_at(clock.now() + DAY):
        end_role(by=world.head, role=role)
    assert kind in agency_roles(world.bizdev) and kind not in agency_roles(person)


def test_i1_a_new_agency_tells_its_administrator_what_comes_first_and_ticks_it_off(world: World):
    def desk(person: Person) -> str:
        return signed_in(person).get("/desk/").content.decode()

    page = desk(world.admin)  # no job is there yet
    assert "Two things are left to do" in page and page.count("<li data-done>") == 4
    for way in ("/invitations/", "/people/", "/import/clients/", "/import/contacts/", "/import/jobs/"):
        assert f'href="{way}"' in page
        assert signed_in(world.admin).get(way).status_code == 200
    Role.objects.filter(kind=Kind.HEAD).delete()
    assert desk(world.admin).count("<li data-done>") == 3
    assert "The agency is set up" not in desk(world.bizdev)


def test_i1_once_all_of_it_is_there_the_list_of_what_comes_first_goes(world: World):
    a_job(world)
    assert "The agency is set up" not in signed_in(world.admin).get("/desk/").content.decode()
