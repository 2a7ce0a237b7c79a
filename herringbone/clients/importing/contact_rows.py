"""Rows that are contacts. The same contact: any mail address equal without case; else the same id in the other program;
else name, company and a telephone, in digits, all equal. A name alone never joins two."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from herringbone.clients.actions import add_contact, add_reach, change_contact, place_contact, record_consent
from herringbone.clients.importing.companies import Companies, one_of
from herringbone.clients.importing.consents import consent_label, yes_or_no
from herringbone.clients.importing.reading import Record, Value
from herringbone.clients.importing.report import Fact, Outcome, What
from herringbone.clients.importing.somebody import Somebody, read_somebody, somebody_else
from herringbone.clients.models import Client, Consent, Contact, Reach
from herringbone.clients.moves import others_know
from herringbone.clients.queries.cards import card_uid
from herringbone.clients.reaching import reach_key
from herringbone.clients.rules import clients_to_bring_into, contacts_open, may_place_contact, may_work_with
from herringbone.core.instance import of_database
from herringbone.core.names import company_key, fold, read_email, read_phone
from herringbone.people.models import Person
from herringbone.people.rules import may_administer, may_work_on

MAIL, PHONE = Reach.Kind.MAIL, Reach.Kind.PHONE
NAMED = 5  # companies in one sentence
NOT_CALLED = ("fax", "pager")
LONGEST = {"phone": 60, "value": 500, "label": 60}


@dataclass
class ContactRows:
    """Brings in rows one after the other, and knows who is there already, the rows before included."""

    by: Person
    file: str = ""  # by which what was said in it is known
    known: dict[str, Contact] = field(default_factory=dict)
    mailed: dict[str, list[Contact]] = field(default_factory=dict)  # who shares a mailbox, the longest known first
    strangers: list[str] = field(default_factory=list)  # the companies of new contacts that are no clients
    reaches: dict[int, set[tuple[str, str]]] = field(default_factory=dict)  # of each contact, (kind, key)
    first_row: dict[int, int] = field(default_factory=dict)  # of each contact, which row of this file spoke of it first
    to_place: dict[int, tuple[Contact, Client]] = field(default_factory=dict)
    consents: dict[int, dict[str, bool]] = field(default_factory=dict)  # of each contact, the newest of each channel
    agency: str = field(default_factory=of_database)  # under which id of ours a contact was exported

    def __post_init__(self) -> None:
        self.companies = Companies(clients_to_bring_into(self.by))
        open_to = Contact.objects.all() if may_administer(self.by) else contacts_open(self.by)
        for contact in open_to.select_related("client").prefetch_related("reaches").order_by("-pk"):
            self.reaches[contact.pk] = {(one.kind, one.key) for one in contact.reaches.all()}
            self._remember(contact)
        said = Consent.objects.filter(contact__in=open_to).order_by("at", "pk")
        for pk, channel, allowed in said.values_list("contact", "channel", "allowed"):
            self.consents.setdefault(pk, {})[channel] = allowed
        self._remember_merged({contact.pk: contact for contact in self.known.values()})
        for sharing in self.mailed.values():
            sharing.reverse()

    def land(self, record: Record) -> Outcome:
        """Bring in one row. Raises Refused with the reason where it cannot be."""
        notes = list(record.notes)
        told = read_somebody(record, notes)
        client = self._client(told, notes)
        contact = self._there(told, client)
        facts: list[Fact] = []
        if contact is None:
            contact = self._add(told, client)
            self._reach(contact, told, facts)
            facts = _all_facts(told, client)
            self._consent(contact, told.consents, record.number, facts, notes)
            what: What = "created"
        else:
            self._change(contact, told, client, record.number, facts, notes)
            what = "updated" if facts else "unchanged"
        self._remember(contact)
        self.first_row.setdefault(contact.pk, record.number)
        return Outcome(record.number, record.line, told.name, what, tuple(notes), tuple(facts), contact.pk)

    def finish(self, outcomes: dict[int, Outcome]) -> list[str]:
        """Give those a client who have one now. What is to be said of all rows: whose company is no client."""
        for contact, client in self.to_place.values():
            place_contact(by=self.by, contact=contact, client=client)
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

    def _client(self, told: Somebody, notes: list[str]) -> Client | None:
        """The client that the row's company is, if this person brings in contacts for it."""
        meant = self.companies.called(told.company)
        if len(meant) > 1:
            words = {"company": told.company, "clients": one_of(meant)}
            notes.append(_("“%(company)s” may be any of %(clients)s: write the code to say which") % words)
        client = meant[0] if len(meant) == 1 else None
        return client if client and (may_work_on(self.by, client) or may_administer(self.by)) else None

    def _there(self, told: Somebody, client: Client | None) -> Contact | None:
        sharing = [one for mail in told.mails for one in self.mailed.get(reach_key(MAIL, mail.text), ())]
        if sharing:
            return next((one for one in sharing if fold(one.name) == fold(told.name)), sharing[0])
        keys = [f"id:{told.external_id}"] if told.external_id else []
        for company in (client.name if client else "", told.company):
            keys += [_phone_key(told.name, company, one.text) for one in told.phones]
        return next((self.known[key] for key in keys if key in self.known), None)

    def _remember(self, contact: Contact) -> None:
        company = contact.client.name if contact.client else contact.company
        own = self.reaches.setdefault(contact.pk, set())
        if contact.email:
            own.add((MAIL, reach_key(MAIL, contact.email)))
        if contact.phone:
            own.add((PHONE, reach_key(PHONE, contact.phone)))
        for kind, key in own:
            if kind == MAIL and contact not in (sharing := self.mailed.setdefault(key, [])):
                sharing.append(contact)
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

    def _add(self, told: Somebody, client: Client | None) -> Contact:
        if client is None and told.company:
            self.strangers.append(told.company)
        at_once = client if client and may_work_on(self.by, client) else None
        contact = add_contact(
            by=self.by, client=at_once, name=told.name, company=told.company, email=_to_write(told.mails),
            title=told.title, phone=_to_call(told.phones), language=told.language, notes=told.notes,
            external_id=told.external_id,
        )  # fmt: skip
        if client and not at_once:
            self.to_place[contact.pk] = contact, client
        return contact

    def _change(
        self, contact: Contact, told: Somebody, client: Client | None, row: int, facts: list[Fact], notes: list[str]
    ) -> None:
        """Change what the row says otherwise; an empty cell says nothing, and nobody is moved to another client."""
        other = somebody_else(contact, told)
        if not may_work_with(by=self.by, contact=contact):
            consents = dict(self._new_consents(contact, told.consents))
            if other or self._values(contact, told, None) or self._new_ways(contact, told) or consents:
                notes.append(_("On file already, at a client that you do not work on: nothing of it is changed"))
            return
        joins = self._joins(contact, client, notes)
        elsewhere = client is None and told.company and contact.client not in self.companies.called(told.company)
        if contact.client and elsewhere:
            notes.append(_("Stays at %(client)s, as on file") % {"client": contact.client})
        if other:
            notes.append(self._shared(contact, told, row))
            values = {"notes": _with(contact.notes, _about(told))} if fold(told.name) not in fold(contact.notes) else {}
            label = told.name
        else:
            values, label = self._values(contact, told, joins), ""
        if values:
            facts += [Fact(_label(name), str(new), str(getattr(contact, name))) for name, new in values.items()]
            change_contact(by=self.by, contact=contact, values=values)
        self._reach(contact, told, facts, label)
        if joins and contact.pk not in self.to_place:
            self.to_place[contact.pk] = contact, joins
            facts.append(Fact(_("Client"), joins.name, contact.company or _("none")))
        # Who shares a mailbox is another person: their yes is not this one's, but a no is meant for the address.
        consents = {channel: said for channel, said in told.consents.items() if not (other and said)}
        self._consent(contact, consents, row, facts, notes)

    def _joins(self, contact: Contact, client: Client | None, notes: list[str]) -> Client | None:
        """The client that is given to who has none, from now on their company. Nobody is moved from one to another."""
        if client is None or client.pk == contact.client_id:
            return None
        if contact.client is not None:
            notes.append(_("Stays at %(client)s, as on file") % {"client": contact.client})
        elif others_know(contact, client.pk):
            notes.append(_("Stays at no client: something of another one names %(name)s") % {"name": contact.name})
        elif contact.pk in self.to_place:
            return self.to_place[contact.pk][1]
        elif may_place_contact(by=self.by, contact=contact, client=client):
            return client
        return None

    def _new_consents(self, contact: Contact, told: Mapping[str, bool]) -> Iterator[tuple[str, bool]]:
        """What a row says otherwise than what is on file, and is not laxer."""
        held = self.consents.get(contact.pk, {})
        for channel, allowed in told.items():
            forbidden = False in (held.get(channel), held.get(Consent.Channel.ANY))
            if not forbidden and held.get(channel) != allowed:
                yield channel, allowed

    def _consent(
        self, contact: Contact, told: Mapping[str, bool], row: int, facts: list[Fact], notes: list[str]
    ) -> None:
        """Note what somebody allowed or forbade. A no on file stays, whatever the row says."""
        new = dict(self._new_consents(contact, told))
        held = self.consents.setdefault(contact.pk, {})
        kept = [
            channel for channel, allowed in told.items() if allowed and channel not in new and not held.get(channel)
        ]
        notes += [_("%(consent)s: the no on file stays") % {"consent": consent_label(channel)} for channel in kept]
        for channel, allowed in new.items():
            source = _("%(file)s, row %(row)s") % {"file": self.file, "row": row}
            record_consent(by=self.by, contact=contact, channel=channel, allowed=allowed, source=source[:200])
            was = yes_or_no(held[channel]) if channel in held else ""
            facts.append(Fact(consent_label(channel), yes_or_no(allowed), was))
            held[channel] = allowed

    def _shared(self, contact: Contact, told: Somebody, row: int) -> str:
        words = {"name": contact.name, "other": told.name, "row": self.first_row.get(contact.pk)}
        if words["row"]:
            return _("Same address as row %(row)s, %(name)s: one contact, with “%(other)s” in its notes") % words
        return _("Same address as %(name)s, on file: one contact, with “%(other)s” in its notes") % words

    def _values(self, contact: Contact, told: Somebody, joins: Client | None) -> dict[str, Any]:
        """What of a contact's own row the file's says otherwise. Who joins a client keeps no company beside it."""
        values = {"title": told.title, "language": told.language}
        if told.named:
            values["name"] = told.name
        if contact.client is None and joins is None:
            values["company"] = told.company
        if not contact.phone:
            values["phone"] = _to_call(told.phones)
        if not contact.email:
            values["email"] = _to_write(told.mails)
        if told.notes and told.notes not in contact.notes:
            values["notes"] = _with(contact.notes, told.notes)
        return {
            name: value for name, value in values.items() if value and _differs(name, value, getattr(contact, name))
        }

    def _new_ways(self, contact: Contact, told: Somebody) -> list[tuple[str, str, Value]]:
        """Whatever way to reach somebody is not on record yet: its kind, what it is compared by, and how it is told."""
        ways = [*((MAIL, one) for one in told.mails), *((PHONE, one) for one in told.phones), *told.others]
        keyed = [(kind, reach_key(kind, one.text), one) for kind, one in ways]
        return [(kind, key, one) for kind, key, one in keyed if (kind, key) not in self.reaches[contact.pk]]

    def _reach(self, contact: Contact, told: Somebody, facts: list[Fact], label: str = "") -> None:
        self._remember(contact)
        for kind, key, one in self._new_ways(contact, told):
            if (kind, key) in self.reaches[contact.pk]:
                continue
            value = one.text[: LONGEST["value"]]
            named = (label or one.label)[: LONGEST["label"]]
            add_reach(by=self.by, contact=contact, kind=kind, value=value, label=named)
            self.reaches[contact.pk].add((kind, key))
            facts.append(Fact(_label(kind), value))


