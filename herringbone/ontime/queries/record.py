"""The record of a month, for page, export and command alike: by client, person, team and kind; and twelve months."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from herringbone.core.names.text import fold
from herringbone.ontime.month import Month
from herringbone.ontime.queries.figures import Ended, Figures, Which, counted, counted_days, counted_ends, sum_of
from herringbone.ontime.queries.goals import Goals, all_goals
from herringbone.ontime.queries.teams import Team, by_team, teams_on
from herringbone.ontime.rules import reads_all, reads_others
from herringbone.people.rules import Standing
from herringbone.record.duties.declare import register

TWELVE = 12
NOBODY = "nobody"  # in an address, for what nobody held or leads
Table = Literal["client", "person", "team", "kind", "month"]


@dataclass(frozen=True)
class Line:
    """One line of a table: what it is of, what the address calls it, and the figures."""

    name: str
    key: str
    figures: Figures


@dataclass(frozen=True)
class Record:
    """All figures of a month that one person may read. `others`: those of others are among them; `all`: everybody's."""

    month: Month
    running: bool  # the month is not over
    others: bool
    all: bool
    total: Figures
    clients: list[Line]
    people: list[Line]
    teams: list[Line]
    kinds: list[Line]
    months: list[Line]
    goals: Goals

    @property
    def goal(self) -> int | None:
        """What the agency aims at in this month, in hundredths."""
        return self.goals.of(self.month)

    def goal_of(self, line: Line, of: Table) -> int | None:
        """The goal that a line has of its own: a kind of duty's, or a month's."""
        if of == "month":
            month = Month.read(line.key)
            return self.goals.of(month) if month else None
        return self.goals.of(self.month, line.key) if of == "kind" else None

    def figures_of(self, of: str, key: str) -> Figures:
        """The figures of one line; those of everything where none is named."""
        if not of:
            return self.total
        lines: list[Line] = self.table(of)  # type: ignore[arg-type]  # an address names a table
        return next((line.figures for line in lines if line.key == key), Figures())

    def table(self, of: Table) -> list[Line]:
        """The lines by client, person, team, kind of duty or month."""
        return {
            "client": self.clients, "person": self.people, "team": self.teams, "kind": self.kinds,
            "month": self.months,
        }[of]  # fmt: skip


def record_of(here: Standing, month: Month, which: Which | None = None) -> Record:
    """The record of a month, or of what `which` narrows it to. Eight queries."""
    which = which or Which(month, month)
    ends = counted_ends(here, which)
    at_clients, at_kinds = _by(ends, "client"), _by(ends, "kind")
    of_clients = [
        (key, _with_ends(figures, at_clients.get(key[0], ()))) for key, figures in counted(here, which, "client")
    ]
    others = reads_others(here)
    teams = teams_on(here, _as_of(here, month)) if others else {}
    return Record(
        month=month, running=month == Month.of(here.on), others=others, all=reads_all(here),
        total=sum_of(figures for _, figures in of_clients),
        clients=[Line(name, code, figures) for (_, name, code), figures in of_clients],
        people=_people(here, which, ends),
        teams=[
            Line(name, str(lead or NOBODY), figures)
            for (lead, name), figures in by_team([(key[0], figures) for key, figures in of_clients], teams)
        ] if others else [],
        kinds=[
            Line(called(kind), kind, _with_ends(figures, at_kinds.get(kind, ())))
            for (kind,), figures in counted(here, which, "kind")
        ],
        months=twelve_months(here, which), goals=all_goals(),
    )  # fmt: skip


def _by(ends: Iterable[Ended], name: Literal["client", "person", "kind"]) -> dict[object, list[Ended]]:
    found: dict[object, list[Ended]] = {}
    for one in ends:
        found.setdefault(getattr(one, name), []).append(one)
    return found


def _with_ends(figures: Figures, theirs: Sequence[Ended]) -> Figures:
    """The figures of a client, person or kind, with what of them was moved and withdrawn."""
    if not theirs:
        return figures
    in_time, late, withdrawn = (
        sum(one.number for one in theirs if one.end == end) for end in ("moved", "moved_late", "withdrawn")
    )
    return replace(figures, moved=in_time + late, moved_late=late, withdrawn=withdrawn)


def _people(here: Standing, which: Which, ends: Sequence[Ended]) -> list[Line]:
    theirs = _by(ends, "person")
    found = [
        Line(name or "", str(person or NOBODY), _with_ends(figures, theirs.get(person, ())))
        for (person, name), figures in counted(here, which, "person")
    ]
    return sorted(found, key=lambda line: (line.key == NOBODY, -line.figures.fell, fold(line.name)))


def twelve_months(here: Standing, which: Which) -> list[Line]:
    """The months up to the last one counted, the oldest first, also those in which nothing fell due. One query."""
    first = which.last.later(1 - TWELVE)
    found: dict[Month, list[Figures]] = {first.later(number): [] for number in range(TWELVE)}
    for day, figures in counted_days(here, replace(which, first=first)).items():
        found[Month.of(day)].append(figures)
    return [Line(month.key, month.key, sum_of(theirs)) for month, theirs in found.items()]


def called(kind: str) -> str:
    """What duties of a kind are called; its bare name where no feature declares it any more."""
    return str(register[kind].plural) if kind in register else kind


def team_of(here: Standing, lead: int | None, month: Month) -> Team:
    """The team that somebody led in a month, with its clients that this person sees; for None what nobody led."""
    teams = teams_on(here, _as_of(here, month))
    if lead is None:
        everyone = counted(here, Which(month, month), "client")
        return Team(None, "", frozenset(client for (client, *_), _ in everyone if client not in teams))
    return next((team for team in teams.values() if team.lead == lead), Team(lead, "", frozenset()))


def month_to_show(here: Standing) -> Month:
    """The last month that is over; the present one where nothing fell due in it."""
    last = Month.of(here.on).later(-1)
    return last if counted_days(here, Which(last, last)) else last.later(1)


def _as_of(here: Standing, month: Month) -> date:
    """The date as of which accounts belong to a team: the month's last, or today."""
    return min(month.end - timedelta(days=1), here.on)
