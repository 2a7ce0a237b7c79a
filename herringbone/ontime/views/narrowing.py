"""Which month, and which cases of it, an address asks for."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404

from herringbone.clients.models import Client
from herringbone.ontime.month import Month
from herringbone.ontime.queries.figures import Outcome, Which
from herringbone.ontime.queries.record import NOBODY, called, month_to_show, team_of
from herringbone.people.models import Person
from herringbone.people.pages import Asked, one_visible
from herringbone.record.duties.declare import register

OUTCOMES: tuple[Outcome, ...] = ("all", "in_time", "late", "moved", "moved_late", "withdrawn")
LONGEST_ID = 18  # digits
OF_A_LIST = ("month", "client", "person", "team", "kind", "show", "page")  # what an address of cases may hold


@dataclass(frozen=True)
class Narrowed:
    """What was asked for: the month, which of its duties, with which outcome; `by` and `key` as in the address, and
    `name` as it is called (empty for nobody). `shown`: the cases are asked for, not the figures alone."""

    month: Month
    which: Which
    outcome: Outcome
    by: str = ""
    key: str = ""
    name: str = ""
    shown: bool = False

    def list_address(self, page: int) -> str:
        """These cases as the rest of an address, for a page that is opened from them: "month=2026-03&show=late"."""
        told = {"month": self.month.key, **({self.by: self.key} if self.by else {}), "show": self.outcome}
        return urlencode({**told, "page": page} if page > 1 else told)


def narrowed(request: Asked) -> Narrowed:
    """Read the address. A month that is none is the one to show; whoever or whatever is not there is not found."""
    here, told = request.standing, request.GET
    month = Month.read(told.get("month", "")) or month_to_show(here)
    outcome: Outcome = next((one for one in OUTCOMES if one == told.get("show")), "all")
    shown = "show" in told

    def of(by: str, key: str, name: str, **narrowing: object) -> Narrowed:
        return Narrowed(month, Which(month, month, **narrowing), outcome, by, key, name, True)  # type: ignore[arg-type]

    if code := told.get("client"):
        client = one_visible(request, Client, code=code)
        return of("client", client.code, client.name, client=client.pk)
    if key := told.get("person"):
        if key == NOBODY:
            return of("person", key, "", nobody=True)
        person = _person(key)
        return of("person", str(person.pk), person.name, person=person.pk)
    if key := told.get("team"):
        team = team_of(here, None if key == NOBODY else _person(key).pk, month)
        return of("team", str(team.lead or NOBODY), team.name, team=team.clients)
    if (key := told.get("kind")) and key in register:
        return of("kind", key, called(key), kind=key)
    return Narrowed(month, Which(month, month), outcome, shown=shown)


def list_from(request: Asked) -> dict[str, str]:
    """The cases that a page was opened from, as its address tells; empty where it was opened from elsewhere."""
    told = request.GET
    return {key: told[key] for key in OF_A_LIST if key in told} if "show" in told else {}


def _person(key: str) -> Person:
    """Somebody who works or worked here. Their figures are narrowed to what the reader may see."""
    found = (
        Person.objects.filter(pk=key).first() if key.isascii() and key.isdigit() and len(key) <= LONGEST_ID else None
    )
    if found is None:
        raise Http404
    return found
