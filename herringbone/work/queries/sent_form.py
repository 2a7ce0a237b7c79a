"""A submitted form: what it says, and who has acknowledged it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from herringbone.core import clock
from herringbone.core.compiled import compiled_once
from herringbone.people.rules import Standing
from herringbone.record.models import Duty, Event
from herringbone.work.answers import Question, in_words, questions
from herringbone.work.models import Acknowledgement, Form, Routing

ACKNOWLEDGED = ("form_acknowledgement", "change_acknowledgement")  # the duties to give one's word


@dataclass(frozen=True)
class Stop:
    """One person on the route. `mine`: a click of the reader acknowledges it."""

    routing: Routing
    acknowledgement: Acknowledgement | None
    due: datetime | None
    after: timedelta | None  # how long it took
    reminded: datetime | None
    mine: bool

    @property
    def late(self) -> bool:
        """Whether the word is overdue."""
        return self.acknowledgement is None and self.due is not None and self.due < clock.now()


def route(routings: QuerySet[Routing], here: Standing) -> list[Stop]:
    """The routes of several forms, in the order they were named. One query."""
    return [_stop(row, here) for row in _with_words(routings)]


def route_of(form: int, here: Standing) -> list[Stop]:
    """The route of one form, in the order it was named. One query."""
    return [_stop(row, here) for row in _routings(form)]


def routes_of(job: int, form: int, here: Standing) -> list[Stop]:
    """The route of a job's form and then those of its change forms. One query."""
    return [_stop(row, here) for row in _of_job(job, form)]


@compiled_once
def _of_job(job: int, form: int) -> QuerySet[Routing]:
    sent = Routing.objects.filter(form__submission__isnull=False)
    return _with_words(sent.filter(Q(form=form) | Q(form__change__job=job)))


@compiled_once
def _routings(form: int) -> QuerySet[Routing]:
    return _with_words(Routing.objects.filter(form=form))


def _with_words(routings: QuerySet[Routing]) -> QuerySet[Routing]:
    duty = Duty.objects.filter(kind__in=ACKNOWLEDGED, subject=OuterRef("pk"))
    reminder = Event.objects.filter(
        verb="acknowledgement asked for", subject_label="work.Routing", subject_id=OuterRef("pk")
    )
    return (
        routings.select_related(
            "person",
            "department",
            "acknowledgement__confirmed_by",
            "acknowledgement__noted_by",
            "form__submission__by",
            "form__change",
        )
        .annotate(due=Subquery(duty.values("due")[:1]), reminded=Subquery(reminder.order_by("-pk").values("at")[:1]))
        .order_by("pk")
    )


def _stop(row: Any, here: Standing) -> Stop:
    given: Acknowledgement | None = getattr(row, "acknowledgement", None)
    return Stop(
        row, given, row.due, given.at - row.form.submission.at if given else None, row.reminded,
        given is None and (row.person_id == here.person or row.person_id in here.stands_for),
    )  # fmt: skip


def answers(form: Form) -> list[tuple[Question, str]]:
    """The answers to the kind's own questions, as far as given."""
    asked = questions(form.kind.fields) if form.kind else []
    return [(one, in_words(one, form.extra[one.key])) for one in asked if form.extra.get(one.key)]
