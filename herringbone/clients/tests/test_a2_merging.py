"""A2: contacts who are one person are found, merged with everything that names them, and taken apart again."""

from datetime import timedelta

import pytest
from django.apps import apps

from herringbone.clients.actions import (
    add_contact,
    add_reach,
    change_contact,
    keep_apart,
    merge_contacts,
    receive_message,
    record_consent,
    set_policy,
    take_apart,
)
from herringbone.clients.models import Consent, Contact, Merge
from herringbone.clients.moves import all_moves, declared, left_behind
from herringbone.clients.queries.alike_contacts import alike_contacts
from herringbone.clients.queries.merges import what_moves
from herringbone.clients.rules import contacts_named, may_be_mailed, may_mail
from herringbone.core import clock
from herringbone.meetings.actions import change_distribution, plan_meeting
from herringbone.meetings.models import ContactReport
from herringbone.people.rules import standing
from herringbone.record.action import Denied, Refused
from herringbone.record.check import findings
from herringbone.record.models import Edition, Event, Policy
from herringbone.work.actions import wait_on_client
from tests.world import DAY, HOUR, World

pytestmark = pytest.mark.later


def pairs(person):
    """The list as somebody sees it: names and reasons."""
    return [
        (pair.one.name, pair.other.name, [str(why) for why in pair.why]) for pair in alike_contacts(person, "1").pairs
    ]


def twin_of(world: World, **more):
    """A second row for Pat of Alder."""
    return add_contact(by=world.ae_alder, client=world.alder, **{"name": "Pat Twin", **more})


def test_a2_the_same_address_in_other_letters_is_a_reason(world: World):
    twin_of(world, email="PAT@alder.example")
    assert pairs(world.ae_alder) == [(world.pat.name, "Pat Twin", ["mail"])]


def test_a2_a_further_address_and_the_digits_of_a_telephone_count_too(world: World):
    add_reach(by=world.ae_alder, contact=world.pat, kind="phone", value="+1 (212) 555-0100")
    add_reach(by=world.ae_alder, contact=world.quinn, kind="mail", value="shared@alder.example")
    twin_of(world, email="shared@alder.example", phone="+12125550100")
    assert pairs(world.ae_alder) == [
        (world.quinn.name, "Pat Twin", ["mail"]),
        (world.pat.name, "Pat Twin", ["phone"]),
    ]


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Nora Brandt", "Brandt, Nora", ["name"]),
        ("Nora Brandt", "nora brandt", ["name"]),
        ("Nora Brandt", "N. Brandt", ["spelling"]),
        ("Nora Brandt", "Nora Brand", ["spelling"]),
        ("Nora Brandt", "Paul Brandt", None),
        ("Nora Brandt", "Nora Ehrlich", None),
    ],
)
def test_a2_names_alike_at_one_client_are_a_reason(world: World, one, other, why):
    twin_of(world, name=one)
    twin_of(world, name=other)
    assert pairs(world.ae_alder) == ([(one, other, why)] if why else [])


def test_a2_a_name_alone_joins_no_two_of_different_companies(world: World):
    add_contact(by=world.ae_alder, name="Nora Brandt", company="Printers")
    add_contact(by=world.ae_alder, name="Nora Brandt", company="Painters")
    assert pairs(world.ae_alder) == []
    add_contact(by=world.ae_alder, name="Nora Brandt")
    assert [why for _one, _other, why in pairs(world.ae_alder)] == [["name"]]


def test_a2_nobody_is_told_of_a_duplicate_at_a_client_they_do_not_see(world: World):
    twin_of(world, email="pat@alder.example")
    add_contact(by=world.ae_birch, client=world.birch, name="Rio Again", email="rio@birch.example")
    assert [one for one, _other, _why in pairs(world.ae_alder)] == [world.pat.name]
    assert [one for one, _other, _why in pairs(world.ae_birch)] == [world.rio.name]
    assert pairs(world.admin) == []
    assert len(pairs(world.exec)) == 2
    assert not any(pair.may_merge for pair in alike_contacts(world.exec, "1").pairs)


