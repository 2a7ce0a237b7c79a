"""Teams: the accounts of one supervisor, or of the director where an account has no supervisor."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from herringbone.core.compiled import compiled_once
from herringbone.core.names.text import fold
from herringbone.ontime.queries.figures import Figures, sum_of
from herringbone.people.models import Role
from herringbone.people.rules import Standing

Kind = Role.Kind
LEADS = (Kind.SUPERVISOR, Kind.DIRECTOR)  # in this order


@dataclass(frozen=True)
class Team:
    """Who leads it (None where nobody does), and its clients."""

    lead: int | None
    name: str
    clients: frozenset[int]


@compiled_once
def _leads(here: Standing, on: date) -> QuerySet[Role, tuple[int, str, int, str]]:
    roles = Role.objects.running(on).filter(here.sees("client"), kind__in=LEADS).order_by("pk")
    return roles.values_list("client", "kind", "person", "person__name")


def teams_on(here: Standing, on: date) -> Mapping[int, Team]:
    """The team of each client that this person sees and that somebody leads, as it was on a date. One query."""
    leads: dict[int, tuple[int, str]] = {}
    found = _leads(here, on)
    for wanted in LEADS:
        for client, kind, person, name in found:
            if kind == wanted:
                leads.setdefault(client, (person, name))
    clients: dict[tuple[int, str], set[int]] = {}
    for client, lead in leads.items():
        clients.setdefault(lead, set()).add(client)
    teams = {lead: Team(*lead, frozenset(theirs)) for lead, theirs in clients.items()}
    return {client: teams[lead] for client, lead in leads.items()}


def by_team(
    of_clients: Iterable[tuple[int, Figures]], teams: Mapping[int, Team]
) -> list[tuple[tuple[int | None, str], Figures]]:
    """The clients' figures added up for each team, most duties first; what nobody leads comes under None."""
    found: dict[tuple[int | None, str], list[Figures]] = {}
    for client, figures in of_clients:
        team = teams.get(client)
        found.setdefault((team.lead, team.name) if team else (None, ""), []).append(figures)
    summed = [(team, sum_of(theirs)) for team, theirs in found.items()]
    return sorted(summed, key=lambda one: (-one[1].fell, fold(one[0][1])))
