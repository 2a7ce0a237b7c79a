"""What a notice is about beside its client: the job by number and name, the contact report, the duty. Names only."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import BigIntegerField, Case, F, OuterRef, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.translation import gettext as _

from herringbone.desk.models import Notification
from herringbone.record.duties.declare import register
from herringbone.record.models import Duty

JOBS = {  # by the record of an event: the ways from there to its job; of the form of a change, the job that it changes
    "work.Job": ("",),
    "work.Task": ("job__",),
    "work.Change": ("job__",),
    "work.Routing": ("form__job__", "form__change__job__"),
    "work.Acknowledgement": ("routing__form__job__", "routing__form__change__job__"),
    "meetings.KickOffWaived": ("job__",),
    "status.Proposal": ("line__job__",),
}
REPORTS = ("meetings.Objection", "meetings.Confirmation")
DUTIES = ("desk.Nudge", "record.Takeover")


TEXT = TextField()


def with_about(rows: QuerySet[Notification]) -> QuerySet[Notification]:
    """The notices with what `abouts` needs of each, in the same query."""
    remark, label = {"event__subject_label": "clients.Post"}, "event__subject_label"
    jobs = [When(**{label: one}, then=_job_of(one)) for one in JOBS]
    reports = [When(**{label: one}, then=_of(one, Cast(F("issue__number"), TEXT))) for one in REPORTS]
    duties = [When(**{label: one}, then=_duty_of(one)) for one in DUTIES]
    return rows.annotate(
        about_job=Case(*jobs, When(**remark, then=_place("work.Job", _job_name(""))), output_field=TEXT),
        about_meeting=Case(When(**remark, then=_place("meetings.Meeting", F("topic"))), output_field=TEXT),
        about_report=Case(*reports, output_field=TEXT),
        about_duty=Case(*duties, output_field=BigIntegerField()),
    )


def abouts(notices: Iterable[Notification]) -> dict[int, str]:
    """By the id of each notice what it is about; nothing of one whose client says enough. They come from `with_about`.
    One query, whatever they are about."""
    told = {one.pk: vars(one) for one in notices}
    duties = Duty.objects.in_bulk([one["about_duty"] or 0 for one in told.values()])
    return {pk: words for pk, one in told.items() if (words := _words(one, duties.get(one["about_duty"])))}


def _words(told: dict[str, Any], duty: Duty | None) -> str:
    if told["about_report"]:
        return _("contact report %(number)s") % {"number": told["about_report"]}
    if duty:
        return register[duty.kind].line(duty).what
    return told["about_job"] or told["about_meeting"] or ""


def _of(label: str, what: Any, **only: Any) -> Subquery:
    """Something of the record that the event is about."""
    rows = apps.get_model(label).objects.filter(pk=OuterRef("event__subject_id"), **only)
    return Subquery(rows.annotate(told=what).values("told")[:1])


def _job_name(way: str) -> Concat:
    return Concat(F(f"{way}number"), Value(" "), F(f"{way}name"), output_field=TEXT)


def _job_of(label: str) -> Any:
    found = [_of(label, _job_name(way), **{f"{way}pk__isnull": False}) for way in JOBS[label]]
    return Coalesce(*found) if len(found) > 1 else found[0]


def _duty_of(label: str) -> Subquery:
    keys = {name: OuterRef(name) for name in ("kind", "subject", "started")}
    return _of(label, Subquery(Duty.objects.filter(**keys).values("pk")[:1]))


def _place(label: str, what: Any) -> Subquery:
    """Of a remark the record on which it stands, if it is one of these."""
    rows = apps.get_model(label).objects.filter(pk=OuterRef("subject_id")).annotate(told=what)
    return _of("clients.Post", Subquery(rows.values("told")[:1]), subject_label=label)
