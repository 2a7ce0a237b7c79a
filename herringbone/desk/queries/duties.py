"""My desk (J1, J3): what this person has to see to, worst first. One query for the duties, one for names.

A duty is on a desk for one of these reasons:

    mine         owed by this person, or by whoever answers for a client and that is this person, or taken over
    cover        owed by somebody this person stands in for
    climbed      late: at once with the supervisor, after a day with the director (`climb` is the setting, in hours)
    department   owed in the department that this person heads
    account      on an account where this person is second contact or coordinator; for who answers for it, a word that
                 somebody else owes on a form
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from herringbone.core.compiled import compiled_once
from herringbone.core.sql import SecondsLater
from herringbone.desk.models import Notification, Nudge
from herringbone.people.models import Person, Role
from herringbone.people.rules import Standing
from herringbone.people.rules.sight import PAIR
from herringbone.record.duties.declare import Line, register
from herringbone.record.models import Duty, Policy

MOST = 60  # duties on one desk; more are counted and listed on request
A_DAY = 24  # hours after which what is late climbs to the director, where no policy says otherwise
FORMS = ("form_acknowledgement", "change_acknowledgement")  # what a person gives their word on
LINES = "status_lines"
AT_THE_DEPARTMENT = (*FORMS, "task")
Kind = Role.Kind
ANSWER = (Kind.POINT, Kind.SUPERVISOR, Kind.DIRECTOR)  # for a client, in this order


@dataclass(frozen=True)
class DeskDuty:
    """One duty as a desk shows it. `climb` says whose it was, who had it then, and since when it is with the reader."""

    id: int
    kind: str
    title: str
    subject: int
    line: Line
    client: str
    code: str
    owner: str
    owner_id: int | None
    due: datetime
    late: bool
    reason: str
    climbed_at: datetime
    passed: tuple[str, ...]  # the names it went through on its way up, the owner's first
    nudged: datetime | None  # when the reader last asked the owner
    yours_since: datetime | None = None

    @property
    def first_name(self) -> str:
        """The owner's, for a button."""
        return self.owner.split(" ", 1)[0]

    @property
    def between(self) -> tuple[str, ...]:
        """The first names of those it went through after its owner."""
        return tuple(name.split(" ", 1)[0] for name in self.passed[1:])


def desk_duties(here: Standing, at: datetime, most: int = MOST, only: Q | None = None) -> list[DeskDuty]:
    """The open duties on a desk, worst first: what is overdue longest, then what is due next."""
    return _all_shown(
        list(_rows.query_set(here, at, most=None).filter(only)[:most]) if only else _rows(here, at, most=most), here, at
    )


def client_duties(here: Standing, at: datetime, client: int, window: Q, most: int) -> list[DeskDuty]:
    """Every open duty of a client in a window of time, whosever it is, worst first: what a ledger's figure counts."""
    rows = _named(with_reason(here, at), here).filter(window, client=client).order_by("due", "pk")
    return _all_shown(list(rows[:most]), here, at)


def _all_shown(found: list[Any], here: Standing, at: datetime) -> list[DeskDuty]:
    for duty in found:  # whom a wall keeps from the client has it no longer
        duty.owner_name = None if here.keeps_from(duty.owner_id, duty.client_id) else duty.owner_name
        duty.taker_name = None if here.keeps_from(duty.taken_by_id, duty.client_id) else duty.taker_name
    nameless = {duty.client_id for duty in found if duty.owner_name is None or duty.reason == "climbed"}
    holders = holders_of(nameless, here) if nameless else {}
    return [_shown(duty, holders.get(duty.client_id, NOBODY), here, at) for duty in found]


@compiled_once
def _rows(here: Standing, at: datetime, *, most: int | None) -> QuerySet[Duty]:
    return _named(on_desk(here, at), here).order_by("due", "pk")[:most]


def _named(rows: QuerySet[Duty], here: Standing) -> QuerySet[Duty]:
    names = {
        "client_name": F("client__name"), "client_code": F("client__code"), "nudged": _nudged(here),
        "owner_name": Case(When(owner__is_active=True, then=F("owner__name"))),
        "taker_name": Case(When(taken_by__is_active=True, then=F("taken_by__name"))),
    }  # fmt: skip
    return rows.annotate(**names)


