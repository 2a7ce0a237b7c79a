"""`herringbone init`: a new agency."""

import argparse
from typing import Any
from zoneinfo import available_timezones

import holidays
from babel.core import get_global
from babel.numbers import list_currencies
from django.conf import settings

from herringbone import data_folder, environment
from herringbone.commands.database import bring_up_to_date, migrations_due
from herringbone.commands.failure import Failed
from herringbone.commands.invite import give_way_in
from herringbone.core import instance
from herringbone.core.models import Agency
from herringbone.people.actions.founding import FirstOffice, found_agency
from herringbone.record.actor import SYSTEM


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What an agency consists of on its first day."""
    wanted: dict[str, Any] = {"required": True}
    parser.add_argument("--agency", **wanted, metavar="NAME", help="what people call it")
    parser.add_argument("--entity", **wanted, metavar="NAME", help="its legal name")
    parser.add_argument("--office", **wanted, metavar="NAME", help="its first office, such as Milan")
    parser.add_argument("--currency", **wanted, metavar="CODE", help="such as EUR or USD")
    parser.add_argument("--zone", **wanted, metavar="ZONE", help="such as Europe/Rome or America/New_York")
    parser.add_argument("--language", **wanted, choices=[code for code, _ in settings.LANGUAGES])
    parser.add_argument("--admin", **wanted, metavar="EMAIL", help="the first administrator's mail address")
    parser.add_argument("--admin-name", metavar="NAME", help="the administrator's name; else made of the address")
    parser.add_argument("--country", metavar="CODE", help="for public holidays, such as IT; else that of the zone")
    parser.add_argument("--region", default="", metavar="CODE", help="for regional holidays, such as NY")


def run(told: argparse.Namespace) -> int:
    """Make the database and the agency, print and mail the administrator's way in."""
    office = _office(told)
    if told.currency.upper() not in list_currencies():
        raise Failed(f"There is no currency {told.currency}. Use its three letters, such as EUR.", code=2)
    data_folder.prepare(settings.DATA)
    # The settings were read before there was a key; the first letter needs it.
    settings.SECRET_KEY = environment.secret("HERRINGBONE_SECRET_KEY", settings.DATA / "secret.key")
    settings.ENCRYPTION_KEY = environment.secret("HERRINGBONE_ENCRYPTION_KEY", settings.DATA / "encryption.key")
    if migrations_due():
        print(f"making the tables in {instance.address()}, which may take half a minute", flush=True)
    bring_up_to_date()
    if there := Agency.objects.first():
        raise Failed(f"“{there}” is in {instance.address()} already. Nothing was changed.")
    administrator = found_agency(
        by=SYSTEM, name=told.agency, legal_name=told.entity, currency=told.currency.upper(), office=office,
        admin_name=told.admin_name or _name_from(told.admin), admin_email=told.admin.strip(),
    )  # fmt: skip
    instance.become_the_original()
    print(f"{told.agency} is in {instance.address()}, its files and keys in {settings.DATA}")
    print("keep secret.key and encryption.key of that folder in another safe place too: no backup holds them")
    give_way_in(administrator, administrator)
    if not settings.BASE_URL_TOLD:
        print(
            "HERRINGBONE_BASE_URL is not set: put your own address, or the port that you serve, in place of http://localhost:8000"
        )
    return 0


def _office(told: argparse.Namespace) -> FirstOffice:
    if told.zone not in available_timezones():
        raise Failed(f"There is no time zone {told.zone}. Use a name such as Europe/Rome.", code=2)
    country = (told.country or get_global("zone_territories").get(told.zone, "")).upper()
    regions = holidays.list_supported_countries()
    if country not in regions:
        raise Failed("The country cannot be told from the zone. Say --country, such as --country IT.", code=2)
    if told.region and told.region not in regions[country]:
        known = ", ".join(regions[country]) or "none"
        raise Failed(f"{country} has no region {told.region} with holidays of its own. Known: {known}.", code=2)
    return FirstOffice(told.office.strip(), told.zone, country, told.language, told.region)


def _name_from(email: str) -> str:
    """A name to begin with, out of an address: ada.rossi@… becomes Ada Rossi."""
    return " ".join(part.capitalize() for part in email.split("@")[0].replace("_", ".").split(".") if part) or email