def test_a2_contacts_of_two_clients_are_no_pair_and_are_not_merged(world: World):
    kim = add_contact(by=world.ae_alder, client=world.cedar, name="Kim", email="pat@alder.example")
    assert pairs(world.ae_alder) == []
    with pytest.raises(Refused, match="two clients"):
        merge_contacts(by=world.ae_alder, kept=world.pat, gone=kim)


def test_a2_who_were_said_to_be_two_people_are_not_listed_again(world: World):
    twin = twin_of(world, email="pat@alder.example")
    keep_apart(by=world.ae_alder, kept=twin, gone=world.pat)
    assert pairs(world.ae_alder) == []


def test_a2_only_whoever_works_with_both_may_merge(world: World):
    twin = twin_of(world)
    for person in (world.ae_birch, world.exec, world.admin):
        with pytest.raises(Denied):
            merge_contacts(by=person, kept=world.pat, gone=twin)


def test_a2_every_foreign_key_to_a_contact_goes_along_or_is_said_to_stay():
    found = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.concrete and not field.many_to_many and field.related_model is Contact
    }
    assert found == declared(), "say in the feature's merging.py whether it goes along"


def test_a2_everything_moves_and_comes_back_as_it_was(filled):
    world = filled
    kept = add_contact(by=world.ae_alder, client=world.alder, name="Pat Kept", email="kept@alder.example")
    change_distribution(by=world.ae_alder, report=drafted(world), added=False, contact=world.pat)
    before, whole = rows_now(), list(findings())
    named = {one.key: set(one.rows_of(world.pat).values_list("pk", flat=True)) for one in all_moves()}
    assert all(named.values()), [key for key, ids in named.items() if not ids]
    merge_contacts(by=world.ae_alder, kept=kept, gone=world.pat, chosen={"name": "gone", "email": "gone"})
    assert {one.key: set(one.rows_of(kept).values_list("pk", flat=True)) >= named[one.key] for one in all_moves()} == (
        dict.fromkeys(named, True)
    )
    assert not any(one.rows_of(world.pat).exists() for one in all_moves())
    assert (kept.name, kept.email) == (world.pat.name, world.pat.email)
    assert list(findings()) == whole
    take_apart(by=world.ae_alder, merge=Merge.objects.get(kept=kept))
    assert rows_now() == before
    assert list(findings()) == whole


def drafted(world):
    """A contact report of Alder's that is being written."""
    return ContactReport.objects.filter(meeting__client=world.alder, issues=None).first()


def rows_now():
    """Every row that can be changed, save what tells of the merge itself."""
    aside = {"record_event", "record_chain", "clients_merge", "record_once", "core_searchentry", "record_duty"}
    models = [m for m in apps.get_models() if m._meta.app_label in OURS and m._meta.db_table not in aside]
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in models}


OURS = {"clients", "people", "record", "work", "status", "meetings", "desk"}


def test_a2_what_is_frozen_keeps_what_it_said(filled):
    frozen = list(Edition.objects.order_by("pk").values()), list(Event.objects.order_by("pk").values())
    twin = twin_of(filled)
    merge_contacts(by=filled.ae_alder, kept=twin, gone=filled.pat)
    assert list(Edition.objects.order_by("pk").values()) == frozen[0]
    assert list(Event.objects.order_by("pk").values())[: len(frozen[1])] == frozen[1]


def test_a2_what_was_issued_to_both_stays_with_both_and_meetings_are_attended_once(world: World):
    twin = twin_of(world)
    ends = clock.now() + DAY
    meeting = plan_meeting(
        by=world.ae_alder, client=world.alder, topic="Both", starts=ends - HOUR, ends=ends, contacts=[world.pat, twin]
    )
    answered = meeting.attendees.get(contact=twin)
    answered.reply, answered.replied = "accepted", clock.now()
    answered.save()
    invited = set(meeting.invitations.filter(contact__isnull=False).values_list("pk", "attendee"))
    merge_contacts(by=world.ae_alder, kept=world.pat, gone=twin)
    (attendee,) = meeting.attendees.filter(contact__isnull=False)
    assert (attendee.contact, attendee.reply) == (world.pat, "accepted")
    assert {one.attendee for one in meeting.invitations.filter(contact__isnull=False)} == {attendee}
    take_apart(by=world.ae_alder, merge=Merge.objects.get())
    assert set(meeting.attendees.filter(contact__isnull=False).values_list("contact", "reply")) == {
        (world.pat.pk, "needs-action"), (twin.pk, "accepted"),
    }  # fmt: skip
    assert set(meeting.invitations.filter(contact__isnull=False).values_list("pk", "attendee")) == invited