def _shown(duty: Any, held: "Holders", here: Standing, at: datetime) -> DeskDuty:
    name = duty.taker_name or duty.owner_name or held.answers
    at_once = duty.client_id in here.supervised  # with a supervisor from the moment it was late
    return DeskDuty(
        id=duty.pk, kind=duty.kind, title=duty.title, subject=duty.subject, line=register[duty.kind].line(duty),
        client=duty.client_name, code=duty.client_code, owner=name, owner_id=_whose(duty, held),
        due=duty.due, late=duty.due < at, reason=duty.reason, climbed_at=duty.climbs_at, nudged=duty.nudged,
        passed=(name,) if at_once else tuple(dict.fromkeys(filter(None, (name, held.supervisor)))),
        yours_since=duty.due if at_once else duty.climbs_at,
    )  # fmt: skip


def _whose(duty: Any, held: "Holders") -> int | None:
    if duty.taker_name:
        return duty.taken_by_id
    return duty.owner_id if duty.owner_name else held.answers_id


def on_desk(here: Standing, at: datetime) -> QuerySet[Duty]:
    """The open duties of a desk, with `reason` and `climbs_at`, the moment at which each is a director's too."""
    return with_reason(here, at, desk_only=True)


def with_reason(here: Standing, at: datetime, *, desk_only: bool = False) -> QuerySet[Duty]:
    """All open duties that this person sees, or those on the desk alone, with `reason` and `climbs_at`."""
    found = _reasons(here, at)
    rows = with_pairs(Duty.objects.filter(here.sees("client"), done=None, started__lte=at))
    rows = rows.annotate(climbs_at=_climbs_at())
    if desk_only:
        rows = rows.filter(_any(found) | Q(client__in=here.helped) | Q(client__in=here.answers, kind__in=FORMS))
    reasons = [When(which, then=Value(reason)) for reason, which in found.items()]
    return rows.annotate(reason=Case(*reasons, default=Value("account"), output_field=CharField()))


def _reasons(here: Standing, at: datetime) -> dict[str, Q]:
    """Why a duty is this person's to see to, the first that fits. What climbed asks for `climbs_at`."""
    mine, covered = _owned(here)
    found: dict[str, Q] = {"mine": mine, "cover": covered}
    up = _climbed(here, at)
    if up is not None:
        found["climbed"] = up
    if here.heads:
        ours, taken = (Q(**{f"{whose}__department__head__in": here.stands_for}) for whose in ("owner", "taken_by"))
        found["department"] = (nobody_s("taken_by", here) & ours | taken) & Q(kind__in=AT_THE_DEPARTMENT)
    return found


def _any(found: Mapping[str, Q]) -> Q:
    first, *others = found.values()
    return reduce(or_, others, first)


def _owned(here: Standing) -> tuple[Q, Q]:
    """What is this person's own, and what is theirs because somebody is away."""
    by_role: Any = nobody_s("owner", here) & Q(client__in=here.answers)
    if here.answers_rest:
        by_role |= nobody_s("owner", here) & (~Exists(_answering(here)) | Q(client__in=here.unanswered))
    free = nobody_s("taken_by", here)
    mine = free & (Q(owner__in=here.mine) | by_role) | Q(taken_by__in=here.mine)
    covered = free & Q(owner__in=here.away) | Q(taken_by__in=here.away) if here.away else Q(pk__in=[])
    return mine, covered


def nobody_s(holder: str, here: Standing) -> Q:
    """Duties whose owner or taker is nobody, or somebody who has left or whom a wall keeps from the client: they fall
    to whoever answers (J1). Asks for `with_pairs`.
    """
    gone = Person.objects.filter(is_active=False).values("pk")
    return Q(**{holder: None}) | Q(**{f"{holder}__in": gone}) | Q(**{f"{holder}_at__in": here.kept_from})


def with_pairs(rows: QuerySet[Duty]) -> QuerySet[Duty]:
    """Duties with their owner, and their taker, and the client as one number each (`people.rules.sight.pair`)."""
    by = Value(PAIR, BigIntegerField())  # without it PostgreSQL is given what fits into 32 bits
    pairs = {
        f"{holder}_at": ExpressionWrapper(F(f"{holder}_id") * by + F("client_id"), BigIntegerField())
        for holder in ("owner", "taken_by")
    }
    return rows.alias(**pairs)


