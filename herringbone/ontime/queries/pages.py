"""The pages of one person and of one team: what they have before them now, what is late, and their twelve months."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from herringbone.core.names.text import fold
from herringbone.ontime.month import Month
from herringbone.ontime.queries.figures import Figures, Which, counted, sum_of
from herringbone.ontime.queries.goals import Goals, all_goals
from herringbone.ontime.queries.record import Line, twelve_months
from herringbone.ontime.queries.teams import LEADS
from herringbone.ontime.queries.workload import Late, Load, add_up, late_now, loads, names_of
from herringbone.ontime.rules import reads_all
from herringbone.people.models import Person, Role
from herringbone.people.rules import Standing

SHOWN = 20  # late duties; all stand on the record of their month


NONE = Figures()


@dataclass(frozen=True)
class Row:
    """What one person or client has open, and their twelve months; `key` is theirs in an address (empty: nobody)."""

    name: str
    key: str
    load: Load
    figures: Figures = NONE


@dataclass(frozen=True)
class Work:
    """A person's or a team's work: now, late, by whom and for whom, and twelve months."""

    load: Load
    late: list[tuple[Late, str]]  # each with the name of who has it
    people: list[Row]
    clients: list[Row]
    months: list[Line]
    goals: Goals

    @property
    def year(self) -> Figures:
        """The twelve months together."""
        return sum_of(line.figures for line in self.months)

    @property
    def more(self) -> int:
        """Late duties beyond those that are listed."""
        return self.load.late - len(self.late)


def work_of_person(here: Standing, person: Person, at: datetime) -> Work | None:
    """What a person has now and how their year was, of the clients whose figures the reader may read; None where the
    reader may read nothing of them: neither leads an account they serve, nor reads all, nor is this person."""
    own = person.pk == here.person
    if not (own or reads_all(here) or _serves(here, person)):
        return None
    scope = None if own or reads_all(here) else here.led
    shares, holders = loads(here, at, scope)
    theirs = [share for share in shares if share.person == person.pk]
    late = late_now(here, at, {share.client for share in theirs if share.load.late}, holders, person.pk)
    return Work(
        load=add_up(share.load for share in theirs), late=[(one, person.name) for one in late[:SHOWN]], people=[],
        clients=_worst_first(Row(share.name, share.code, share.load) for share in theirs),
        months=twelve_months(here, Which(Month.of(here.on), Month.of(here.on), person=person.pk)), goals=all_goals(),
    )  # fmt: skip


def work_of_team(here: Standing, lead: Person, at: datetime) -> Work | None:
    """What the accounts that somebody supervises or directs have before them; None where the reader may read none."""
    clients = frozenset(
        client
        for client in Role.objects.running(here.on)
        .filter(here.sees("client"), person=lead, kind__in=LEADS)
        .values_list("client", flat=True)
        if client and (reads_all(here) or client in here.led)
    )
    if not clients:
        return None
    month = Month.of(here.on)
    year = Which(month.later(-11), month, team=clients)
    figures = {key[0]: one for key, one in counted(here, year, "person")}
    shares, holders = loads(here, at, clients)
    late = late_now(here, at, clients, holders)
    people = {share.person for share in shares} | figures.keys()
    names = names_of({one for one in people if one})
    return Work(
        load=add_up(share.load for share in shares),
        late=[(one, names.get(one.person or 0, "")) for one in late[:SHOWN]],
        people=_worst_first(
            Row(
                names.get(one or 0, ""), str(one or ""), add_up(share.load for share in shares if share.person == one),
                figures.get(one, NONE),
            )
            for one in people
        ),
        clients=_worst_first(
            Row(name, code, add_up(share.load for share in shares if share.code == code))
            for name, code in {(share.name, share.code) for share in shares}
        ),
        months=twelve_months(here, Which(month, month, team=clients)), goals=all_goals(),
    )  # fmt: skip


def _serves(here: Standing, person: Person) -> bool:
    """Whether somebody is on the team of an account that the reader leads."""
    return Role.objects.running(here.on).filter(here.sees("client"), person=person, client__in=here.led).exists()


def _worst_first(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (-row.load.late, -row.load.open, fold(row.name)))
