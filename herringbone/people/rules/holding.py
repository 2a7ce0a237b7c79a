"""Who held a duty at a moment that has passed, or holds it now: its owner, or whoever answers for the client; the cover
where that person was away.

`standing` says so for one person and the present. Here it is worked out for many duties over a span of time.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Q

from herringbone.people.models import Absence, Person, Role
from herringbone.people.rules.answering import ANSWERING
from herringbone.record.duties.holding import FellDue, Held
from herringbone.record.models import Event

LEFT, BACK = "person left", "person back"


def held_when_due(duties: Sequence[FellDue]) -> Mapping[int, Held]:
    """Who held each of these duties at its due moment. Four queries, however many there are."""
    owners = {one.owner for one in duties if one.owner}
    moments = [one.due for one in duties]
    holders = Holders.over({one.client for one in duties}, owners, min(moments), max(moments))
    zones = dict(Person.objects.values_list("pk", "office__zone"))
    found = {}
    for one in duties:
        there = one.due.astimezone(ZoneInfo(one.zone)).date()
        by = holders.of(one.owner, one.client, one.due, there)
        found[one.id] = Held(by, one.due.astimezone(ZoneInfo(zones[by])).date() if by else there)
    return found


@dataclass(frozen=True)
class Holders:
    """Roles that answer, absences and departures over a span of time."""

    roles: Mapping[int, Sequence[tuple[str, date, date | None, int]]] = field(default_factory=dict)
    heads: Sequence[tuple[date, date | None, int]] = ()
    away: Mapping[int, Sequence[tuple[datetime, datetime, int]]] = field(default_factory=dict)
    gone: Mapping[int, Sequence[tuple[datetime, bool]]] = field(default_factory=dict)

    @classmethod
    def over(cls, clients: Collection[int], owners: Collection[int], begin: datetime, end: datetime) -> "Holders":
        """What counts for duties of these clients and owners from a moment to another. Three queries."""
        roles: dict[int, list[tuple[str, date, date | None, int]]] = {}
        heads: list[tuple[date, date | None, int]] = []
        wanted = Q(client__in=clients, kind__in=ANSWERING) | Q(client=None, kind=Role.Kind.HEAD)
        for client, kind, starts, ends, person in (
            Role.objects.filter(wanted).order_by("pk").values_list("client", "kind", "starts", "ends", "person")
        ):
            if client is None:
                heads.append((starts, ends, person))
            else:
                roles.setdefault(client, []).append((kind, starts, ends, person))
        away: dict[int, list[tuple[datetime, datetime, int]]] = {}
        for person, begins, ends, cover in (
            Absence.objects.filter(begins__lte=end, ends__gt=begin).order_by("begins", "pk")
            .values_list("person", "begins", "ends", "cover")
        ):  # fmt: skip
            away.setdefault(person, []).append((begins, ends, cover))
        gone: dict[int, list[tuple[datetime, bool]]] = {}
        asked = {*owners, *(person for held in roles.values() for *_, person in held), *(head for *_, head in heads)}
        of_persons = Event.objects.filter(subject_label=Person._meta.label, subject_id__in=asked)
        for person, at, verb in (
            of_persons.filter(verb__in=(LEFT, BACK)).order_by("at", "pk").values_list("subject_id", "at", "verb")
        ):
            gone.setdefault(person, []).append((at, verb == LEFT))
        return cls(roles, heads, away, gone)

    def of(self, owner: int | None, client: int, at: datetime, on: date) -> int | None:
        """Who holds it at a moment, which is the date `on` at the client's office. None where there is nobody."""
        first = owner if owner and not self._left(owner, at) else self.answers(client, at, on)
        return first and self._stands_in(first, at)

    def answers(self, client: int, at: datetime, on: date) -> int | None:
        """The point person, else the supervisor, the director, the head."""
        running = [
            (kind, person)
            for kind, starts, ends, person in self.roles.get(client, ())
            if starts <= on and (ends is None or ends > on) and not self._left(person, at)
        ]
        for wanted in ANSWERING:
            for kind, person in running:
                if kind == wanted:
                    return person
        for starts, ends, person in self.heads:
            if starts <= on and (ends is None or ends > on) and not self._left(person, at):
                return person
        return None

    def _left(self, person: int, at: datetime) -> bool:
        """Whether somebody has left the agency by a moment, and not come back."""
        left = False
        for when, went in self.gone.get(person, ()):
            if when <= at:
                left = went
        return left

    def _stands_in(self, person: int, at: datetime) -> int:
        """The end of the chain of covers; oneself where it bites its own tail, as for the desk."""
        seen, here = {person}, person
        while (cover := self._cover_of(here, at)) is not None:
            if cover in seen:
                return person
            seen.add(cover)
            here = cover
        return here

    def _cover_of(self, person: int, at: datetime) -> int | None:
        covers = [cover for begins, ends, cover in self.away.get(person, ()) if begins <= at < ends]
        return covers[-1] if covers else None
