"""A2: contacts, what they do, what they allowed, and who sees what of them."""

from datetime import date, timedelta

import pytest

from herringbone.clients.actions import (
    add_contact,
    add_reach,
    change_contact,
    note_departure,
    note_return,
    record_consent,
)
from herringbone.clients.models import Contact
from herringbone.clients.rules import contacts_named, contacts_open, may_be_mailed, may_mail, sees_contact
from herringbone.core import clock
from herringbone.record.action import Denied, Refused
from tests.world import MONDAY, World


def test_a2_the_team_adds_a_contact_and_nobody_else(world: World):
    for person in (world.ae_birch, world.exec, world.admin, world.bizdev):
        with pytest.raises(Denied):
            add_contact(by=person, client=world.alder, name="New")
    contact = add_contact(by=world.dept, client=world.alder, name=" New ", email="New One <new@alder.example>")
    assert (contact.name, contact.email) == ("New", "new@alder.example")


@pytest.mark.parametrize("email", ["nobody", "a@b.c, d@e.f", "Eve <a@b.c>, x@evil.example"])
def test_s27_an_address_is_exactly_one(world: World, email: str):
    with pytest.raises(Refused) as refused:
        add_contact(by=world.ae_alder, client=world.alder, name="New", email=email)
    assert refused.value.field == "email"


def test_a2_somebody_at_no_client_is_added_by_whoever_writes(world: World):
    for person in (world.exec,):
        with pytest.raises(Denied):
            add_contact(by=person, name="Piet Printer", company="Print House")
    printer = add_contact(by=world.bizdev, name="Piet Printer", company="Print House")
    change_contact(by=world.ae_birch, contact=printer, values={"title": "Sales"})
    assert sees_contact(world.dept, printer)


def test_a2_names_are_seen_by_all_save_across_a_wall(world: World):
    cedar = add_contact(by=world.head, client=world.cedar, name="Cem Cedar")
    assert set(contacts_named(world.dept)) == {world.pat, world.quinn, cedar}
    assert set(contacts_named(world.ae_birch)) == {world.rio, cedar}
    assert set(contacts_named(world.bizdev)) == {world.pat, world.quinn, world.rio, cedar}
    assert set(contacts_named(world.admin)) == set()


def test_a2_more_than_the_name_is_for_who_sees_the_client(world: World):
    add_contact(by=world.head, client=world.cedar, name="Cem Cedar")
    assert set(contacts_open(world.dept)) == {world.pat, world.quinn}
    assert set(contacts_open(world.bizdev)) == set()
    assert not sees_contact(world.bizdev, world.pat)


def test_a2_roles_are_several_and_set_together(world: World):
    change_contact(by=world.ae_alder, contact=world.pat, values={"roles": ["finance", "legal"]})
    assert set(world.pat.contact_roles.values_list("kind", flat=True)) == {"finance", "legal"}
    with pytest.raises(Refused):
        change_contact(by=world.ae_alder, contact=world.pat, values={"roles": ["king"]})


def test_a2_the_newest_word_on_a_channel_counts(world: World):
    assert may_mail(world.pat)
    record_consent(by=world.ae_alder, contact=world.pat, channel="mail", allowed=False, source="by telephone")
    assert not may_mail(world.pat)
    with clock.clock_at(MONDAY + timedelta(minutes=1)):
        record_consent(by=world.ae_alder, contact=world.pat, channel="mail", allowed=True, source="by letter")
    assert may_mail(world.pat)
    record_consent(by=world.ae_alder, contact=world.pat, channel="phone", allowed=False, source="by letter")
    assert may_mail(world.pat)
    record_consent(by=world.ae_alder, contact=world.pat, channel="any", allowed=False, source="by letter")
    assert not may_mail(world.pat)


def test_a2_the_filter_says_the_same_as_the_question(world: World):
    record_consent(by=world.ae_alder, contact=world.pat, channel="any", allowed=False, source="by letter")
    add_contact(by=world.ae_alder, client=world.alder, name="No Mail")
    mailed = set(Contact.objects.filter(may_be_mailed(), client=world.alder))
    assert mailed == {world.quinn}
    assert mailed == {contact for contact in world.alder.contacts.all() if may_mail(contact)}
    roles = world.pat.contact_roles.model.objects.filter(may_be_mailed("contact"), contact__client=world.alder)
    assert {role.contact for role in roles} == {world.quinn}


def test_a2_who_left_is_not_mailed_until_back(world: World):
    note_departure(by=world.ae_alder, contact=world.pat, on=date(2026, 3, 1))
    assert not may_mail(world.pat)
    with pytest.raises(Refused):
        note_departure(by=world.ae_alder, contact=world.pat, on=date(2026, 3, 1))
    note_return(by=world.ae_alder, contact=world.pat)
    assert may_mail(world.pat)


def test_a2_consent_names_its_source(world: World):
    with pytest.raises(Refused) as refused:
        record_consent(by=world.ae_alder, contact=world.pat, channel="mail", allowed=True, source=" ")
    assert refused.value.field == "source"


def test_a2_further_addresses_stand_beside_the_first_and_once_each(world: World):
    add_reach(by=world.ae_alder, contact=world.pat, kind="mail", value="Pat@home.example")
    for same in ("pat@HOME.example", "PAT@alder.example"):
        with pytest.raises(Refused):
            add_reach(by=world.ae_alder, contact=world.pat, kind="mail", value=same)
