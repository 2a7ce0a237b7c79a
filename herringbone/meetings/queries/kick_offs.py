"""Which jobs begin with a kick-off, and how it stands with it (B3). The gate, the duty and the pages ask here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Case, Exists, F, FloatField, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, NullIf
from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.core.fields import FixedField
from herringbone.core.sql import CountOf
from herringbone.meetings.models import Attendee, CalledFor, KickOffRule, KickOffWaived
from herringbone.meetings.queries.walls import behind_wall
from herringbone.people.models import Department, Person
from herringbone.work.models import Change, Form, Job, Routing, Stage

AMOUNT, DEPARTMENTS = Decimal(10_000), 3  # where no rule was set
UNIT = 10_000.0  # an amount is kept in ten-thousandths
Craft = Department.Craft
THERE = (Craft.ACCOUNT, Craft.CREATIVE, Craft.PRODUCTION)  # who is at a kick-off
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
    jobs = Job.objects.annotate(
        from_amount=Case(
            When(~Q(currency="") & Exists(own), then=Subquery(own.values("amount")[:1])),
            When(Exists(general), then=Subquery(general.values("amount")[:1])),
            default=Value(AMOUNT, amount), output_field=amount,
        ),
        from_departments=Case(
            When(Exists(general), then=Subquery(general.values("departments")[:1])),
            default=Value(DEPARTMENTS), output_field=IntegerField(),
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
    budget = Cast(NullIf(KT("wanted__budget"), Value("")), FloatField())
    sent = Change.objects.filter(job=OuterRef("pk"), form__submission__isnull=False, wanted__has_key="budget")
    grown = sent.annotate(amount=budget).filter(amount__gte=Cast(OuterRef("from_amount"), FloatField()) / Value(UNIT))
    return grown.order_by("number")


@dataclass(frozen=True)
class KickOff:
    """How it stands with the kick-off of a job that begins with one."""

    meeting: Any  # the one that counts: held with everybody, else the newest that was called
    held: bool
    lacking: list[str]  # the crafts that nobody of was at the one that was held
    waived: KickOffWaived | None

    @property
    def open(self) -> bool:
        """Whether the job may go into work."""
        return self.waived is not None or (self.held and not self.lacking)


def kick_off_of(job: Job) -> KickOff | None:
    """How it stands with a job's kick-off; None where it needs none and has none. Three queries, or five."""
    needed = of_size().filter(pk=job.pk).exists()
    rows = list(
        CalledFor.objects.filter(job=job, kind=CalledFor.Kind.KICK_OFF, meeting__withdrawal=None)
        .select_related("meeting__office").order_by("meeting__starts", "pk")
    )  # fmt: skip
    if not (needed or rows):
        return None
    waived = KickOffWaived.objects.select_related("by").filter(job=job).first()
    held = [row.meeting for row in rows if row.meeting.ends <= clock.now()]
    for meeting in held:
        lacking = missing(_there(meeting.pk))
        if not lacking:
            return KickOff(meeting, True, [], waived)
    if held:
        return KickOff(held[-1], True, lacking, waived)
    return KickOff(rows[-1].meeting if rows else None, False, [], waived)


def _there(meeting: int) -> QuerySet[Person]:
    came = Attendee.objects.filter(meeting=meeting, absent=False, person__isnull=False)
    return Person.objects.filter(pk__in=came.values("person")).select_related("department")


def missing(people: Iterable[Person]) -> list[str]:
    """The departments of which nobody is among these people, of those that a kick-off is between. Two queries.

    A craft in which nobody works at this agency is not missed.
    """
    there = {one.department.craft for one in people if one.department}
    staffed = Department.objects.filter(craft__in=THERE, people__is_active=True).distinct().order_by("name")
    crafts: dict[str, str] = {}
    for department in staffed:
        crafts.setdefault(department.craft, department.name)
    return [crafts[craft] for craft in THERE if craft in crafts and craft not in there]


def who_starts(job: Job, change: Change | None = None) -> list[int]:
    """Who is asked at first: the lead and whom the form names, or a change form; for a kick-off also the heads of the
    departments that it is between. Nobody whom a wall keeps from the client.
    """
    named = Routing.objects.filter(form=change.form_id if change else job.form_id).order_by("pk")
    people = [job.lead_id, *named.values_list("person", flat=True)]
    if change is None:
        heads = Department.objects.filter(craft__in=THERE[1:], head__is_active=True).order_by("name")
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
        return _("Its kick-off has not been held yet")
    return _("A job of this size begins with a kick-off: call it, or the director of the account waives it")


def rules_in_force(at: datetime) -> list[KickOffRule]:
    """The rule that counts at a moment, the agency's own first, and what each currency has beside it."""
    newest: dict[str, KickOffRule] = {}
    for row in KickOffRule.objects.filter(begins__lte=at).select_related("by").order_by("begins", "pk"):
        newest[row.currency] = row
    newest.setdefault("", KickOffRule(begins=at, amount=AMOUNT, departments=DEPARTMENTS))
    return [newest[currency] for currency in sorted(newest)]
