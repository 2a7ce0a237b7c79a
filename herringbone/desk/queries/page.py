"""The whole desk of a person, in at most six queries beside those that every request makes."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from django.db.models import Q

from herringbone.desk.queries import accounts as ledger
from herringbone.desk.queries import lead, margin
from herringbone.desk.queries.duties import FORMS, LINES, MOST, DeskDuty, desk_duties
from herringbone.people.models import Department, Person, Role
from herringbone.people.rules import Standing

Shape = Literal["account", "director", "department"]
Kind = Role.Kind
LEADS = frozenset({Kind.HEAD, Kind.DIRECTOR, Kind.MANAGEMENT})
WATCHED_AHEAD = timedelta(days=7)  # what others owe on one's accounts is shown this far ahead, unless all is asked for
SERVES = frozenset({Kind.SUPERVISOR, Kind.EXECUTIVE, Kind.COORDINATOR, Kind.POINT, Kind.SECOND})


@dataclass(frozen=True)
class Group:
    """Duties under one heading: `key` is climbed, late, today, later, department or account."""

    key: str
    duties: list[DeskDuty]


@dataclass(frozen=True)
class Desk:
    """Everything that the desk's page shows."""

    shape: Shape
    lead: str
    groups: list[Group]
    more: bool
    forms: list[DeskDuty] = field(default_factory=list)
    asked: list[DeskDuty] = field(default_factory=list)  # status lines, on a department's desk
    meetings: list[margin.Appointment] = field(default_factory=list)
    waiting: list[margin.Wait] = field(default_factory=list)
    covering: list[margin.Covering] = field(default_factory=list)
    week: margin.Week | None = None
    without_kick_off: list[margin.Unstarted] = field(default_factory=list)
    accounts: list[ledger.Group] = field(default_factory=list)
    totals: ledger.Totals | None = None
    not_climbed: int = 0  # of what the ledger counts as late, beside some that have climbed

    @property
    def shown(self) -> int:
        """How many accounts stand in the ledger."""
        return sum(len(group.accounts) for group in self.accounts)


def shape_of(person: Person, here: Standing) -> Shape:
    """Which desk fits: who leads accounts and serves none has a director's; who serves none, a department's."""
    if here.own & SERVES:
        return "account"
    if here.own & LEADS:
        return "director"
    craft = person.department.craft if person.department else ""
    return "account" if craft == Department.Craft.ACCOUNT and not here.heads else "department"


def desk_of(person: Person, here: Standing, at: datetime, most: int = MOST, only: Q | None = None) -> Desk:
    """The desk at a moment. `only` narrows the duties, for a figure that opens its list."""
    shape = shape_of(person, here)
    duties = desk_duties(here, at, most + 1, only)
    more, duties = len(duties) > most, duties[:most]
    all_late = not more or not duties[-1].late  # they come first
    if most <= MOST:
        near = [duty for duty in duties if duty.reason != "account" or duty.due < at + WATCHED_AHEAD]
        more, duties = more or len(near) < len(duties), near
    if shape == "department":
        forms = [duty for duty in duties if duty.kind in FORMS and duty.reason != "department"]
        asked = [duty for duty in duties if duty.kind == LINES and duty.reason in lead.OWN]
        rest = [duty for duty in duties if duty not in forms and duty not in asked]
        return Desk(
            shape=shape, lead=lead.department_lead(duties), groups=[Group("tasks", rest)] if rest else [], more=more,
            forms=forms, asked=asked, meetings=margin.meetings_of(person, here, at, days=2),
            waiting=margin.waiting_on_clients(here, at), covering=margin.covering(here, at),
        )  # fmt: skip
    leads = bool(here.led or here.kinds & {Kind.HEAD, Kind.MANAGEMENT})
    led, totals = ledger.accounts_led(here, at) if leads else ([], None)
    week, unstarted = margin.week_and_unstarted(person, here)
    directs, late = shape == "director", totals.late if totals else None
    return Desk(
        shape=shape, lead=lead.director_lead(duties, late) if directs else lead.desk_lead(duties),
        groups=_groups(person, duties, at), more=more, meetings=margin.meetings_of(person, here, at),
        waiting=[] if leads else margin.waiting_on_clients(here, at), covering=margin.covering(here, at),
        week=week if shape == "account" else None, without_kick_off=unstarted,
        accounts=led, totals=totals, not_climbed=_not_climbed(duties, led, totals) if all_late else 0,
    )  # fmt: skip


def _not_climbed(duties: list[DeskDuty], led: list[ledger.Group], totals: ledger.Totals | None) -> int:
    """How many late duties of the ledger others have; 0 where none climbed, or the ledger is not whole."""
    codes = {one.code for group in led for one in group.accounts}
    here = [duty for duty in duties if duty.late and duty.code in codes and duty.reason in (*lead.OWN, "climbed")]
    if totals is None or totals.accounts > len(codes) or all(duty.reason != "climbed" for duty in here):
        return 0
    return totals.late - len(here)


def _groups(person: Person, duties: list[DeskDuty], at: datetime) -> list[Group]:
    """Climbed; own by time: late, today by the office's date, later; then what is only watched, late things apart."""
    zone = person.office.wall
    tomorrow = datetime.combine(at.astimezone(zone).date() + timedelta(days=1), datetime.min.time(), zone)

    def key(duty: DeskDuty) -> str:
        if duty.reason == "account":
            return "account_late" if duty.late else "account"
        if duty.reason in ("climbed", "department"):
            return duty.reason
        if duty.late:
            return "late"
        return "today" if duty.due < tomorrow else "later"

    order = ("climbed", "late", "today", "later", "account_late", "account", "department")
    found = {name: [duty for duty in duties if key(duty) == name] for name in order}
    return [Group(name, found[name]) for name in order if found[name]]