def _answering(here: Standing) -> QuerySet[Role]:
    return Role.objects.running(here.on).filter(client=OuterRef("client"), kind__in=ANSWER, person__is_active=True)


def _climbed(here: Standing, at: datetime) -> Q | None:
    """Late duties that nobody took over: at once with the supervisor, then with the director, else with the head."""
    up: Any = Q(pk__in=[])
    if here.supervised:
        up |= Q(client__in=here.supervised, due__lt=at)
    if here.directed:
        up |= Q(client__in=here.directed, due__lt=at, climbs_at__lte=at)
    if here.directs_agency:
        directors = Role.objects.running(here.on).filter(
            client=OuterRef("client"), kind=Kind.DIRECTOR, person__is_active=True
        )
        nobody = Q(~Exists(directors)) | Q(client__in=here.undirected)
        up |= nobody & Q(due__lt=at, climbs_at__lte=at)
    elif not (here.supervised or here.directed):
        return None
    return up & nobody_s("taken_by", here)


def _climbs_at() -> SecondsLater:
    settings = Policy.objects.filter(
        Q(client=OuterRef("client")) | Q(client=None), kind="climb", begins__lte=OuterRef("started")
    ).order_by(F("client").asc(nulls_last=True), "-begins")
    hours = Coalesce(Subquery(settings.values("amount")[:1]), Value(A_DAY), output_field=IntegerField())
    return SecondsLater(F("due"), hours * 3600, output_field=DateTimeField())


def _nudged(here: Standing) -> Subquery:
    asked = Nudge.objects.filter(
        kind=OuterRef("kind"), subject=OuterRef("subject"), started=OuterRef("started"), by=here.person
    ).order_by("-at")
    return Subquery(asked.values("at")[:1], output_field=DateTimeField())


@dataclass(frozen=True)
class Holders:
    """Who answers for a client, and its supervisor: names, empty where there is nobody."""

    answers: str = ""
    answers_id: int | None = None
    supervisor: str = ""


NOBODY = Holders()


def holders_of(clients: Iterable[int], here: Standing) -> dict[int, Holders]:
    """Who answers for each of these clients on the standing's date, with the supervisor. One query."""
    found: dict[int, dict[str, tuple[int, str]]] = {}
    for client, kind, person, name in _roles(here.on, list(clients)):
        if here.keeps_from(person, client):
            continue
        found.setdefault(client, {}).setdefault(kind, (person, name))
    made = {}
    for client, by_kind in found.items():
        person_id, name = next(by_kind[kind] for kind in ANSWER if kind in by_kind)
        made[client] = Holders(name, person_id, by_kind.get(Kind.SUPERVISOR, (0, ""))[1])
    return made


@compiled_once
def _roles(on: date, clients: Sequence[int]) -> QuerySet[Role, tuple[int, str, int, str]]:
    roles = Role.objects.running(on).filter(client__in=clients, kind__in=ANSWER, person__is_active=True)
    return roles.order_by("pk").values_list("client", "kind", "person", "person__name")


def counts_of(person: Person, here: Standing, at: datetime) -> tuple[int, int]:
    """How many late things are on this person's desk, but for what they only watch, and how many notifications are
    unread. One query."""
    (late, unread), *_ = _counts(person.pk, here, at) or [(0, 0)]
    return late or 0, unread or 0


@compiled_once
def _counts(person: int, here: Standing, at: datetime) -> QuerySet[Person, tuple[int | None, int | None]]:
    found = _reasons(here, at)
    rows = with_pairs(Duty.objects.filter(here.sees("client"), done=None, due__lt=at, started__lte=at))
    if "climbed" in found:
        rows = rows.alias(climbs_at=_climbs_at())
    late = rows.filter(_any(found))
    unread = Notification.objects.filter(person=person, read=None, shown=True)
    counted = Person.objects.filter(pk=person).annotate(late=_count(late), unread=_count(unread))
    return counted.values_list("late", "unread")


def _count(rows: QuerySet[Any]) -> Subquery:
    """The number of rows, as a column of another query."""
    one = rows.order_by().annotate(all_of_them=Value(1)).values("all_of_them").annotate(number=Count("pk"))
    return Subquery(one.values("number"), output_field=IntegerField())