@pytest.mark.parametrize(("forbids", "first"), [("kept", True), ("kept", False), ("gone", True), ("gone", False)])
def test_a2_the_stricter_word_wins_whoever_said_it_and_whenever(world: World, forbids, first):
    twin = twin_of(world, email="pat@alder.example")
    who = {"kept": world.pat, "gone": twin}
    said = [(who[forbids], False), (who["gone" if forbids == "kept" else "kept"], True)]
    for step, (contact, allowed) in enumerate(said if first else reversed(said)):
        with clock.clock_at(clock.now() + step * HOUR):
            record_consent(by=world.ae_alder, contact=contact, channel="mail", allowed=allowed, source="said so")
    with clock.clock_at(clock.now() + 2 * HOUR):
        merge_contacts(by=world.ae_alder, kept=world.pat, gone=twin)
        assert not may_mail(world.pat)
        assert not Contact.objects.filter(may_be_mailed(), pk=world.pat.pk).exists()
        take_apart(by=world.ae_alder, merge=Merge.objects.get())
    assert Consent.objects.count() == 2
    assert may_mail(world.pat) == (forbids == "gone")


def test_a2_do_not_contact_at_all_goes_along(world: World):
    twin = twin_of(world)
    record_consent(by=world.ae_alder, contact=twin, channel="any", allowed=False, source="by letter")
    merge_contacts(by=world.ae_alder, kept=world.pat, gone=twin)
    assert not may_mail(world.pat)


def test_a2_what_is_not_chosen_stays_as_a_further_way_to_reach_them(world: World):
    twin = twin_of(world, email="other@alder.example", phone="+1 212 555 0111", title="Owner")
    add_reach(by=world.ae_alder, contact=world.pat, kind="mail", value="OTHER@alder.example")
    kept = merge_contacts(
        by=world.ae_alder, kept=world.pat, gone=twin, chosen={"email": "gone", "title": "gone", "name": "kept"}
    )
    assert (kept.name, kept.title, kept.email) == (world.pat.name, "Owner", "other@alder.example")
    assert set(kept.reaches.values_list("kind", "value")) == {
        ("mail", "pat@alder.example"),
        ("phone", "+1 212 555 0111"),
    }
    take_apart(by=world.ae_alder, merge=Merge.objects.get())
    world.pat.refresh_from_db()
    assert world.pat.email == "pat@alder.example"
    assert [one.value for one in world.pat.reaches.all()] == ["OTHER@alder.example"]


def test_a2_somebody_at_no_client_becomes_the_clients_whichever_row_is_kept(world: World):
    stray = add_contact(by=world.ae_alder, name="Pat", company="Alder?", notes="met at the fair")
    kept = merge_contacts(by=world.ae_alder, kept=stray, gone=world.pat)
    assert (kept.client, kept.company) == (world.alder, "")
    assert kept.notes == f"met at the fair\n\n{world.pat.notes}"
    take_apart(by=world.ae_alder, merge=Merge.objects.get())
    stray.refresh_from_db()
    assert (stray.client, stray.company, stray.notes) == (None, "Alder?", "met at the fair")


def test_a2_a_merged_contact_is_offered_nowhere(world: World):
    twin = twin_of(world)
    merge_contacts(by=world.ae_alder, kept=world.pat, gone=twin)
    assert twin not in contacts_named(world.head)
    assert twin not in world.alder.contacts.all()
    assert Contact.with_merged.get(pk=twin.pk).merged_into == world.pat


