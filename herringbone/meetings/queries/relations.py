"""Who at the agency knows whom at a client: by the meetings and calls that both attended, and what was agreed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max

from herringbone.clients.models import Client, Contact, Rhythm
from herringbone.clients.queries.client_page import does_in_words, people_at
from herringbone.clients.queries.relations import rhythm_in_words
from herringbone.core import clock
from herringbone.core.names.order import by_name
from herringbone.meetings.models import Attendee
from herringbone.people.models import Person

PAGE = 50


@dataclass(frozen=True)
class Knows:
    """Somebody of ours who has met a contact: how often, and when last."""

    person: str
    times: int
    last: datetime


@dataclass(frozen=True)
class Agreed:
    """A rhythm that runs: in words, who keeps it (nobody in particular where `person` is None), until when.

    `overdue` where that is over.
    """

    pk: int
    words: str
    person: Person | None
    until: datetime
    overdue: bool


@dataclass(frozen=True)
class Relation:
    """One contact: what they do, who knows them, the last time anybody met them, what was agreed."""

    contact: Contact
    does: str
    knows: Sequence[Knows]
    last: datetime | None
    agreed: Sequence[Agreed]

    @property
    def overdue(self) -> bool:
        """Whether any rhythm has run out."""
        return any(one.overdue for one in self.agreed)


@dataclass(frozen=True)
class RelationMap:
    """One page of a client's contacts, deciders first."""

    page: Page
    rows: Sequence[Relation]


def relation_map(client: Client, number: str) -> RelationMap:
    """The contacts of a client who are still there, with who knows them. Four queries, however many there are."""
    page = Paginator(people_at.query_set(client.pk), PAGE).get_page(number)
    contacts = list(page)
    met = _met([contact.pk for contact in contacts])
    agreed: dict[int, list[Agreed]] = defaultdict(list)
    running = Rhythm.objects.filter(contact__in=[contact.pk for contact in contacts], ended=None)
    for one in running.select_related("person").order_by(by_name("person__name").asc(nulls_first=True), "pk"):
        agreed[one.contact_id].append(_agreed(one, met.get(one.contact_id, {})))
    return RelationMap(
        page, [_relation(one, met.get(one.pk, {}), agreed[one.pk], does_in_words(one)) for one in contacts]
    )


def relation_of(contact: Contact) -> Relation:
    """Who knows one contact, and what was agreed. Three queries."""
    met = _met([contact.pk]).get(contact.pk, {})
    running = Rhythm.objects.filter(contact=contact, ended=None).select_related("person")
    agreed = running.order_by(by_name("person__name").asc(nulls_first=True), "pk")
    return _relation(contact, met, [_agreed(one, met) for one in agreed], "")


def _met(contacts: Sequence[int]) -> Mapping[int, Mapping[int, tuple[str, int, datetime]]]:
    """By contact and person: name, how often, when last. One query."""
    rows = Attendee.objects.filter(
        contact__in=contacts, absent=False, meeting__withdrawal=None, meeting__internal=False,
        meeting__ends__lte=clock.now(), meeting__attendees__person__isnull=False, meeting__attendees__absent=False,
    )  # fmt: skip
    who, name = "meeting__attendees__person", "meeting__attendees__person__name"
    found: dict[int, dict[int, tuple[str, int, datetime]]] = defaultdict(dict)
    counted = rows.order_by().values_list("contact", who, name)
    for contact, person, called, times, last in counted.annotate(
        times=Count("meeting", distinct=True), last=Max("meeting__ends")
    ):
        found[contact][person] = (called, times, last)
    return found


def _agreed(one: Rhythm, met: Mapping[int, tuple[str, int, datetime]]) -> Agreed:
    """Counted from the last time since it was agreed, else from when it was."""
    times = [last for person, (_name, _times, last) in met.items() if one.person_id in (None, person)]
    until = max([one.begins, *times]) + timedelta(days=one.every)
    return Agreed(one.pk, rhythm_in_words(one.every), one.person, until, until <= clock.now())


def _relation(
    contact: Any, met: Mapping[int, tuple[str, int, datetime]], agreed: Sequence[Agreed], does: str
) -> Relation:
    knows = sorted((Knows(*told) for told in met.values()), key=lambda one: (-one.last.timestamp(), one.person))
    return Relation(contact, does, knows, knows[0].last if knows else None, agreed)
