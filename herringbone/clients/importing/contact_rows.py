"""Rows that are contacts. The same contact: any mail address equal without case; else the same id in the other program;
else name, company and a telephone, in digits, all equal. A name alone never joins two."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from herringbone.clients.actions import add_contact, add_reach, change_contact
from herringbone.clients.importing.reading import Record, Value
from herringbone.clients.importing.report import Outcome, What
from herringbone.clients.models import Client, Contact, Reach
from herringbone.clients.queries.cards import card_uid
from herringbone.clients.reaching import reach_key
from herringbone.clients.rules import contacts_open
from herringbone.core.instance import of_database
from herringbone.core.names import company_key, read_email, read_phone, split_reach
from herringbone.core.text import one_line, prose
from herringbone.people.models import Person
from herringbone.people.rules import may_administer, may_work_on, visible_to
from herringbone.record.action import Refused

MAIL, PHONE, PLACE, WEB = Reach.Kind.MAIL, Reach.Kind.PHONE, Reach.Kind.PLACE, Reach.Kind.WEB
NAMED = 5  # companies in one sentence
NOT_CALLED = ("fax", "pager")
LONGEST = {"name": 120, "title": 120, "company": 200, "phone": 60, "value": 500}


@dataclass(frozen=True)
class Somebody:
    """What a row says of somebody."""

    name: str
    company: str
    title: str
    notes: str
    external_id: str
    mails: Sequence[Value]
    phones: Sequence[Value]
    others: Sequence[tuple[str, Value]]  # places and web addresses, by kind


@dataclass
class ContactRows:
    """Brings in rows one after the other, and knows who is there already, the rows before included."""

    by: Person
    known: dict[str, Contact] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    strangers: list[str] = field(default_factory=list)  # the companies of new contacts that are no clients
    reaches: dict[int, set[tuple[str, str]]] = field(default_factory=dict)  # of each contact, (kind, key)
    agency: str = field(default_factory=of_database)  # under which id of ours a contact was exported

    def __post_init__(self) -> None:
        self.clients = {company_key(client.name): client for client in visible_to(self.by, Client)}
        open_to = Contact.objects.filter(client=None) if may_administer(self.by) else contacts_open(self.by)
        for contact in open_to.select_related("client").prefetch_related("reaches").order_by("-pk"):
            self.reaches[contact.pk] = {(one.kind, one.key) for one in contact.reaches.all()}
            self._remember(contact)
        self._remember_merged({contact.pk: contact for contact in self.known.values()})

    def land(self, record: Record) -> Outcome:
        """Bring in one row. Raises Refused with the reason where it cannot be."""
        notes = list(record.notes)
        told = _told(record, notes)
        contact = self._there(told)
        if contact is None:
            contact = self._add(told)
            self._reach(contact, told)
            what: What = "created"
        else:
            changed = self._change(contact, told)
            what = "updated" if self._reach(contact, told) or changed else "unchanged"
        self._remember(contact)
        return Outcome(record.number, record.line, told.name, what, tuple(notes))

    def finish(self, outcomes: dict[int, Outcome]) -> list[str]:
        """What is to be said of all rows once they are in: whose company is no client."""
        if not self.strangers:
            return []
        told = ngettext(
            "%(count)s contact of a company that is no client you work on belongs to none yet: %(companies)s",
            "%(count)s contacts of companies that are no clients you work on belong to none yet: %(companies)s",
            len(self.strangers),
        )
        companies = list(dict.fromkeys(self.strangers))
        more = ["…"] if len(companies) > NAMED else []
        return [told % {"count": len(self.strangers), "companies": ", ".join([*companies[:NAMED], *more])}]

    def _there(self, told: Somebody) -> Contact | None:
        keys = [f"mail:{reach_key(MAIL, one.text)}" for one in told.mails]
        if told.external_id:
            keys.append(f"id:{told.external_id}")
        keys += [_phone_key(told.name, told.company, one.text) for one in told.phones]
        return next((self.known[key] for key in keys if key in self.known), None)

    def _remember(self, contact: Contact) -> None:
        company = contact.client.name if contact.client else contact.company
        own = self.reaches.setdefault(contact.pk, set())
        if contact.email:
            own.add((MAIL, reach_key(MAIL, contact.email)))
        if contact.phone:
            own.add((PHONE, reach_key(PHONE, contact.phone)))
        for kind, key in own:
            if kind == MAIL:
                self.known[f"mail:{key}"] = contact
            elif kind == PHONE:
                self.known[f"phone:{company_key(contact.name)}:{company_key(company)}:{key}"] = contact
        self.known[f"id:{card_uid(self.agency, contact)}"] = contact

    def _remember_merged(self, here: Mapping[int, Contact]) -> None:
        """By the id of a contact that was merged, the one it was merged into is known."""
        merged = {one.pk: one for one in Contact.with_merged.exclude(merged_into=None)}
        for one in merged.values():
            end = one
            while end.merged_into_id in merged:
                end = merged[end.merged_into_id]
            if kept := here.get(end.merged_into_id or 0):
                self.known.setdefault(f"id:{card_uid(self.agency, one)}", kept)

    def _add(self, told: Somebody) -> Contact:
        client = self.clients.get(company_key(told.company)) if told.company else None
        if client is not None and not may_work_on(self.by, client):
            client = None
        if client is None and told.company:
            self.strangers.append(told.company)
        mail = next((one.text for one in told.mails if read_email(one.text)), "")
        return add_contact(
            by=self.by, client=client, name=told.name, company=told.company, email=mail, title=told.title,
            phone=_to_call(told.phones), notes=told.notes,
            external_id=told.external_id,
        )  # fmt: skip

    def _change(self, contact: Contact, told: Somebody) -> bool:
        """Change what the row says otherwise; an empty cell says nothing, and nobody is moved to another client."""
        values: dict[str, Any] = {"name": told.name, "title": told.title, "notes": told.notes}
        if contact.client is None:
            values["company"] = told.company
        if not contact.phone:
            values["phone"] = _to_call(told.phones)
        if not contact.email:
            values["email"] = next((one.text for one in told.mails if read_email(one.text)), "")
        changed = {
            name: value for name, value in values.items() if value and _differs(name, value, getattr(contact, name))
        }
        if changed:
            change_contact(by=self.by, contact=contact, values=changed)
        return bool(changed)

    def _reach(self, contact: Contact, told: Somebody) -> bool:
        """Add whatever way to reach somebody is not on record yet. Whether there was any."""
        self._remember(contact)
        added = False
        ways = [*((MAIL, one) for one in told.mails), *((PHONE, one) for one in told.phones), *told.others]
        for kind, one in ways:
            key = reach_key(kind, one.text)
            if (kind, key) in self.reaches[contact.pk]:
                continue
            value = one.text[: LONGEST["value"]]
            add_reach(by=self.by, contact=contact, kind=kind, value=value, label=one.label[:60])
            self.reaches[contact.pk].add((kind, key))
            added = True
        return added


def _to_call(phones: Sequence[Value]) -> str:
    """The number that one would call first: no fax and no pager."""
    return next((one.text for one in phones if one.label not in NOT_CALLED), "")[: LONGEST["phone"]]


def _differs(name: str, told: str, stored: str) -> bool:
    """Whether a row says otherwise. Blanks and capitals are no other name."""
    if name in ("name", "company"):
        return company_key(told) != company_key(stored)
    return told != stored


def _told(record: Record, notes: list[str]) -> Somebody:
    mixed = [split_reach(value.text) for value in record.all("email_or_phone")]
    mails = [*record.all("email"), *(Value(text) for mails, _phones, _rest in mixed for text in mails)]
    phones = [*record.all("phone"), *(Value(text) for _mails, phones, _rest in mixed for text in phones)]
    mails = [Value(_address(one.text), one.label) for one in mails]
    phones = [Value(one_line(one.text), one.label) for one in phones]
    for one in mails:
        if not read_email(one.text):
            notes.append(_("“%(text)s” is not one mail address; it is kept as written") % {"text": one.text[:60]})
    company = _cut("company", one_line(record.text("company")), notes)
    parts = (one_line(record.text(part)) for part in ("first_name", "last_name"))
    name = one_line(record.text("name")) or " ".join(part for part in parts if part) or company
    name = name or next((one.text for one in (*mails, *phones)), "")
    if not name:
        raise Refused(_("The row has no name, company, mail address or telephone"))
    title = ", ".join(filter(None, (one_line(record.text("title")), one_line(record.text("department")))))
    rest = [text for _mails, _phones, text in mixed if text]
    return Somebody(
        name=_cut("name", name, notes),
        company=company,
        title=_cut("title", title, notes),
        notes=prose("\n".join([*(value.text for value in record.all("notes")), *rest])),
        external_id=record.text("external_id")[:120],
        mails=_once(mails, MAIL),
        phones=_once(phones, PHONE),
        others=[*((PLACE, one) for one in _places(record)), *((WEB, one) for one in record.all("website"))],
    )


def _places(record: Record) -> list[Value]:
    """Addresses: whole ones, and those put together from their parts, of which those of one kind belong together."""
    lines: dict[str, list[str]] = {}
    for part in ("address", "postcode", "city", "country"):
        for value in record.all(part):
            told = lines.setdefault(value.label, [])
            if part == "city" and told and record.all("postcode"):
                told[-1] = f"{told[-1]} {value.text}"
            else:
                told.append(prose(value.text))
    return [*record.all("place"), *(Value("\n".join(told), label) for label, told in lines.items())]


def _once(values: Sequence[Value], kind: str) -> list[Value]:
    found: dict[str, Value] = {}
    for value in values:
        found.setdefault(reach_key(kind, value.text), value)
    return list(found.values())


def _address(text: str) -> str:
    read = read_email(text)
    return read.address if read else one_line(text)


def _phone_key(name: str, company: str, phone: str) -> str:
    read = read_phone(phone)
    digits = read.digits if read else reach_key(PHONE, phone)
    return f"phone:{company_key(name)}:{company_key(company)}:{digits}"


def _cut(name: str, text: str, notes: list[str]) -> str:
    if len(text) <= LONGEST[name]:
        return text
    notes.append(_("%(field)s was cut to %(longest)s characters") % {"field": name, "longest": LONGEST[name]})
    return text[: LONGEST[name]]