def test_a2_two_who_look_at_old_pages_do_not_merge_what_has_changed(world: World):
    twin = twin_of(world)
    with pytest.raises(Refused, match="in the meantime"):
        merge_contacts(by=world.ae_alder, kept=world.pat, gone=twin, seen="of another day")
    merge_contacts(by=world.ae_alder, kept=world.pat, gone=twin)
    with pytest.raises(Refused, match="merged already"):
        merge_contacts(by=world.ae_alder, kept=twin, gone=world.quinn)


def test_a2_taking_apart_has_its_time_and_the_client_can_have_another(world: World):
    twin, third = twin_of(world), twin_of(world, name="Third")
    merge_contacts(by=world.ae_alder, kept=world.pat, gone=twin)
    merge = Merge.objects.get()
    with clock.clock_at(clock.now() + timedelta(days=13, hours=23)):  # ten working days, over the change to summer time
        with clock.clock_at(clock.now() + HOUR), pytest.raises(Refused, match="over"):
            take_apart(by=world.ae_alder, merge=merge)
        take_apart(by=world.ae_alder, merge=merge)
    set_policy(by=world.sup_alder, client=world.alder, kind="contact_merge", amount=1, unit=Policy.Unit.WORKING_DAYS)
    merge_contacts(by=world.ae_alder, kept=world.pat, gone=third)
    with clock.clock_at(clock.now() + 2 * DAY), pytest.raises(Refused, match="over"):
        take_apart(by=world.ae_alder, merge=Merge.objects.get(gone=third))


def test_a2_taking_apart_is_refused_where_what_came_since_could_be_of_either(world: World):
    def again(change):
        twin = twin_of(world)
        merge_contacts(by=world.ae_alder, kept=world.quinn, gone=twin)
        with clock.clock_at(clock.now() + HOUR):
            change()
            with pytest.raises(Refused) as refused:
                take_apart(by=world.ae_alder, merge=Merge.objects.get(gone=twin))
        return str(refused.value)

    said = again(lambda: change_contact(by=world.ae_alder, contact=world.quinn, values={"title": "Owner"}))
    assert "was changed since" in said
    said = again(
        lambda: record_consent(by=world.ae_alder, contact=world.quinn, channel="phone", allowed=True, source="said")
    )
    assert "has said since" in said
    said = again(lambda: merge_contacts(by=world.ae_alder, kept=world.quinn, gone=twin_of(world, name="Fourth")))
    assert "Take that apart first" in said
    said = again(lambda: merge_contacts(by=world.ae_alder, kept=world.pat, gone=world.quinn))
    assert "merged with somebody else since" in said


def test_a2_what_is_new_since_stays_with_the_one_kept(world: World):
    twin = twin_of(world)
    old = receive_message(by=world.ae_alder, contact=twin, text="Before")
    merge_contacts(by=world.ae_alder, kept=world.pat, gone=twin)
    new = receive_message(by=world.ae_alder, contact=world.pat, text="After")
    take_apart(by=world.ae_alder, merge=Merge.objects.get())
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.contact, new.contact) == (twin, world.pat)
    with pytest.raises(Refused, match="already"):
        take_apart(by=world.ae_alder, merge=Merge.objects.get())


def test_a2_the_preview_says_what_goes_along(world: World):
    twin = twin_of(world, roles=["finance"])
    receive_message(by=world.ae_alder, contact=twin, text="Hello")
    wait_on_client(by=world.ae_alder, client=world.alder, contact=twin, what="the logo")
    wait_on_client(by=world.ae_alder, client=world.alder, contact=twin, what="the copy")
    assert what_moves(twin, standing(world.ae_alder)) == ["1 thing done for us", "1 message", "2 times we waited"]


def test_a2_check_finds_what_was_left_behind(world: World):
    twin = twin_of(world)
    message = receive_message(by=world.ae_alder, contact=twin, text="Hello")
    merge_contacts(by=world.ae_alder, kept=world.pat, gone=twin)
    assert list(left_behind()) == []
    type(message).objects.filter(pk=message.pk).update(contact=twin)
    assert [line for line in left_behind() if "clients.Message" in line]
    type(message).objects.filter(pk=message.pk).update(contact=world.pat)
