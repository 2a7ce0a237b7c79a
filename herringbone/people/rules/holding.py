"""Who held a duty at a moment that has passed, or holds it now: its owner, or whoever answers for the client; the cover
where that person was away. Whom a wall keeps from the client is passed over, as on the desk.

`standing` says so for one person and the present. Here it is worked out for many duties over a span of time.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Q

from herringbone.people.models import Absence, Person, Role
from herringbone.people.rules.answering import ANSWERING
from herringbone.people.rules.cover import chained
from herringbone.people.rules.past_sight import PastSight
from herringbone.record.duties.holding import FellDue, Held
from herringbone.record.models import Event

Keeps = Callable[[int, int, datetime, date], bool]  # person, client, moment, and its date
LEFT, BACK = "person left", "person back"


def held_when_due(duties: Sequence[FellDue]) -> Mapping[int, Held]:
    """Who held each of these duties at its due moment. Five queries, and two more where walls stood, however many
    duties there are."""
    owners = {one.owner for one in duties if one.owner}
    moments = [one.due for one in duties]
    holders = Holders.over({one.client for one in duties}, owners, min(moments), max(moments))
    zones = dict(Person.objects.values_list("pk", "office__zone"))
    found = {}
    for one in duties:
        there = one.due.astimezone(ZoneInfo(one.zone)).date()
        by = holders.of((one.owner,), one.client, one.due, there)
        found[one.id] = Held(by, one.due.astimezone(ZoneInfo(zones[by])).date() if by else there)
    return found


@dataclass(frozen=True)
class Holders:
    """Roles that answer, absences and departures over a span of time."""

    roles: Mapping[int, Sequence[tuple[str, date, date | None, int]]] = field(default_factory=dict)
    heads: Sequence[tuple[date, date | None, int]] = ()
    away: Mapping[int, Sequence[tuple[datetime, datetime, int]]] = field(default_factory=dict)
    gone: Mapping[int, Sequence[tuple[datetime, bool]]] = field(default_factory=dict)
    keeps: Keeps | None = None

    @classmethod
    def over(
        cls, clients: Collection[int], owners: Collection[int], begin: datetime, end: datetime,
        keeps: Keeps | None = None,
    ) -> "Holders":  # fmt: skip
        """What counts for duties of these clients and owners from a moment to another. Three queries.

        `keeps` says whom walls keep from a client, where that is known; else it is asked: one to three queries more.
        """
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
        covers = cls(away=away).covers_at
        return cls(roles, heads, away, gone, keeps or PastSight.over(begin, end, covers).keeps)

    def of(self, named: Iterable[int | None], client: int, at: datetime, on: date) -> int | None:
        """Who holds it at a moment, which is the date `on` at the client's office: the first of those named who could
        see to it, else whoever answers; the cover where they are away. None where there is nobody."""
        own = (one for one in named if one and self._could(one, client, at, on))
        first = next(own, None) or self.answers(client, at, on)
        return first and self._stands_in(first, at)

    def answers(self, client: int, at: datetime, on: date) -> int | None:
        """The point person, else the supervisor, the director, the head; the first who could see to it."""
        held = self.roles.get(client, ())
        in_line = [role for wanted in ANSWERING for role in held if role[0] == wanted]
        for starts, ends, person in (*(role[1:] for role in in_line), *self.heads):
            if starts <= on and (ends is None or ends > on) and self._could(person, client, at, on):
                return person
        return None

    def _could(self, person: int, client: int, at: datetime, on: date) -> bool:
        """Whether somebody is there at a moment, and no wall keeps them, or who stands in for them, from the client."""
        return not self._left(person, at) and not (self.keeps and self.keeps(person, client, at, on))

    def covers_at(self, at: datetime) -> dict[int, int]:
        """Who stands in for everybody away at a moment."""
        running = {person: self._cover_of(person, at) for person in self.away}
        return chained({person: cover for person, cover in running.items() if cover is not None})

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
