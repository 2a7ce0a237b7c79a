"""People, departments and reporting lines (I1): who keeps them, what is refused, and what leaving does."""

import pytest

from herringbone.core import clock
from herringbone.people.actions import (
    add_department,
    add_person,
    change_department,
    change_person,
    deactivate_person,
    give_role,
    reactivate_person,
    set_head,
)
from herringbone.people.models import Department, Person, Role
from herringbone.people.rules import standing
from herringbone.record.action import Denied, Refused
from tests.world import DAY, World

Kind, Craft = Role.Kind, Department.Craft


def place(person: Person, **changes) -> dict:
    """All that `change_person` takes, as it stands but for the changes."""
    return {
        "name": person.name, "email": person.email, "office": person.office, "department": person.department,
        "title": person.title, "reports_to": person.reports_to, **changes,
    }  # fmt: skip


def test_i1_only_head_and_administrator_keep_people(world: World):
    for by in set(world.everyone.values()) - {world.head, world.admin}:
        with pytest.raises(Denied):
            add_person(by=by, name="Nina New", email="nina@agency.example", office=world.office)
        with pytest.raises(Denied):
            change_person(by=by, person=world.ae_alder, **place(world.ae_alder))
        with pytest.raises(Denied):
            deactivate_person(by=by, person=world.ae_alder)
        with pytest.raises(Denied):
            set_head(by=by, department=world.departments["creative"], head=by)
    assert not Person.objects.filter(email="nina@agency.example").exists()


def test_i1_a_person_is_entered_without_a_way_in(world: World):
    made = add_person(
        by=world.admin, name="  Nina\nNew ", email="nina@agency.example", office=world.office, title="Account executive"
    )
    assert (made.name, made.language, made.is_active) == ("Nina New", "en", True)
    assert not made.has_usable_password()
    assert not standing(made).team


@pytest.mark.parametrize(
    "email", ["ANN@agency.example", "no address", "", "a@b.c, x@evil.example", "a@b.example\nBcc: x@evil.example"]
)
def test_i1_an_address_is_one_and_nobody_elses(world: World, email: str):
    with pytest.raises(Refused) as refused:
        add_person(by=world.admin, name="Nina New", email=email, office=world.office)
    assert refused.value.field == "email"


def test_i1_production_and_traffic_never_report_to_account_services(world: World):
    with pytest.raises(Refused, match="never report"):
        change_person(by=world.head, person=world.traffic, **place(world.traffic, reports_to=world.director))
    between = add_person(
        by=world.head, name="Bo Between", email="bo@agency.example", office=world.office, reports_to=world.director
    )
    with pytest.raises(Refused, match="never report"):
        change_person(by=world.head, person=world.traffic, **place(world.traffic, reports_to=between))
    change_person(by=world.head, person=world.traffic, **place(world.traffic, reports_to=world.exec))


def test_i1_whoever_reports_to_account_services_gets_no_place_in_production(world: World):
    change_person(by=world.head, person=world.planner_alder, **place(world.planner_alder, reports_to=world.director))
    planner = Person.objects.get(pk=world.planner_alder.pk)
    for kind, client in ((Kind.TRAFFIC, None), (Kind.PRODUCER, world.alder)):
        with pytest.raises(Refused, match="never do"):
            give_role(by=world.head, person=planner, client=client, kind=kind)


def test_i1_a_reporting_line_is_no_circle(world: World):
    change_person(by=world.head, person=world.ae_alder, **place(world.ae_alder, reports_to=world.sup_alder))
    change_person(by=world.head, person=world.sup_alder, **place(world.sup_alder, reports_to=world.director))
    for superior in (world.ae_alder, world.sup_alder, world.director):
        with pytest.raises(Refused) as refused:
            fresh = Person.objects.get(pk=superior.pk)
            change_person(by=world.head, person=world.director, **place(world.director, reports_to=fresh))
        assert refused.value.field == "reports_to"


def test_i1_departments_have_names_of_their_own_and_heads_who_work_here(world: World):
    made = add_department(by=world.admin, name="Digital", craft=Craft.CREATIVE, head=world.dept)
    assert standing(world.dept).spans
    with pytest.raises(Refused, match="of that name"):
        add_department(by=world.admin, name="digital", craft=Craft.OTHER)
    with pytest.raises(Refused, match="needs a name"):
        change_department(by=world.admin, department=made, name=" ", craft=Craft.OTHER)
    deactivate_person(by=world.head, person=world.planner_alder)
    gone = Person.objects.get(pk=world.planner_alder.pk)
    with pytest.raises(Refused, match="has left"):
        set_head(by=world.admin, department=made, head=gone)
    set_head(by=world.admin, department=made, head=None)
    assert not standing(world.dept).spans


def test_i1_leaving_ends_roles_headship_and_cover_for_ones_clients(world: World):
    set_head(by=world.head, department=world.departments["creative"], head=world.ae_alder)
    later = clock.now().date() + 10 * DAY
    give_role(by=world.head, person=world.ae_alder, client=world.cedar, kind=Kind.COORDINATOR, starts=later)
    deactivate_person(by=world.admin, person=world.ae_alder)
    assert not Role.objects.running(clock.now().date()).filter(person=world.ae_alder).exists()
    assert not Role.objects.running(later).filter(person=world.ae_alder).exists()
    assert not Department.objects.filter(head=world.ae_alder).exists()
    assert standing(world.sup_alder).answers == {world.alder.pk}, "what was the point person's falls to the supervisor"


def test_i1_the_last_head_and_the_last_administrator_stay(world: World):
    with pytest.raises(Refused, match="only administrator"):
        deactivate_person(by=world.head, person=world.admin)
    with pytest.raises(Refused, match="only head"):
        deactivate_person(by=world.admin, person=world.head)
    give_role(by=world.head, person=world.exec, client=None, kind=Kind.ADMINISTRATOR)
    deactivate_person(by=world.head, person=world.admin)


def test_i1_nobody_shows_themselves_the_door(world: World):
    with pytest.raises(Refused):
        deactivate_person(by=world.admin, person=world.admin)


def test_i1_whoever_left_may_do_nothing_and_comes_back_without_roles_or_password(world: World):
    world.sup_alder.set_password("three herons on a weir")
    world.sup_alder.save()
    deactivate_person(by=world.admin, person=world.sup_alder)
    with pytest.raises(Denied):
        give_role(by=world.sup_alder, person=world.dept, client=world.alder, kind=Kind.EXECUTIVE)
    back = reactivate_person(by=world.admin, person=world.sup_alder)
    assert not back.has_usable_password()
    assert not standing(back).sees_client(world.alder.pk)
    assert standing(back).walled == {world.birch.pk}, "the wall remembers what they served"


def test_i1_the_agencys_roles_are_not_held_on_a_client_and_the_other_way_round(world: World):
    with pytest.raises(Refused) as refused:
        give_role(by=world.head, person=world.exec, client=world.alder, kind=Kind.FINANCE)
    assert refused.value.field == "kind"
    with pytest.raises(Refused):
        give_role(by=world.head, person=world.exec, client=None, kind=Kind.EXECUTIVE)
