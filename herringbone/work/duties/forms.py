"""B1, B2: each person whom a submitted form names acknowledges it within one working day; a change form likewise."""

from datetime import date

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from herringbone.core import clock
from herringbone.core.links import link
from herringbone.core.wording import dates
from herringbone.record.duties.declare import COLUMNS, Kind, Line
from herringbone.record.duties.due import with_due
from herringbone.record.models import Duty, Policy
from herringbone.work.models import Routing, Stage


def to_acknowledge() -> QuerySet[Routing, dict[str, object]]:
    """One for each person named. A cancelled job asks for no word any more."""
    cancelled = Stage.objects.filter(job__form=OuterRef("form"), key=Stage.Key.CANCELLED).order_by("at", "pk")
    rows = Routing.objects.filter(form__submission__isnull=False, form__change=None).annotate(
        done=Coalesce(F("acknowledgement__at"), Subquery(cancelled.values("at")[:1])),
        facts=JSONObject(
            form="form", number="form__job__number", by="form__submission__by__name", until="form__delivered_by",
            department="department__name", person="person__name",
        ),
    )  # fmt: skip
    return _owed(rows, "form_acknowledgement")


def changes_to_acknowledge() -> QuerySet[Routing, dict[str, object]]:
    """The same for a change form. A job that is cancelled later asks for no word any more."""
    cancelled = Stage.objects.filter(
        job=OuterRef("form__change__job"), key=Stage.Key.CANCELLED, at__gt=OuterRef("form__submission__at")
    ).order_by("at", "pk")
    rows = Routing.objects.filter(form__submission__isnull=False, form__change__isnull=False).annotate(
        done=Coalesce(F("acknowledgement__at"), Subquery(cancelled.values("at")[:1])),
        facts=JSONObject(
            change="form__change", form="form", number="form__change__job__number", nth="form__change__number",
            by="form__submission__by__name", department="department__name", person="person__name",
        ),
    )  # fmt: skip
    return _owed(rows, "change_acknowledgement")


def _owed(rows: QuerySet[Routing], kind: str) -> QuerySet[Routing, dict[str, object]]:
    rows = rows.annotate(
        subject=F("pk"), title=F("form__name"), client_id=F("form__client"), owner_id=F("person"),
        started=F("form__submission__at"),
    )  # fmt: skip
    rows = with_due(rows, kind=kind, amount=1, unit=Policy.Unit.WORKING_DAYS, office="form__client__office")
    return rows.values(*COLUMNS)


def line(duty: Duty) -> Line:
    facts = duty.facts
    words = {"number": facts["number"], "by": facts["by"]}
    about = _("%(number)s, from %(by)s.") % words
    if facts["until"]:
        day = dates.month_day(date.fromisoformat(facts["until"]), clock.now())
        about += " " + _("To be delivered by %(day)s.") % {"day": day}
    return Line(
        what=_("Acknowledge %(form)s") % {"form": duty.title}, about=about,
        url=link("form", facts["form"]), do=_("Acknowledge"),
        post=link("acknowledge_form", duty.subject),
    )  # fmt: skip


def change_line(duty: Duty) -> Line:
    facts = duty.facts
    return Line(
        what=_("Acknowledge change %(number)d of %(job)s") % {"number": facts["nth"], "job": duty.title},
        about=_("%(number)s, from %(by)s.") % {"number": facts["number"], "by": facts["by"]},
        url=link("change", facts["change"]), do=_("Acknowledge"), post=link("acknowledge_form", duty.subject),
    )  # fmt: skip


FORM_ACKNOWLEDGEMENT = Kind(
    name="form_acknowledgement",
    row="B1",
    subject=Routing,
    rows=to_acknowledge,
    follows={
        "work.Job": "form__job",
        "work.Routing": "pk",
        "work.Acknowledgement": "acknowledgement",
        "work.Stage": "form__job__stages",
        "people.Person": "form__submission__by",
    },
    line=line,
    called=gettext_lazy("Forms to acknowledge"),
)
CHANGE_ACKNOWLEDGEMENT = Kind(
    name="change_acknowledgement",
    row="B2",
    subject=Routing,
    rows=changes_to_acknowledge,
    follows={
        "work.Change": "form__change",
        "work.Routing": "pk",
        "work.Acknowledgement": "acknowledgement",
        "work.Stage": "form__change__job__stages",
        "people.Person": "form__submission__by",
    },
    line=change_line,
    called=gettext_lazy("Change forms to acknowledge"),
)
