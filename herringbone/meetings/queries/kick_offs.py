"""Which jobs begin with a kick-off, and how it stands with it (B3). The gate, the duty and the pages ask here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Case, Exists, F, FloatField, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, NullIf
from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.core.compiled import compiled_once
from herringbone.core.fields import FixedField
from herringbone.core.models import Office
from herringbone.core.names.order import by_name
from herringbone.core.sql import CountOf
from herringbone.meetings.models import CalledFor, KickOffRule
from herringbone.meetings.queries.walls import behind_wall
from herringbone.people.models import Department, Person
from herringbone.work.models import Change, Form, Job, Routing, Stage

AMOUNT, DEPARTMENTS = Decimal(10_000), 3  # where no rule was set
NO_LIMIT, NO_NUMBER = Decimal(10) ** 13, 10**6  # where a rule asks for none by amount, by departments: beyond all
UNIT = 10_000.0  # an amount is kept in ten-thousandths
Craft = Department.Craft
THERE = (Craft.ACCOUNT, Craft.CREATIVE, Craft.PRODUCTION)  # who is at a kick-off
OF_CALLED = ("pk", "topic", "starts", "ends", "office__name", "office__zone")
OVER = (Stage.Key.DELIVERED, *Stage.OVER)


def of_size() -> QuerySet[Job]:
    """The jobs that begin with a kick-off by the rule in force when they were opened.

    Annotated: `from_when`, when they came to be of that size, and `settled`, when their kick-off was called or waived
    or the job had ended without it.
    """
    in_force = KickOffRule.objects.filter(begins__lte=OuterRef("opened")).order_by("-begins", "-pk")
    own, general = in_force.filter(currency=OuterRef("currency")), in_force.filter(currency="")
    named = Form.departments.through.objects.filter(form=OuterRef("form"))
    called = CalledFor.objects.filter(
        job=OuterRef("pk"), kind=CalledFor.Kind.KICK_OFF, meeting__withdrawal=None
    ).order_by("pk")  # fmt: skip
    ended = Stage.objects.filter(job=OuterRef("pk"), key__in=OVER).order_by("at", "pk")
    amount = FixedField(null=True)
    # Each limit is asked for once and not by cases: it is repeated wherever a moment is reckoned from it.
    jobs = Job.objects.annotate(
        from_amount=Coalesce(
            Subquery(own.values(limit=Coalesce("amount", Value(NO_LIMIT, amount)))[:1]),
            Subquery(general.values(limit=Coalesce("amount", Value(NO_LIMIT, amount)))[:1]),
            Value(AMOUNT, amount), output_field=amount,
        ),
        from_departments=Coalesce(
            Subquery(general.values(limit=Coalesce("departments", NO_NUMBER))[:1]), Value(DEPARTMENTS),
            output_field=IntegerField(),
        ),
        departments_named=CountOf(named),
    )  # fmt: skip
    many = Q(departments_named__gte=F("from_departments"))
    ours = Exists(Routing.objects.filter(form=OuterRef("form")))  # what was begun elsewhere began there
    return jobs.filter(ours, Q(budget__gte=F("from_amount")) | many).annotate(
        from_when=Case(
            When(Q(form__budget__gte=F("from_amount")) | many, then=F("opened")),
            default=Coalesce(Subquery(_grown().values("form__submission__at")[:1]), F("opened")),
        ),
        settled=Coalesce(
            Subquery(called.values("at")[:1]), F("kick_off_waived__at"), Subquery(ended.values("at")[:1])
        ),
    )  # fmt: skip


def _grown() -> QuerySet[Change]:
    """The change forms that gave a job a budget of that size, the first one first."""
    # A form keeps its budget as text, and SQLite can make no other number of it. It is compared, never reckoned with:
    # the same amount comes to the same number on both sides.
    budget = Cast(NullIf(KT("wanted__budget"), Value("")), FloatField())
    sent = Change.objects.filter(job=OuterRef("pk"), form__submission__isnull=False, wanted__has_key="budget")
    grown = sent.annotate(amount=budget).filter(amount__gte=Cast(OuterRef("from_amount"), FloatField()) / Value(UNIT))
    return grown.order_by("number")


@dataclass(frozen=True)
class Called:
    """A meeting that was called as a kick-off, by which office's clock, and the crafts of whom was there."""

    pk: int
    topic: str
    starts: datetime
    ends: datetime
    office: Office
    there: frozenset[str]


@dataclass(frozen=True)
class Waived:
    """Who let a job go into work without one, when and why."""

    by: str
    at: datetime
    why: str


@dataclass(frozen=True)
class KickOff:
    """How it stands with the kick-off of a job that begins with one."""

    meeting: Called | None  # the one that counts: held with everybody, else the newest that was called
    held: bool
    lacking: list[str]  # the departments that nobody of was at the one that was held
    waived: Waived | None

    @property
    def open(self) -> bool:
        """Whether the job may go into work."""
        return self.waived is not None or (self.held and not self.lacking)


