"""How the demo agency begins: offices, departments, people, clients with their teams, walls and promises."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.contrib.auth.hashers import make_password

from herringbone.clients.actions import (
    add_contact,
    change_entity,
    declare_revenue,
    define_major,
    open_client,
    record_consent,
    set_policy,
)
from herringbone.clients.models import Client
from herringbone.core import clock
from herringbone.core.calendar import fill_calendar
from herringbone.core.models import Agency, Office, WorkingDay
from herringbone.demo import cast
from herringbone.demo.players import Players
from herringbone.people.actions import (
    add_department,
    add_office,
    add_person,
    change_person,
    give_role,
    name_on_wall,
    raise_wall,
    set_head,
)
from herringbone.people.actions.founding import FirstOffice, found_agency
from herringbone.people.actions.offices import Place
from herringbone.people.models import Department, Person, Role
from herringbone.record.actor import SYSTEM
from herringbone.record.models import Policy
from herringbone.work.actions import ensure_job_kinds

NAME, LEGAL = "Halden & Rossi", "Halden & Rossi, Inc."
ADDRESS = "118 Greene Street, New York, NY 10012\nVia Solferino 31, 20121 Milano"
NEW_YORK = FirstOffice("New York", "America/New_York", "US", "en", region="NY")
MILAN = Place(
    name="Milan", zone="Europe/Rome", country="IT", region="MI", currency="EUR", language="it", opens=time(9),
    closes=time(18), legal_name="Halden & Rossi S.r.l.", tax_number="IT 12345678903",
)  # fmt: skip
MAJOR_IN_EUROS = Decimal(95_000)
DEPARTMENTS = {
    "account services": "Account services", "creative": "Creative", "production": "Production", "media": "Media",
    "finance": "Finance",
}  # fmt: skip
AN_HOUR = timedelta(hours=1)
Kind, Unit = Role.Kind, Policy.Unit

# What was promised to single clients: kind of duty, how long, counted in what.
PROMISES = {
    "ORS": [("objection", 3, Unit.WORKING_DAYS)],
    "NWF": [("form_acknowledgement", 2, Unit.WORKING_DAYS)],
    "QUI": [("waiting_too_long", 10, Unit.WORKING_DAYS)],
    "STM": [("contact_report", 2, Unit.WORKING_DAYS)],
}
COMPETITORS = ("TES", "STM", "Two savings banks in the same towns")
NAMED_ON_THE_WALL = ("owen", "marta", "priya", "sam")


def found(began: datetime, now: datetime) -> Players:
    """The agency as it was when it began with the program: people and clients, and nothing done yet."""
    players = found_house(began, now)
    for place, account in enumerate(cast.accounts()):
        with clock.clock_at(began + place * AN_HOUR / 4):
            open_account(players, account)
    with clock.clock_at(began + 5 * AN_HOUR):
        _wall(players)
    return players


def found_house(began: datetime, now: datetime) -> Players:
    """The agency with its offices, departments and people, and without clients."""
    players = Players()
    with clock.clock_at(began):
        _house(players, now)
        _people(players)
        players.kinds = ensure_job_kinds()
        define_major(by=players.people["constance"], amount=MAJOR_IN_EUROS, currency="EUR")
    return players


def _house(players: Players, now: datetime) -> None:
    """Both offices with their calendars, the agency, its administrator."""
    ada = next(one for one in cast.people() if one.key == "ada")
    found_agency(
        by=SYSTEM, name=NAME, legal_name=LEGAL, currency="USD", office=NEW_YORK, admin_name=ada.name,
        admin_email=ada.email,
    )  # fmt: skip
    Agency.objects.update(address=ADDRESS)
    add_office(by=Person.objects.get(), place=MILAN)
    first = WorkingDay.objects.order_by("date").values_list("date", flat=True)[0]
    for office in Office.objects.order_by("pk"):
        fill_calendar(office, first, date(now.year + 2, 12, 31))
        players.offices[office.name] = office


def _people(players: Players) -> None:
    admin = players.people["ada"] = Person.objects.get()
    for craft, name in DEPARTMENTS.items():
        players.departments[craft] = add_department(by=admin, name=name, craft=Department.Craft(craft))
    for one in cast.people():
        place = {
            "name": one.name, "email": one.email, "office": players.offices[one.office], "title": one.title,
            "department": players.departments.get(one.department), "phone": one.phone,
            "reports_to": players.people.get(one.reports_to),
        }  # fmt: skip
        if one.key == "ada":
            change_person(by=admin, person=admin, **place)
        else:
            players.people[one.key] = add_person(by=admin, language="en", **place)
    for one in cast.people():
        person = players.people[one.key]
        if one.agency and one.key != "ada":
            give_role(by=admin, person=person, client=None, kind=Kind(one.agency))
        if one.heads:
            set_head(by=admin, department=players.departments[one.heads], head=person)
    Person.objects.update(password=make_password(cast.PASSWORD))


def open_account(players: Players, account: cast.Account) -> None:
    """A client with its team, company, worth and contacts, at the clock's present moment."""
    team, head = account.team, players.people["constance"]
    executive = players.people[team.executive]
    client = open_client(
        by=head, name=account.name, code=account.code, office=players.offices[account.office], point_person=executive,
        legal_name=account.legal, brands=account.brands, since=account.since, industry=account.industry,
        country=account.country, website=account.website,
    )  # fmt: skip
    for kind, keys in roles_of(team):
        for key in keys:
            shielded = key in team.shielded
            give_role(by=head, person=players.people[key], client=client, kind=kind, shielded=shielded)
    supervisor = players.people[team.supervisor]
    for promise, amount, unit in PROMISES.get(account.code, ()):
        set_policy(by=supervisor, client=client, kind=promise, amount=amount, unit=unit)
    entity = client.entities.get()
    change_entity(
        by=supervisor, entity=entity, name=entity.name, address=account.address, tax_number=account.tax,
        country="IT" if account.office == "Milan" else "US",
    )  # fmt: skip
    declare_revenue(
        by=supervisor, client=client, amount=account.revenue, currency=account.currency, year=clock.now().year,
        source=account.source,
    )  # fmt: skip
    for one in account.contacts:
        _contact(executive, client, one)
    players.know(client)


def roles_of(team: cast.Team) -> Iterable[tuple[Role.Kind, tuple[str, ...]]]:
    """Which roles a team gives to whom, beside the point person, in their order."""
    for kind, key in (
        (Kind.DIRECTOR, team.director), (Kind.SUPERVISOR, team.supervisor), (Kind.EXECUTIVE, team.executive),
        (Kind.SECOND, team.second), (Kind.COORDINATOR, team.coordinator), (Kind.PLANNER, team.planner),
        (Kind.PRODUCER, team.producer),
    ):  # fmt: skip
        yield kind, (key,) if key else ()
    yield Kind.MEMBER, team.members


def _contact(by: Person, client: Client, one: cast.Person) -> None:
    contact = add_contact(
        by=by, client=client, name=one.name, email=one.email, title=one.title, phone=one.phone, roles=one.roles,
        notes=one.notes,
    )  # fmt: skip
    if one.no_phone:
        record_consent(by=by, contact=contact, channel="phone", allowed=False, source=one.no_phone)


def _wall(players: Players) -> None:
    """Two clients compete: those who span all clients are named, and see both sides."""
    one, other, reason = COMPETITORS
    head = players.people["constance"]
    wall = raise_wall(by=head, one=players.clients[one], other=players.clients[other], reason=reason)
    for key in NAMED_ON_THE_WALL:
        name_on_wall(by=head, wall=wall, person=players.people[key])
