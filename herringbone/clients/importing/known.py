"""Clients, contacts and people of ours as kinds of records that files bring in."""

from django.utils.translation import gettext_lazy as _

from herringbone.clients.importing.card_records import read_card_file
from herringbone.clients.importing.client_rows import ClientRows
from herringbone.clients.importing.consents import FIELDS as CONSENTS
from herringbone.clients.importing.consents import LABELS
from herringbone.clients.importing.contact_rows import ContactRows
from herringbone.clients.importing.kinds import ImportKind
from herringbone.clients.importing.offices import seat_or_office
from herringbone.clients.importing.person_rows import PersonRows

CLIENTS = ImportKind(
    name="clients",
    heading=_("Bring in clients"),
    plural=_("Clients"),
    page="clients",
    accepts=_("CSV or XLSX, up to 10 MB"),
    rows=lambda by, chosen: ClientRows(by, (chosen.point_person or by).office, chosen.point_person),
    fields=(
        ("name", _("Name")), ("code", _("Code")), ("legal_name", _("Registered name")), ("tax_number", _("Tax number")),
        ("industry", _("Industry")), ("country", _("Country")), ("website", _("Website")), ("currency", _("Currency")),
        ("language", _("Language")), ("since", _("Client since")), ("parent", _("Belongs to")),
        ("point_person", _("Point person")), ("office", _("Office")), ("location", _("Town, seat")),
        ("address", _("Address")), ("postcode", _("Postcode")), ("phone", _("Telephone")),
        ("email", _("Mail address")), ("employees", _("Employees")), ("founded", _("Founded")),
        ("revenue", _("Its own revenue")), ("notes", _("Notes")), ("external_id", _("Number in the other program")),
    ),
    naming=frozenset({"name"}),
    wanted=_("the client’s name"),
    days=frozenset({"since"}),
    years=frozenset({"since"}),
    refine=seat_or_office,
    numbers={"revenue": False, "employees": True},
    asks=frozenset({"point_person"}),
)  # fmt: skip

CONTACTS = ImportKind(
    name="contacts",
    heading=_("Bring in contacts"),
    plural=_("Contacts"),
    page="contacts",
    accepts=_("CSV, XLSX or vCard, up to 10 MB"),
    rows=lambda by, chosen: ContactRows(by, chosen.file),
    fields=(
        ("name", _("Full name")), ("first_name", _("First name")), ("last_name", _("Last name")),
        ("company", _("Company")), ("language", _("Language")),
        ("title", _("Title")), ("department", _("Department")), ("email", _("Mail address")), ("phone", _("Telephone")),
        ("email_or_phone", _("Mail address or telephone")), ("address", _("Address")), ("postcode", _("Postcode")),
        ("city", _("Town")), ("country", _("Country")), ("website", _("Website")), ("notes", _("Notes")),
        ("external_id", _("Number in the other program")), *LABELS,
    ),
    naming=frozenset({"name", "first_name", "last_name", "company", "email", "email_or_phone"}),
    wanted=_("a name, a company or a mail address"),
    several=frozenset(
        {"email", "phone", "email_or_phone", "address", "postcode", "city", "country", "website", "notes", *CONSENTS}
    ),
    others=(read_card_file,),
)  # fmt: skip

PEOPLE = ImportKind(
    name="people",
    heading=_("Bring in people"),
    plural=_("People"),
    page="people",
    accepts=_("CSV or XLSX, up to 10 MB"),
    rows=lambda by, chosen: PersonRows(by),
    fields=(
        ("name", _("Full name")), ("first_name", _("First name")), ("last_name", _("Last name")),
        ("email", _("Mail address")), ("phone", _("Telephone")), ("title", _("Title")),
        ("manager", _("Reports to")), ("office", _("Office")), ("department", _("Department")),
    ),
    naming=frozenset({"name", "first_name", "last_name"}),
    wanted=_("a name"),
)  # fmt: skip
