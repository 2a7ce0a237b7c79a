"""`herringbone init`: a new agency."""

import argparse
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import holidays
from babel.core import get_global
from babel.numbers import list_currencies
from django.conf import settings
from django.db import connection
from django.db.models import Model

from herringbone import data_folder, environment
from herringbone.commands.database import bring_up_to_date, migrations_due
from herringbone.commands.failure import Failed
from herringbone.commands.invite import give_way_in
from herringbone.core import instance
from herringbone.core.mail import AddressRefused, mailbox
from herringbone.core.models import Agency, Office
from herringbone.people.actions.founding import FirstOffice, found_agency
from herringbone.people.models import Person
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
    _refuse_what_is_no_name(told)
    _refuse_if_there_is_one()
    data_folder.prepare(settings.DATA)
    # The settings were read before there was a key; the first letter needs it.
    settings.SECRET_KEY = environment.secret("HERRINGBONE_SECRET_KEY", settings.DATA / "secret.key")
    settings.ENCRYPTION_KEY = environment.secret("HERRINGBONE_ENCRYPTION_KEY", settings.DATA / "encryption.key")
    if migrations_due():
        print(f"making the tables in {instance.address()}, which may take half a minute", flush=True)
    bring_up_to_date()
    administrator = found_agency(
        by=SYSTEM, name=told.agency, legal_name=told.entity, currency=told.currency.upper(), office=office,
        admin_name=_admin_name(told), admin_email=told.admin.strip(),
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


def _refuse_what_is_no_name(told: argparse.Namespace) -> None:
    """Before anything is made: every name says something and has room, and the administrator can be written to."""
    names: tuple[tuple[str, str, type[Model], str], ...] = (
        ("--agency", told.agency, Agency, "name"),
        ("--entity", told.entity, Agency, "legal_name"),
        ("--office", told.office, Office, "name"),
        ("--admin", told.admin, Person, "email"),
        ("--admin-name", _admin_name(told), Person, "name"),
    )
    for option, name, model, field in names:
        longest: int = model._meta.get_field(field).max_length  # type: ignore[union-attr, assignment]
        if not name.strip():
            raise Failed(f"{option} is empty. Nothing was made.", code=2)
        if len(name.strip()) > longest:
            raise Failed(f"{option} is longer than {longest} characters. Nothing was made.", code=2)
    try:
        mailbox(_admin_name(told), told.admin.strip())
    except AddressRefused:
        raise Failed(f"--admin {told.admin} is not a mail address. Nothing was made.", code=2) from None


def _refuse_if_there_is_one() -> None:
    """Looked at before the tables are brought up to date: whoever has an agency here is changed in nothing."""
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return  # asking would make the file
    if Agency._meta.db_table not in connection.introspection.table_names():
        return
    if there := Agency.objects.values_list("name", flat=True).first():
        raise Failed(f"“{there}” is in {instance.address()} already. Nothing was changed.")


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


def _admin_name(told: argparse.Namespace) -> str:
    return (told.admin_name or "").strip() or _name_from(told.admin.strip())


def _name_from(email: str) -> str:
    """A name to begin with, out of an address: ada.rossi@… becomes Ada Rossi."""
    return " ".join(part.capitalize() for part in email.split("@")[0].replace("_", ".").split(".") if part) or email
