"""A1: what is known of a client, who may change it, and whether it is a major account."""

from datetime import date
from decimal import Decimal

import pytest

from herringbone.clients.actions import (
    add_brand,
    add_entity,
    change_client,
    change_entity,
    declare_revenue,
    define_major,
    open_client,
    remove_brand,
    rename_brand,
    values_of,
)
from herringbone.clients.models import Client
from herringbone.clients.queries.worth import Worth, worth_of
from herringbone.core.merge import InConflict
from herringbone.record.action import Denied, Refused
from herringbone.record.models import Duty, Event
from tests.world import World


def test_a1_the_head_opens_an_account(world: World):
    for person in (world.director, world.sup_alder, world.exec, world.bizdev):
        with pytest.raises(Denied):
            open_client(by=person, name="Dogwood", code="DOG", office=world.office)
    client = open_client(by=world.head, name="Dogwood", code="dog", office=world.office)
    assert (client.code, client.currency, client.language) == ("DOG", "USD", "en")


@pytest.mark.parametrize("code", ["TOOLONGCODE", "A-B", "ÀB", "ALD"])
def test_a1_a_code_is_short_plain_and_its_own(world: World, code: str):
    with pytest.raises(Refused) as refused:
        open_client(by=world.head, name="Dogwood", code=code, office=world.office)
    assert refused.value.field == "code"


def test_a1_who_leads_the_account_changes_it(world: World):
    for person in (world.ae_alder, world.dept, world.exec, world.ae_birch, world.admin):
        with pytest.raises(Denied):
            change_client(by=person, client=world.alder, values={"industry": "steel"})
    changed = change_client(by=world.sup_alder, client=world.alder, values={"industry": "steel", "since": "2019-05-01"})
    changed.refresh_from_db()
    assert (changed.industry, changed.since) == ("steel", date(2019, 5, 1))
    assert Event.objects.latest("pk").particulars == {"changed": ["industry", "since"]}


def test_a1_a_client_keeps_what_nobody_may_change_here(world: World):
    change_client(by=world.head, client=world.alder, values={"code": "XXX", "opened": "2001-01-01", "pk": 99})
    world.alder.refresh_from_db()
    assert world.alder.code == "ALD"


def test_a1_two_who_change_different_fields_both_get_their_way(world: World):
    original = values_of(world.alder)
    change_client(by=world.head, client=world.alder, values={"industry": "steel"}, original=original)
    change_client(
        by=world.sup_alder, client=world.alder, values={**original, "website": "alder.example"}, original=original
    )
    world.alder.refresh_from_db()
    assert (world.alder.industry, world.alder.website) == ("steel", "alder.example")


def test_a1_two_who_change_the_same_field_are_asked(world: World):
    original = values_of(world.alder)
    change_client(by=world.head, client=world.alder, values={"industry": "steel"}, original=original)
    with pytest.raises(InConflict) as asked:
        change_client(by=world.sup_alder, client=world.alder, values={"industry": "iron"}, original=original)
    assert [one.stored for one in asked.value.merged.conflicts] == ["steel"]


def test_a1_a_client_never_stands_below_itself(world: World):
    change_client(by=world.head, client=world.cedar, values={"parent": world.alder.pk})
    with pytest.raises(Refused) as refused:
        change_client(by=world.head, client=world.alder, values={"parent": world.cedar.pk})
    assert refused.value.field == "parent"


def test_a1_a_new_name_reaches_the_duties_on_record(world: World):
    client = open_client(by=world.head, name="Dogwood", code="DOG", office=world.office)
    change_client(by=world.head, client=client, values={"name": "Dogwood & Sons"})
    assert Duty.objects.get(client=client).title == "Dogwood & Sons"


def test_a1_brands_are_each_once_and_go_when_nothing_needs_them(world: World):
    brand = add_brand(by=world.ae_alder, client=world.alder, name=" Rosso ")
    assert brand.name == "Rosso"
    with pytest.raises(Refused):
        add_brand(by=world.ae_alder, client=world.alder, name="rosso")
    rename_brand(by=world.ae_alder, brand=brand, name="Rosso 1871")
    remove_brand(by=world.ae_alder, brand=brand)
    assert not world.alder.brands.filter(name__startswith="Rosso").exists()
    with pytest.raises(Denied):
        add_brand(by=world.ae_birch, client=world.alder, name="Nero")


def test_a1_the_company_that_is_billed_is_kept_by_who_leads(world: World):
    entity = add_entity(by=world.sup_alder, client=world.alder, name="Alder S.p.A.", country="it", tax_number="IT1")
    change_entity(by=world.sup_alder, entity=entity, name="Alder S.p.A.", country="it", tax_number="IT2")
    entity.refresh_from_db()
    assert (entity.country, entity.tax_number) == ("IT", "IT2")
    with pytest.raises(Denied):
        change_entity(by=world.ae_alder, entity=entity, name="Mine")


def worth(client: Client) -> Worth:
    return worth_of([client])[client.pk]


def test_a1_an_account_is_major_from_the_agencys_threshold_on(world: World):
    assert worth(world.alder).major is None
    assert "Nobody has declared" in worth(world.alder).words
    declare_revenue(
        by=world.sup_alder, client=world.alder, amount=Decimal("99999.99"), currency="usd", year=2026, source="x"
    )
    assert worth(world.alder).major is False
    declare_revenue(
        by=world.sup_alder, client=world.alder, amount=Decimal(100_000), currency="USD", year=2026, source="x"
    )
    assert worth(world.alder).major is True


def test_a1_another_currency_is_never_compared_with_the_agencys(world: World):
    declare_revenue(
        by=world.head, client=world.alder, amount=Decimal(900_000), currency="EUR", year=2026, source="contract"
    )
    assert worth(world.alder).major is None
    assert "EUR" in worth(world.alder).words
    define_major(by=world.head, amount=Decimal(90_000), currency="EUR")
    assert worth(world.alder).major is True
    define_major(by=world.head, amount=Decimal(950_000), currency="EUR")
    assert worth(world.alder).major is False


def test_a1_only_the_head_says_what_major_means(world: World):
    with pytest.raises(Denied):
        define_major(by=world.director, amount=Decimal(1), currency="USD")
    define_major(by=world.head, amount=Decimal(50_000), currency="USD")
    world.agency.refresh_from_db()
    assert world.agency.major_from == 50_000


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"amount": Decimal(-1)}, "amount"),
        ({"currency": "EURO"}, "currency"),
        ({"source": " "}, "source"),
        ({"year": 12}, "year"),
    ],
)
def test_a1_revenue_needs_amount_currency_year_and_source(world: World, wrong: dict, field: str):
    right = {"amount": Decimal(1), "currency": "USD", "year": 2026, "source": "contract"}
    with pytest.raises(Refused) as refused:
        declare_revenue(by=world.head, client=world.alder, **{**right, **wrong})
    assert refused.value.field == field