def _to_call(phones: Sequence[Value]) -> str:
    """The number that one would call first: no fax and no pager."""
    return next((one.text for one in phones if one.label not in NOT_CALLED), "")[: LONGEST["phone"]]


def _to_write(mails: Sequence[Value]) -> str:
    return next((one.text for one in mails if read_email(one.text)), "")


def _about(told: Somebody) -> str:
    """Who else reads a shared mailbox, for the notes of the one who has it."""
    return ", ".join(filter(None, (told.name, told.title, told.notes)))


def _with(notes: str, more: str) -> str:
    return "\n".join(filter(None, (notes, more)))


def _differs(name: str, told: str, stored: str) -> bool:
    """Whether a row says otherwise. Blanks and capitals are no other name."""
    if name in ("name", "company"):
        return company_key(told) != company_key(stored)
    return told != stored


def _all_facts(told: Somebody, client: Client | None) -> list[Fact]:
    facts = [
        ("client", client.name if client else ""), ("company", "" if client else told.company), ("title", told.title),
        ("email", ", ".join(one.text for one in told.mails)), ("phone", ", ".join(one.text for one in told.phones)),
    ]  # fmt: skip
    return [Fact(_label(name), text) for name, text in facts if text]


def _label(name: str) -> str:
    labels = {
        "client": _("Client"), "name": _("Name"), "title": _("Title"), "company": _("Company, no client of ours"),
        "email": _("Mail address"), MAIL.value: _("Mail address"), "phone": _("Telephone"), "notes": _("Notes"),
        "language": _("Language"), Reach.Kind.PLACE.value: _("Address"), Reach.Kind.WEB.value: _("Website"),
    }  # fmt: skip
    return labels[name]


def _phone_key(name: str, company: str, phone: str) -> str:
    read = read_phone(phone)
    digits = read.digits if read else reach_key(PHONE, phone)
    return f"phone:{company_key(name)}:{company_key(company)}:{digits}"
