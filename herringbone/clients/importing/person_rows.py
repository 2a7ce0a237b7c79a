"""Rows that are people of the agency. The same person: the same mail address, else the same name where one has none.

A manager who is no row becomes a person too. Who reports to whom is set once all are there, whatever the order.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from herringbone.clients.importing.full_names import full_name
from herringbone.clients.importing.offices import Offices
from herringbone.clients.importing.reading import Record
from herringbone.clients.importing.report import Fact, Outcome, What
from herringbone.core.mail import UNKNOWN
from herringbone.core.names import company_key, read_email, words
from herringbone.core.text import one_line
from herringbone.people.actions import add_person, change_person
from herringbone.people.models import Department, Person
from herringbone.record.action import Refused

PLACE = ("name", "email", "office", "department", "title", "reports_to", "phone")
LONGEST = {"name": 120, "title": 120, "phone": 40}


@dataclass
class PersonRows:
    """Brings in rows one after the other, and knows who is there already, the rows before included."""

    by: Person
    by_address: dict[str, Person] = field(default_factory=dict)
    by_name: dict[str, Person] = field(default_factory=dict)
    elsewhere: dict[str, None] = field(default_factory=dict)  # departments that the agency has not
    possible: set[str] = field(default_factory=set)  # managers who could be entered
    below: list[tuple[Record, Person, str]] = field(default_factory=list)  # who reports to whom

    def __post_init__(self) -> None:
        for person in Person.objects.select_related("office", "department").order_by("-pk"):
            self._remember(person)
        self.offices = Offices()
        self.departments = {company_key(one.name): one for one in Department.objects.all()}

    def land(self, record: Record) -> Outcome:
        """Bring in one row. Raises Refused with the reason where it cannot be."""
        name = full_name(record)
        if not name:
            raise Refused(_("The row has no name"))
        told = self._told(record, name)
        manager = one_line(record.text("manager"))
        if manager:
            self._refuse_unless_possible(manager)
        person, what, facts = self._brought(told)
        if manager:
            self.below.append((record, person, manager))
        return Outcome(record.number, record.line, name, what, (*record.notes, *self._unread(record)), facts)

    def _unread(self, record: Record) -> Iterator[str]:
        text = one_line(record.text("email"))
        if text and not read_email(text):
            yield _("“%(text)s” is not one mail address; it is not noted") % {"text": text[:60]}

    def finish(self, outcomes: dict[int, Outcome]) -> list[str]:
        """Make the managers who are no row, and set who reports to whom."""
        for record, person, name in self.below:
            outcome = outcomes[record.number]
            manager = self.by_name.get(company_key(name))
            if manager is None:
                manager, *_rest = self._brought(_named(name))
                outcome = replace(outcome, also=outcome.also + 1)
            if person.reports_to_id != manager.pk:
                outcome = self._under(person, manager, outcome)
            outcomes[record.number] = outcome
        return self._notes()

    def _refuse_unless_possible(self, manager: str) -> None:
        """Try whether a manager who is not there yet could be entered, and take it back: they may be a later row. What
        is refused now rejects this row alone."""
        if company_key(manager) not in self.by_name and manager not in self.possible:
            with transaction.atomic():
                add_person(by=self.by, **self._new(_named(manager)))
                transaction.set_rollback(True)
            self.possible.add(manager)

    def _under(self, person: Person, manager: Person, outcome: Outcome) -> Outcome:
        facts = _facts({"reports_to": manager}, _place(person))
        try:
            change_person(by=self.by, person=person, **{**_place(person), "reports_to": manager})
        except Refused as reason:
            return replace(outcome, why=(*outcome.why, str(reason)))
        what: What = "updated" if outcome.what == "unchanged" else outcome.what
        return replace(outcome, what=what, facts=(*outcome.facts, *facts))

    def _told(self, record: Record, name: str) -> dict[str, Any]:
        """What the row says of somebody: only what it says at all. Raises Refused for an office that is none."""
        read = read_email(record.text("email"))
        texts = {"name": name, "title": one_line(record.text("title")), "phone": one_line(record.text("phone"))}
        told: dict[str, Any] = {key: text[: LONGEST[key]] for key, text in texts.items() if text}
        if read:
            told["email"] = read.address
        if office := one_line(record.text("office")):
            told["office"] = self.offices.called(office)
        if named := one_line(record.text("department")):
            if department := self.departments.get(company_key(named)):
                told["department"] = department
            else:
                self.elsewhere[named] = None
        return told

    def _brought(self, told: dict[str, Any]) -> tuple[Person, What, tuple[Fact, ...]]:
        person = self._there(told)
        if person is None:
            new = self._new(told)
            person = add_person(by=self.by, **new)
            what: What = "created"
            facts = _facts({**new, "name": ""}, {})
        else:
            now = {**_place(person), **told}
            if company_key(person.name) == company_key(now["name"]):
                now["name"] = person.name  # blanks and capitals are no other name
            if person.email.casefold() == now["email"].casefold():
                now["email"] = person.email
            what = "unchanged" if now == _place(person) else "updated"
            facts = _facts(now, _place(person))
            if what == "updated":
                change_person(by=self.by, person=person, **now)
        self._remember(person)
        return person, what, facts

    def _new(self, told: dict[str, Any]) -> dict[str, Any]:
        return {"office": self.by.office, "email": self._unknown(told["name"]), **told}

    def _there(self, told: dict[str, Any]) -> Person | None:
        email = told.get("email", "").casefold()
        if email in self.by_address:
            return self.by_address[email]
        named = self.by_name.get(company_key(told["name"]))
        return named if named and not (email and named.address) else None

    def _remember(self, person: Person) -> None:
        self.by_address[person.email.casefold()] = person
        self.by_name[company_key(person.name)] = person

    def _unknown(self, name: str) -> str:
        """What stands for an address until somebody enters it: nobody can be written to there. Of a name in another
        script it tells nothing, since an address is ASCII.
        """
        stem = ".".join(word for word in words(name) if word.isascii())[:60] or "person"
        number, address = 1, f"{stem}@{UNKNOWN}"
        while address in self.by_address:
            number += 1
            address = f"{stem}.{number}@{UNKNOWN}"
        return address

    def _notes(self) -> list[str]:
        notes = []
        if self.elsewhere:
            told = _("No department of the agency is called so, and was not noted: %(names)s")
            notes.append(told % {"names": ", ".join(self.elsewhere)})
        people = {person.pk for person in self.by_name.values() if not person.address}
        if people:
            told = ngettext(
                "%(count)s person has no mail address yet, and is invited once it is entered",
                "%(count)s people have no mail address yet, and are invited once it is entered", len(people),
            )  # fmt: skip
            notes.append(told % {"count": len(people)})
        return notes


def _named(manager: str) -> dict[str, Any]:
    return {"name": manager[: LONGEST["name"]]}


def _facts(now: Mapping[str, Any], was: Mapping[str, Any]) -> tuple[Fact, ...]:
    """What a row writes of somebody: all of a new person but the name, which stands beside; of another what changes."""
    labels = {
        "name": _("Name"), "title": _("Title"), "email": _("Mail address"), "phone": _("Telephone"),
        "office": _("Office"), "department": _("Department"), "reports_to": _("Reports to"),
    }  # fmt: skip
    read = [(label, _read(now.get(name)), _read(was.get(name))) for name, label in labels.items()]
    return tuple(Fact(label, told, before) for label, told, before in read if told and told != before)


def _read(value: Any) -> str:
    """As it reads for a person; what stands for an address that nobody knows yet is none."""
    text = str(value or "")
    return "" if text.endswith(f"@{UNKNOWN}") else text


def _place(person: Person) -> dict[str, Any]:
    return {name: getattr(person, name) for name in PLACE}
