"""Seeing what somebody sees (I5): the administrator alone, with a reason, read only, not for long; and it is told."""

from datetime import timedelta

import pytest
from django.test import Client

from herringbone.core import clock
from herringbone.people.actions import begin_viewing, deactivate_person, end_role, end_viewing, give_role
from herringbone.people.models import Role, Viewing
from herringbone.record.action import Denied, Refused
from herringbone.record.models import Event
from tests.world import World


@pytest.fixture
def looking(world: World) -> Client:
    """The administrator's browser, looking as Ann."""
    client = Client()
    client.force_login(world.admin)
    address = f"/people/{world.ae_alder.pk}/viewing/"
    assert client.post(address, {"reason": "she cannot find her jobs"})["Location"] == "/desk/"
    return client


def test_i5_only_the_administrator_looks(world: World):
    for by in set(world.everyone.values()) - {world.admin}:
        with pytest.raises(Denied):
            begin_viewing(by=by, person=world.ae_alder, reason="curious")


def test_i5_it_needs_a_reason_and_somebody_else_who_works_here(world: World):
    with pytest.raises(Refused):
        begin_viewing(by=world.admin, person=world.ae_alder, reason="  ")
    with pytest.raises(Refused):
        begin_viewing(by=world.admin, person=world.admin, reason="a mirror")
    deactivate_person(by=world.head, person=world.bizdev)
    with pytest.raises(Refused):
        begin_viewing(by=world.admin, person=world.bizdev, reason="a ghost")


def test_i5_pages_are_the_viewed_persons_and_say_so(world: World, looking: Client):
    page = looking.get(f"/people/{world.ae_alder.pk}/")
    assert page.context["request"].person == world.ae_alder
    body = page.content.decode()
    assert "CANARY-alder-Alder" in body
    assert "You see what Ann Alder sees" in body


def test_i5_nothing_can_be_changed_meanwhile(world: World, looking: Client):
    before = Event.objects.count()
    for address in ("/people/absence/", "/me/", "/people/new/", "/walls/", f"/people/{world.ae_alder.pk}/edit/"):
        answer = looking.post(address, {"name": "Changed"})
        assert answer.status_code == 403, address
        assert "Nothing can be changed" in answer.content.decode()
    for method in (looking.put, looking.patch, looking.delete):
        assert method("/people/").status_code == 403
    assert Event.objects.count() == before


@pytest.mark.parametrize("address", ["/me/", "/me/two-step/", "/me/password/", "/me/passkeys/"])
def test_i5_ones_own_pages_are_not_mixed_with_the_viewed_persons(looking: Client, address: str):
    assert looking.get(address).status_code == 403


def test_i5_pages_that_the_viewed_person_may_not_open_stay_shut(looking: Client):
    assert looking.get("/security-log/").status_code == 403


def test_i5_it_ends_when_it_is_ended(world: World, looking: Client):
    assert looking.post("/viewing/end/")["Location"] == f"/people/{world.ae_alder.pk}/"
    assert Viewing.objects.get().ended is not None
    assert looking.get("/security-log/").status_code == 200


def test_i5_it_ends_by_itself_after_half_an_hour(world: World, looking: Client):
    with clock.clock_at(clock.now() + timedelta(minutes=29)):
        assert looking.get("/security-log/").status_code == 403
    with clock.clock_at(clock.now() + timedelta(minutes=30)):
        assert looking.get("/security-log/").status_code == 200


def test_i5_it_ends_with_the_right_to_it(world: World, looking: Client):
    give_role(by=world.head, person=world.exec, client=None, kind=Role.Kind.ADMINISTRATOR)
    end_role(by=world.head, role=world.admin.roles.get())
    page = looking.get(f"/people/{world.ae_alder.pk}/")
    assert page.context["request"].person == world.admin
    assert "CANARY-alder-Alder" not in page.content.decode()


def test_i5_a_second_one_ends_the_first(world: World):
    first = begin_viewing(by=world.admin, person=world.ae_alder, reason="one")
    begin_viewing(by=world.admin, person=world.ae_birch, reason="two")
    first.refresh_from_db()
    with pytest.raises(Refused):
        end_viewing(by=world.admin, viewing=first)


def test_i5_whoever_was_viewed_reads_by_whom_and_why(world: World, looking: Client):
    client = Client()
    client.force_login(world.ae_alder)
    body = client.get("/me/").content.decode()
    assert "Ada Admin" in body
    assert "she cannot find her jobs" in body


def test_i5_it_stands_in_the_security_log(world: World, looking: Client):
    looking.post("/viewing/end/")
    body = looking.get("/security-log/").content.decode()
    assert "Began to look as somebody else" in body
    assert "Stopped looking as somebody else" in body
