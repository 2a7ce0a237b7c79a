"""How an agency begins: itself, its first office with a calendar, and somebody to open the doors."""

from dataclasses import dataclass
from datetime import time
from typing import Any

from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.core.mail import AddressRefused, mailbox
from herringbone.core.models import Agency, Office
from herringbone.people.actions.offices import first_calendar
from herringbone.people.models import Person, Role
from herringbone.record.action import Done, Refused, action, refuse_unless
from herringbone.record.actor import SYSTEM

OPENS, CLOSES = time(9), time(18)


@dataclass(frozen=True)
class FirstOffice:
    """Where the agency begins. `country` and `region` are those of the `holidays` library, as IT or US and NY."""

    name: str
    zone: str
    country: str
    language: str
    region: str = ""


def _nobody_is_here(*, by: Any, **_: Any) -> bool:
    return by is SYSTEM and not Agency.objects.exists()


@action("agency founded", may=_nobody_is_here)
def found_agency(
    *, by: Any, name: str, legal_name: str, currency: str, office: FirstOffice, admin_name: str, admin_email: str
) -> Done[Person]:
    """Enter the agency, its office with the calendar of three years, and the first administrator, whom it gives.

    The administrator has no password yet: an invitation opens the door. Only the system may, and only once.
    """
    try:
        mailbox(admin_name, admin_email)
    except AddressRefused:
        raise Refused(_("That is not a mail address"), "admin") from None
    refuse_unless(name.strip() and legal_name.strip(), _("An agency needs a name and a legal name"), "agency")
    Agency.objects.create(name=name.strip(), legal_name=legal_name.strip(), currency=currency)
    here = Office.objects.create(
        name=office.name, zone=office.zone, country=office.country, region=office.region, language=office.language,
        currency=currency, opens=OPENS, closes=CLOSES,
    )  # fmt: skip
    today = here.local(clock.now()).date()
    first_calendar(here)
    admin = Person(name=admin_name, email=admin_email, office=here, language=office.language)
    admin.set_unusable_password()
    admin.save()
    Role.objects.create(person=admin, kind=Role.Kind.ADMINISTRATOR, starts=today)
    return Done(admin, {"office": here.pk})
