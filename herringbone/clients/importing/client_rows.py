"""Rows that are clients. The same client: the same code, else the same id in the other program, else the same name."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from babel.numbers import list_currencies
from django.conf import settings
from django.utils.translation import gettext as _

from herringbone.clients.actions import change_client, open_client, place_client
from herringbone.clients.importing.colleagues import Colleagues
from herringbone.clients.importing.languages import language_called
from herringbone.clients.importing.offices import Offices
from herringbone.clients.importing.reading import Record
from herringbone.clients.importing.report import Fact, Outcome, What
from herringbone.clients.models import Client
from herringbone.clients.queries.duplicates import names_of
from herringbone.core import clock
from herringbone.core.models import Office
from herringbone.core.names import NearNames, company_key
from herringbone.core.tables.currencies import currencies_meant
from herringbone.core.text import one_line
from herringbone.core.wording import dates
from herringbone.people.actions import give_role
from herringbone.people.actions.roles import may_give_role
from herringbone.people.models import Person, Role
from herringbone.people.rules import may_administer, visible_to
from herringbone.record.action import Denied, Refused

# Facts from outside that nothing computes with; they stand in the client's profile under these names.
PROFILE = ("location", "employees", "founded", "revenue", "address", "postcode", "phone", "email", "notes")
LONGEST = {"name": 120, "industry": 80, "country": 80, "website": 200}
MOST_NAMED = 2  # clients whose name a row comes close to
SHORTENED = 500  # characters of one fact of the profile


@dataclass
class ClientRows:
    """Brings in rows one after the other, and knows what is there already, the rows before included."""

    by: Person
    office: Office
    point_person: Person | None
    known: dict[str, Client] = field(default_factory=dict)  # by "code:", "id:" or "name:" and its key
    above: list[tuple[Record, Client, str]] = field(default_factory=list)  # who is to stand below whom
    first_row: dict[int, int] = field(default_factory=dict)  # by client, the row that was the first about it

    def __post_init__(self) -> None:
        seen = Client.objects.all() if may_administer(self.by) else visible_to(self.by, Client)
        there = list(seen.order_by("-pk"))
        for client in there:
            self._remember(client)
        self.near = NearNames(names_of(there))  # what was there before; a row is no double of the row above it
        self.people = Colleagues(Person.objects.filter(is_active=True))
        self.offices = Offices()

    def land(self, record: Record) -> Outcome:
        """Bring in one row. Raises Refused with the reason where it cannot be."""
        name = one_line(record.text("name"))
        if not name:
            raise Refused(_("The row has no name"))
        client = self._there(record, name)
        told = one_line(record.text("office"))
        office = self.offices.called(told) if told else None
        notes = list(record.notes)
        values = _values(record, name, notes)
        facts: list[Fact] = []
        if client is None:
            notes += self._close_to(name)
            client = self._open(record, values, self._point_person(record, notes), office, facts)
            what: What = "created"
        else:
            if twice := self._said_before(client):
                notes.append(twice)
            try:
                self._change(client, values, facts)
            except Denied:
                if not twice:
                    raise
                raise Refused(twice) from None
            self._answer(client, record, facts, notes)
            if office and office != client.office:
                notes.append(_("%(office)s stays its office") % {"office": client.office})
            what = "updated" if facts else "unchanged"
        self._remember(client)
        self.first_row.setdefault(client.pk, record.number)
        if parent := one_line(record.text("parent")):
            self.above.append((record, client, parent))
        return Outcome(record.number, record.line, name, what, tuple(notes), tuple(facts), client.pk)

    def finish(self, outcomes: dict[int, Outcome]) -> list[str]:
        """Put clients below those that they belong to, now that all are there, whatever the order of the rows."""
        for record, client, parent_name in self.above:
            outcome = outcomes[record.number]
            parent = self.known.get(f"name:{company_key(parent_name)}")
            if parent is None:
                note = _("“%(parent)s”, to which it belongs, is no client and was not noted") % {"parent": parent_name}
                outcomes[record.number] = replace(outcome, why=(*outcome.why, note))
            elif client.parent_id != parent.pk:
                place_client(by=self.by, client=client, parent=parent)
                what: What = "updated" if outcome.what == "unchanged" else outcome.what
                facts = (*outcome.facts, Fact(_("Belongs to"), parent.name))
                outcomes[record.number] = replace(outcome, what=what, facts=facts)
        return []

    def _there(self, record: Record, name: str) -> Client | None:
        keys = (
            f"code:{record.text('code').upper()}",
            f"id:{record.text('external_id')}",
            f"id:{record.text('code')}",
            f"name:{company_key(name)}",
        )
        return next((self.known[key] for key in keys if key in self.known and not key.endswith(":")), None)

    def _said_before(self, client: Client) -> str:
        """That a row before was about the same client; empty where none was."""
        first = self.first_row.get(client.pk)
        return _("It stands twice in this file, first in row %(row)s") % {"row": first} if first else ""

    def _close_to(self, name: str) -> list[str]:
        """That a new client may be one that is there already, under another spelling. It is for a person to see; the
        row is brought in all the same."""
        clients = ", ".join(one.known.name for one in self.near.near(name, limit=MOST_NAMED))
        return [_("close to %(clients)s, which is there") % {"clients": clients}] if clients else []

    def _remember(self, client: Client) -> None:
        self.known[f"code:{client.code}"] = client
        self.known[f"name:{company_key(client.name)}"] = client
        if client.external_id:
            self.known[f"id:{client.external_id}"] = client

    def _open(
        self, record: Record, values: dict[str, Any], point_person: Person | None, office: Office | None,
        facts: list[Fact],
    ) -> Client:  # fmt: skip
        """A new client of the office that the row names, else of its point person's, else of whoever brings it in."""
        code = record.text("code")
        usable = code.isascii() and code.isalnum() and len(code) <= 8
        point_person = point_person or self.point_person
        legal_name, tax = one_line(record.text("legal_name"))[:200], one_line(record.text("tax_number"))[:40]
        client = open_client(
            by=self.by, office=office or (point_person.office if point_person else self.office),
            point_person=point_person,
            code=code if usable else "", legal_name=legal_name, tax_number=tax,
            external_id=(record.text("external_id") or ("" if usable else code))[:120], **values,
        )  # fmt: skip
        facts.append(Fact(_("Code"), client.code))
        facts.append(Fact(_("Office"), client.office.name))
        facts.append(Fact(_("Point person"), point_person.name if point_person else _("nobody yet")))
        told = [(_("Registered name"), legal_name), (_("Tax number"), tax)]
        facts += [Fact(label, text) for label, text in (*told, *_told(values)) if text]
        return client

    def _point_person(self, record: Record, notes: list[str]) -> Person | None:
        """Who the row says answers for the client; whoever is not known is named."""
        told = one_line(record.text("point_person"))
        person = self.people.called(told) if told else None
        if told and person is None:
            notes.append(_("“%(person)s” is nobody of the agency, or several") % {"person": told[:60]})
        return person

    def _answer(self, client: Client, record: Record, facts: list[Fact], notes: list[str]) -> None:
        """Name the point person of a client that has none. Who is one already stays: a handover has its own page."""
        person = self._point_person(record, notes)
        if person is None:
            return
        today = client.office.local(clock.now()).date()
        held = Role.objects.running(today).filter(client=client, kind=Role.Kind.POINT).select_related("person").first()
        if held is None and not may_give_role(by=self.by, client=client, kind=Role.Kind.POINT):
            notes.append(
                _("Who answers for it is for its leaders to say: %(person)s is not noted") % {"person": person}
            )
        elif held is None:
            give_role(by=self.by, person=person, client=client, kind=Role.Kind.POINT, starts=today)
            facts.append(Fact(_("Point person"), person.name, _("nobody yet")))
        elif held and held.person != person:
            notes.append(_("%(person)s stays the point person") % {"person": held.person})

    def _change(self, client: Client, values: dict[str, Any], facts: list[Fact]) -> None:
        """Change what the row says otherwise; an empty cell says nothing."""
        if "profile" in values:
            values = {**values, "profile": {**client.profile, **values["profile"]}}
        stored = {name: getattr(client, name) for name in values}
        if "name" in values and company_key(client.name) == company_key(values["name"]):
            stored.pop("name")  # blanks and capitals are no other name
        changed = {name: values[name] for name, was in stored.items() if values[name] != was}
        if not changed:
            return
        was = dict(_told({name: stored[name] for name in changed}))
        facts += [Fact(label, text, was.get(label, "")) for label, text in _told(changed) if text != was.get(label)]
        change_client(by=self.by, client=client, values=changed)


