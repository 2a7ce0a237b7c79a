"""Opening an account, and its settings."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from herringbone.clients.models import Brand, Client, LegalEntity
from herringbone.clients.rules import may_open_account
from herringbone.core import clock
from herringbone.core.models import Office
from herringbone.people.actions import give_role
from herringbone.people.models import Person, Role
from herringbone.people.rules import may_direct, may_lead_client
from herringbone.record.action import Done, action, refuse_unless
from herringbone.record.models import Policy


@action("client opened", may=may_open_account)
def open_client(
    *, by: Person, name: str, code: str, office: Office, point_person: Person | None = None, legal_name: str = "",
    brands: Sequence[str] = (), currency: str = "", language: str = "", since: date | None = None,
    **profile: Any,
) -> Done[Client]:  # fmt: skip
    """Open an account with its point person. Without one the duty to name one is owed from this moment."""
    refuse_unless(name.strip(), _("A client needs a name"), "name")
    refuse_unless(not Client.objects.filter(code=code).exists(), _("Another client has that code"), "code")
    client = Client.objects.create(
        name=name.strip(), code=code, office=office, currency=currency or office.currency,
        language=language or office.language, since=since, opened=clock.now(), **profile,
    )  # fmt: skip
    if legal_name:
        LegalEntity.objects.create(client=client, name=legal_name)
    Brand.objects.bulk_create(Brand(client=client, name=brand) for brand in brands)
    if point_person:
        today = office.local(client.opened).date()
        give_role(by=by, person=point_person, client=client, kind=Role.Kind.POINT, starts=today)
    return Done(client, {"code": code})


def _may_set(*, by: Any, client: Client | None, **_: Any) -> bool:
    return may_lead_client(by, client) if client else may_direct(by)


@action("policy set", may=_may_set)
def set_policy(
    *, by: Person, client: Client | None, kind: str, amount: int, unit: Policy.Unit, begins: datetime | None = None
) -> Done[Policy]:
    """Set how long a kind of duty may take, for a client or (none given) the agency; counts for what begins later."""
    begins = begins or clock.now()
    refuse_unless(
        begins >= clock.now(), _("A promise already made stands: a setting cannot count from the past"), "begins"
    )
    policy = Policy.objects.create(client=client, kind=kind, amount=amount, unit=unit, begins=begins)
    return Done(policy, {"kind": kind, "amount": amount, "unit": unit.value, "begins": begins})
