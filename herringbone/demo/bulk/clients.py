"""A client with its team and contacts, as rows: what `agency` does by actions."""

from datetime import date, datetime

from herringbone.clients.models import Brand, Client, Contact, ContactRole, LegalEntity, Revenue
from herringbone.core.models import Agency
from herringbone.demo import cast
from herringbone.demo.agency import roles_of
from herringbone.demo.bulk.book import Book
from herringbone.demo.bulk.rows import Rows
from herringbone.demo.moments import Hours
from herringbone.demo.players import Players
from herringbone.people.models import Person, Role


def open_book(
    account: cast.Account, rows: Rows, players: Players, agency: Agency, hours: Hours, opened: datetime
) -> Book:
    """Open an account: the client, its company and brands, its team, what it is worth, its contacts."""
    office = hours.office
    client = rows.add(
        Client(
            name=account.name, code=account.code, office=office, currency=office.currency, language=office.language,
            since=account.since, opened=opened, industry=account.industry, country=account.country,
            website=account.website,
        )
    )  # fmt: skip
    book = Book(rows, players, agency, client, hours)
    head, today = players.people["constance"], office.local(opened).date()
    country = "IT" if account.office == "Milan" else "US"
    entity = rows.add(
        LegalEntity(client=client, name=account.legal, address=account.address, tax_number=account.tax, country=country)
    )
    book.brands = {name: rows.add(Brand(client=client, name=name)) for name in dict.fromkeys(account.brands)}
    _role(book, head, players.people[account.team.executive], Role.Kind.POINT, opened, today)
    book.event(head, "client opened", client, {"code": account.code}, opened)
    for kind, keys in roles_of(account.team):
        for key in keys:
            person = players.people[key]
            starts = person.office.local(opened).date()
            _role(book, head, person, kind, opened, starts, shielded=key in account.team.shielded)
    supervisor = players.people[account.team.supervisor]
    book.event(supervisor, "legal entity changed", entity, {}, opened)
    revenue = rows.add(
        Revenue(
            client=client, amount=account.revenue, currency=account.currency, year=today.year, source=account.source,
            by=supervisor, at=opened,
        )
    )  # fmt: skip
    told = {"amount": str(account.revenue), "currency": account.currency, "year": today.year}
    book.event(supervisor, "revenue declared", revenue, told, opened)
    for one in account.contacts:
        _contact(book, players.people[account.team.executive], one, opened)
    return book


def _role(
    book: Book, by: Person, person: Person, kind: Role.Kind, at: datetime, starts: date, *, shielded: bool = False
) -> None:
    role = book.rows.add(Role(person=person, client=book.client, kind=kind, starts=starts, shielded=shielded))
    book.roles.append(role)
    told = {"person": person.pk, "kind": kind.value, "starts": starts, "ends": None, "shielded": shielded}
    book.event(by, "role given", role, told, at)


def _contact(book: Book, by: Person, one: cast.Person, at: datetime) -> None:
    contact = book.contacts[one.name] = book.rows.add(
        Contact(
            client=book.client, name=one.name, email=one.email, title=one.title, phone=one.phone, notes=one.notes,
            added=at,
        )
    )  # fmt: skip
    book.rows.add_all(ContactRole(contact=contact, kind=kind) for kind in sorted(one.roles))
    book.event(by, "contact added", contact, {"roles": sorted(one.roles)}, at)
