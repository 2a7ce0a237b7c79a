"""Opening an account, changing what is known of it, and its settings."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from herringbone.clients.codes import code_for
from herringbone.clients.models import Brand, Client, LegalEntity
from herringbone.clients.promises import declared_promise
from herringbone.clients.rules import may_lead, may_open_account, may_place, may_set_policy
from herringbone.core import clock
from herringbone.core.merge import merge_or_ask
from herringbone.core.models import Office
from herringbone.people.actions import give_role
from herringbone.people.models import Person, Role
from herringbone.record.action import Done, action, refuse_unless
from herringbone.record.duties import keeping
from herringbone.record.duties.declare import register
from herringbone.record.models import Duty, Policy

CHANGEABLE = (
    "name", "industry", "country", "website", "currency", "language", "since", "office", "parent", "profile",
)  # fmt: skip
CODE_LENGTH = 8
LONGEST = {"working days": 60, "working hours": 500, "clock hours": 1000}


@action("client opened", may=may_open_account)
def open_client(
    *, by: Person, name: str, office: Office, code: str = "", point_person: Person | None = None,
    legal_name: str = "", tax_number: str = "",
    brands: Sequence[str] = (), currency: str = "", language: str = "", since: date | None = None,
    **profile: Any,
) -> Done[Client]:  # fmt: skip
    """Open an account with its point person. Without one the duty to name one is owed from this moment.

    Without a code, one is made of the name. A tax number without a legal name is that of a company called so, too.
    """
    name = name.strip()
    refuse_unless(name, _("A client needs a name"), "name")
    code = code or code_for(name, set(Client.objects.values_list("code", flat=True)))
    refuse_unless(
        code.isascii() and code.isalnum() and len(code) <= CODE_LENGTH,
        _("A code is up to eight letters and figures, as it stands in job numbers"),
        "code",
    )
    code = code.upper()
    refuse_unless(not Client.objects.filter(code=code).exists(), _("Another client has that code"), "code")
    client = Client.objects.create(
        name=name, code=code, office=office, currency=currency or office.currency,
        language=language or office.language, since=since, opened=clock.now(), **profile,
    )  # fmt: skip
    if legal_name or tax_number:
        LegalEntity.objects.create(client=client, name=legal_name or name, tax_number=tax_number)
    Brand.objects.bulk_create(Brand(client=client, name=brand) for brand in dict.fromkeys(brands))
    if point_person:
        today = office.local(client.opened).date()
        give_role(by=by, person=point_person, client=client, kind=Role.Kind.POINT, starts=today)
    return Done(client, {"code": code})


@action("client changed", may=may_lead)
def change_client(
    *, by: Person, client: Client, values: Mapping[str, Any], original: Mapping[str, Any] | None = None
) -> Done[Client]:
    """Change some of `CHANGEABLE`; office and parent are given by their ids, `since` as a date or its ISO form.

    `original` are the values that the form was filled with: what somebody else changed meanwhile stays, and where
    both changed the same InConflict is raised. Without it the values count as they are.
    """
    values = {name: value for name, value in values.items() if name in CHANGEABLE}
    client.refresh_from_db()
    stored = values_of(client)
    merged = merge_or_ask(original if original is not None else stored, values, stored)
    new = {name: merged.values[name] for name in merged.mine}
    refuse_unless(str(new.get("name", client.name)).strip(), _("A client needs a name"), "name")
    _place_below(client, new.pop("parent", client.parent_id or "") or None)
    if "office" in new:
        client.office = Office.objects.get(pk=new.pop("office"))
    if "since" in new:
        told = new.pop("since")
        client.since = date.fromisoformat(told) if told else None
    for name, value in new.items():
        setattr(client, name, value)
    client.save()
    _reword_duties(client)
    return Done(client, {"changed": sorted(merged.mine)})


@action("client placed", may=may_place)
def place_client(*, by: Person, client: Client, parent: Client | None) -> Done[Client]:
    """Say to which other client's company this one belongs, or that it stands alone."""
    _place_below(client, parent.pk if parent else None)
    client.save(update_fields=["parent"])
    return Done(client, {"parent": client.parent_id})


def values_of(client: Client) -> dict[str, Any]:
    """What `change_client` can change, as it is stored: what a form is filled with and sealed over."""
    return {name: getattr(client, f"{name}_id" if name in ("office", "parent") else name) for name in CHANGEABLE}


def _place_below(client: Client, parent_id: int | None) -> None:
    """Set the company above. Refused where that would make a circle."""
    above, seen = parent_id, {client.pk}
    while above:
        refuse_unless(above not in seen, _("A company cannot stand below itself"), "parent")
        seen.add(above)
        above = Client.objects.filter(pk=above).values_list("parent", flat=True).first()
    client.parent_id = parent_id


def _reword_duties(client: Client) -> None:
    """Duties hold the client's name and are counted in its office's days: bring those on record in step."""
    for kind in register.values():
        subjects = Duty.objects.filter(kind=kind.name, client=client).values_list("subject", flat=True)
        keeping.refresh(kind, set(subjects))


@action("policy set", may=may_set_policy)
def set_policy(
    *, by: Person, client: Client | None, kind: str, amount: int, unit: Policy.Unit, begins: datetime | None = None
) -> Done[Policy]:
    """Set how long a kind of duty may take, for a client or (none given) the agency; counts for what begins later."""
    now = clock.now()
    begins = begins or now
    refuse_unless(begins >= now, _("A promise already made stands: a setting cannot count from the past"), "begins")
    declared = declared_promise(kind)
    refuse_unless(
        declared is None or unit in declared.units,
        _("%(duty)s: this cannot be counted in %(unit)s") % {"duty": declared and declared.label, "unit": unit.label},
        "unit",
    )
    refuse_unless(
        0 < amount <= LONGEST.get(unit, 7),
        _("%(amount)s %(unit)s is no length for a duty") % {"amount": amount, "unit": unit.label},
        "amount",
    )
    policy, _is_new = Policy.objects.update_or_create(
        client=client, kind=kind, begins=begins, defaults={"amount": amount, "unit": unit}
    )
    return Done(policy, {"kind": kind, "amount": amount, "unit": unit.value, "begins": begins})
