"""The companies that are billed, the brands, and what an account is worth in a year."""

from decimal import Decimal
from typing import Any

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from herringbone.clients.models import Brand, Client, LegalEntity, MajorThreshold, Revenue
from herringbone.clients.rules import may_define_major, may_lead, may_lead_entity, may_work, may_work_on_brand
from herringbone.core import clock
from herringbone.core.models import Agency
from herringbone.people.models import Person
from herringbone.record.action import Done, Refused, action, refuse_unless

YEARS = range(1900, 2200)


@action("legal entity added", may=may_lead)
def add_entity(
    *, by: Person, client: Client, name: str, address: str = "", country: str = "", tax_number: str = ""
) -> Done[LegalEntity]:
    """Add a company that is billed for this client."""
    refuse_unless(name.strip(), _("A company needs its registered name"), "name")
    entity = LegalEntity.objects.create(
        client=client, name=name.strip(), address=address, country=country.upper(), tax_number=tax_number
    )
    return Done(entity)


@action("legal entity changed", may=may_lead_entity)
def change_entity(
    *, by: Person, entity: LegalEntity, name: str, address: str = "", country: str = "", tax_number: str = ""
) -> Done[LegalEntity]:
    """Correct name, address or tax number of a company that is billed."""
    refuse_unless(name.strip(), _("A company needs its registered name"), "name")
    entity.name, entity.address, entity.country, entity.tax_number = name.strip(), address, country.upper(), tax_number
    entity.save()
    return Done(entity)


@action("brand added", may=may_work)
def add_brand(*, by: Person, client: Client, name: str) -> Done[Brand]:
    """Add a brand of the client."""
    name = name.strip()
    refuse_unless(name, _("A brand needs a name"), "name")
    refuse_unless(not client.brands.filter(name__iexact=name).exists(), _("That brand is there already"), "name")
    return Done(Brand.objects.create(client=client, name=name))


@action("brand renamed", may=may_work_on_brand)
def rename_brand(*, by: Person, brand: Brand, name: str) -> Done[Brand]:
    """Correct the name of a brand."""
    name = name.strip()
    refuse_unless(name, _("A brand needs a name"), "name")
    others = Brand.objects.filter(client=brand.client_id, name__iexact=name).exclude(pk=brand.pk)
    refuse_unless(not others.exists(), _("That brand is there already"), "name")
    brand.name = name
    brand.save(update_fields=["name"])
    return Done(brand)


@action("brand removed", may=may_work_on_brand)
def remove_brand(*, by: Person, brand: Brand) -> Done[Client]:
    """Take away a brand that nothing refers to."""
    number = brand.pk
    try:
        brand.delete()
    except ProtectedError as error:
        raise Refused(_("Work of this brand is on record, so it stays"), "name") from error
    return Done(brand.client, {"brand": number})


@action("revenue declared", may=may_lead)
def declare_revenue(
    *, by: Person, client: Client, amount: Decimal, currency: str, year: int, source: str
) -> Done[Revenue]:
    """Write down what the account brings the agency in a year, without media and costs passed through, and says who.

    The newest declaration counts; the former ones stay on record.
    """
    refuse_unless(amount >= 0, _("Revenue is not negative"), "amount")
    refuse_unless(year in YEARS, _("That is no year"), "year")
    refuse_unless(source.strip(), _("Say where the figure comes from"), "source")
    revenue = Revenue.objects.create(
        client=client, amount=amount, currency=_currency(currency), year=year, source=source.strip(), by=by,
        at=clock.now(),
    )  # fmt: skip
    return Done(revenue, {"amount": str(amount), "currency": revenue.currency, "year": year})


@action("major account defined", may=may_define_major)
def define_major(*, by: Person, amount: Decimal, currency: str) -> Done[Any]:
    """Set from what yearly revenue an account is a major one: in the agency's currency, or for accounts in another.

    Amounts of two currencies are never compared, so each currency has its own figure.
    """
    refuse_unless(amount > 0, _("A major account brings something"), "amount")
    currency = _currency(currency)
    agency = Agency.objects.get()
    particulars = {"amount": str(amount), "currency": currency}
    if currency == agency.currency:
        agency.major_from = amount
        agency.save(update_fields=["major_from"])
        return Done(agency, particulars)
    threshold = MajorThreshold.objects.create(currency=currency, amount=amount, by=by, at=clock.now())
    return Done(threshold, particulars)


def _currency(code: str) -> str:
    """A currency's code of three letters. Refused where it is none."""
    code = code.strip().upper()
    refuse_unless(
        len(code) == 3 and code.isalpha() and code.isascii(), _("A currency has three letters, as EUR"), "currency"
    )
    return code
