"""Rows that are clients. The same client: the same code, else the same id in the other program, else the same name."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from herringbone.clients.actions import change_client, open_client, place_client
from herringbone.clients.importing.reading import Record
from herringbone.clients.importing.report import Outcome, What
from herringbone.clients.models import Client
from herringbone.core.models import Office
from herringbone.core.names import company_key
from herringbone.core.text import one_line
from herringbone.people.models import Person
from herringbone.people.rules import may_administer, visible_to
from herringbone.record.action import Refused

# Facts from outside that nothing computes with; they stand in the client's profile under these names.
PROFILE = ("location", "employees", "founded", "revenue", "address", "postcode", "phone", "email", "notes")
LONGEST = {"name": 120, "industry": 80, "country": 80, "website": 200}
SHORTENED = 500  # characters of one fact of the profile


@dataclass
class ClientRows:
    """Brings in rows one after the other, and knows what is there already, the rows before included."""

    by: Person
    office: Office
    point_person: Person | None
    known: dict[str, Client] = field(default_factory=dict)  # by "code:", "id:" or "name:" and its key
    above: list[tuple[Record, Client, str]] = field(default_factory=list)  # who is to stand below whom

    def __post_init__(self) -> None:
        seen = Client.objects.all() if may_administer(self.by) else visible_to(self.by, Client)
        for client in seen.order_by("-pk"):
            self._remember(client)

    def land(self, record: Record) -> Outcome:
        """Bring in one row. Raises Refused with the reason where it cannot be."""
        name = one_line(record.text("name"))
        if not name:
            raise Refused(_("The row has no name"))
        client = self._there(record, name)
        notes = list(record.notes)
        values = _values(record, name, notes)
        if client is None:
            client = self._open(record, values)
            what: What = "created"
        else:
            what = self._change(client, values)
        self._remember(client)
        if parent := one_line(record.text("parent")):
            self.above.append((record, client, parent))
        return Outcome(record.number, record.line, name, what, tuple(notes))

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
                if outcome.what == "unchanged":
                    outcomes[record.number] = replace(outcome, what="updated")
        return []

    def _there(self, record: Record, name: str) -> Client | None:
        keys = (
            f"code:{record.text('code').upper()}",
            f"id:{record.text('external_id')}",
            f"id:{record.text('code')}",
            f"name:{company_key(name)}",
        )
        return next((self.known[key] for key in keys if key in self.known and not key.endswith(":")), None)

    def _remember(self, client: Client) -> None:
        self.known[f"code:{client.code}"] = client
        self.known[f"name:{company_key(client.name)}"] = client
        if client.external_id:
            self.known[f"id:{client.external_id}"] = client

    def _open(self, record: Record, values: dict[str, Any]) -> Client:
        code = record.text("code")
        usable = code.isascii() and code.isalnum() and len(code) <= 8
        return open_client(
            by=self.by, office=self.office, point_person=self.point_person, code=code if usable else "",
            legal_name=one_line(record.text("legal_name"))[:200], tax_number=one_line(record.text("tax_number"))[:40],
            external_id=(record.text("external_id") or ("" if usable else code))[:120], **values,
        )  # fmt: skip

    def _change(self, client: Client, values: dict[str, Any]) -> What:
        """Change what the row says otherwise; an empty cell says nothing."""
        if "profile" in values:
            values = {**values, "profile": {**client.profile, **values["profile"]}}
        stored = {name: getattr(client, name) for name in values}
        if "name" in values and company_key(client.name) == company_key(values["name"]):
            stored.pop("name")  # blanks and capitals are no other name
        changed = {name: values[name] for name, was in stored.items() if values[name] != was}
        if not changed:
            return "unchanged"
        change_client(by=self.by, client=client, values=changed)
        return "updated"


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
    currency = record.text("currency").upper()
    if len(currency) == 3 and currency.isalpha():
        values["currency"] = currency
    if language := _language(record.text("language")):
        values["language"] = language
    profile = {key: record.text(key)[:SHORTENED] for key in PROFILE if record.text(key)}
    if profile:
        values["profile"] = profile
    return values


def _language(text: str) -> str:
    """The code of a language that the program speaks, by its code or name."""
    low = text.casefold()
    return next((code for code, name in settings.LANGUAGES if low in (code, str(name).casefold())), "")