def kick_off_of(job: Job) -> KickOff | None:
    """How it stands with a job's kick-off; None where it needs none and has none. One query, two once it was held."""
    rows = list(_stands(job.pk))
    first = rows[0]
    called = _called(rows)
    if not (first["needed"] or called):
        return None
    waived = None
    if first["kick_off_waived__at"]:
        told = (first[f"kick_off_waived__{name}"] for name in ("by__name", "at", "why"))
        waived = Waived(*told)
    held = [one for one in called if one.ends <= clock.now()]
    if held:
        staffed = _staffed() if waived is None else {}
        lacking = {one.pk: _lacking(one.there, staffed) for one in held}
        best = next((one for one in held if not lacking[one.pk]), held[-1])
        return KickOff(best, True, lacking[best.pk], waived)
    return KickOff(called[-1] if called else None, False, [], waived)


@compiled_once
def _stands(job: int) -> QuerySet[Job, dict[str, Any]]:
    """The job once for each of ours who was asked to a meeting called for it, or once."""
    meeting = "meetings_called__meeting__"
    needed = Exists(of_size().filter(pk=OuterRef("pk")))
    return Job.objects.filter(pk=job).annotate(needed=needed).order_by(f"{meeting}starts", f"{meeting}pk").values(
        "needed", "kick_off_waived__by__name", "kick_off_waived__at", "kick_off_waived__why", "meetings_called__kind",
        *(f"{meeting}{name}" for name in OF_CALLED), f"{meeting}withdrawal",
        f"{meeting}attendees__absent", f"{meeting}attendees__person__department__craft",
    )  # fmt: skip


def _called(rows: Iterable[dict[str, Any]]) -> list[Called]:
    """The kick-offs among these rows that were not called off, in the order of time."""
    meeting = "meetings_called__meeting__"
    there: dict[tuple[Any, ...], set[str]] = {}
    for row in rows:
        if row["meetings_called__kind"] != CalledFor.Kind.KICK_OFF or row[f"{meeting}withdrawal"]:
            continue
        known = there.setdefault(tuple(row[f"{meeting}{name}"] for name in OF_CALLED), set())
        if craft := row[f"{meeting}attendees__person__department__craft"]:
            known |= set() if row[f"{meeting}attendees__absent"] else {craft}
    return [
        Called(pk, topic, starts, ends, Office(name=name, zone=zone), frozenset(crafts))
        for (pk, topic, starts, ends, name, zone), crafts in there.items()
    ]


def missing(people: Iterable[Person]) -> list[str]:
    """The departments of which nobody is among these people, of those that a kick-off is between. One query."""
    return _lacking({one.department.craft for one in people if one.department}, _staffed())


def _lacking(there: Iterable[str], staffed: Mapping[str, str]) -> list[str]:
    return [staffed[craft] for craft in THERE if craft in staffed and craft not in there]


def _staffed() -> dict[str, str]:
    """The departments that a kick-off is between, by their craft. One in which nobody works is not missed."""
    found: dict[str, str] = {}
    departments = Department.objects.filter(craft__in=THERE, people__is_active=True).distinct().order_by(by_name())
    for department in departments:
        found.setdefault(department.craft, department.name)
    return found


def who_starts(job: Job, change: Change | None = None) -> list[int]:
    """Who is asked at first: the lead and whom the form names, or a change form; for a kick-off also the heads of the
    departments that it is between. Nobody whom a wall keeps from the client.
    """
    named = Routing.objects.filter(form=change.form_id if change else job.form_id).order_by("pk")
    people = [job.lead_id, *named.values_list("person", flat=True)]
    if change is None:
        heads = Department.objects.filter(craft__in=THERE[1:], head__is_active=True).order_by(by_name())
        people += [head for head in heads.values_list("head", flat=True) if head]
    known = Person.objects.filter(is_active=True).in_bulk(people)
    walled = {one.pk for one in behind_wall(known.values(), job.client)}
    return [pk for pk in dict.fromkeys(people) if pk in known and pk not in walled]


def why_shut(job: Job) -> str:
    """Why a job may not go into work yet, or nothing: what its stage asks (`work.gates`)."""
    if job.stage != Stage.Key.SUBMITTED:
        return ""  # it comes back to work, and was there before
    found = kick_off_of(job)
    if found is None or found.open:
        return ""
    if found.held:
        return _("Nobody of %(department)s was at the kick-off: call another, or note who was there") % {
            "department": found.lacking[0]
        }
    if found.meeting:
        return _(
            "Its kick-off is called and not held yet: after it, or once the director of the account lets it go without"
        )
    return _("A job of this size begins with a kick-off: call it, or the director of the account lets it go without")


def rules_in_force(at: datetime) -> list[KickOffRule]:
    """The rule that counts at a moment, the agency's own first, and what each currency has beside it."""
    newest: dict[str, KickOffRule] = {}
    for row in KickOffRule.objects.filter(begins__lte=at).select_related("by").order_by("begins", "pk"):
        newest[row.currency] = row
    newest.setdefault("", KickOffRule(begins=at, amount=AMOUNT, departments=DEPARTMENTS))
    return [newest[currency] for currency in sorted(newest)]