def _values(record: Record, name: str, notes: list[str]) -> dict[str, Any]:
    """What a row says of a client: only what it says at all."""
    texts = {name: one_line(record.text(name)) for name in ("industry", "country", "website")}
    values: dict[str, Any] = {"name": name, **{key: text for key, text in texts.items() if text}}
    for key, longest in LONGEST.items():
        if len(values.get(key, "")) > longest:
            values[key] = values[key][:longest]
            notes.append(_("%(field)s was cut to %(longest)s characters") % {"field": key, "longest": longest})
    if since := record.text("since"):
        values["since"] = date.fromisoformat(since)
    if currency := record.text("currency"):
        meant = currencies_meant(currency) & set(list_currencies())
        if len(meant) == 1:
            values["currency"] = next(iter(meant))
        elif not meant:
            notes.append(_("“%(currency)s” is no currency") % {"currency": currency[:20]})
    if told := record.text("language"):
        if language := language_called(told):
            values["language"] = language
        else:
            notes.append(_("“%(language)s” is no language that mails are written in here") % {"language": told[:60]})
    profile = {key: record.text(key)[:SHORTENED] for key in PROFILE if record.text(key)}
    if profile:
        values["profile"] = profile
    return values


def _told(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Values of a client as they read for a person: what each is, and what it says."""
    labels = {
        "name": _("Name"), "industry": _("Industry"), "country": _("Country"), "website": _("Website"),
        "since": _("Client since"), "currency": _("Currency"), "language": _("Language"), "location": _("Town, seat"),
        "employees": _("Employees"), "founded": _("Founded"), "revenue": _("Its own revenue"), "address": _("Address"),
        "postcode": _("Postcode"), "phone": _("Telephone"), "email": _("Mail address"), "notes": _("Notes"),
    }  # fmt: skip
    flat = {**values, **values.get("profile", {})}
    return [(label, _reads(name, flat[name])) for name, label in labels.items() if flat.get(name)]


def _reads(name: str, value: Any) -> str:
    if name == "language":
        return str(dict(settings.LANGUAGES).get(value, value))
    return dates.written(value, "full") if isinstance(value, date) else str(value)
