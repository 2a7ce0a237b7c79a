"""B5: a status report is published on its days of the week, unless the client's reports are paused."""

from datetime import date

from django.db.models import BigIntegerField, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, JSONObject
from django.utils.translation import gettext as _

from herringbone.clients.models import Client
from herringbone.core import clock
from herringbone.core.links import link
from herringbone.core.models import WorkingDay
from herringbone.core.wording import dates
from herringbone.record.duties.declare import COLUMNS, Kind, Line
from herringbone.record.models import Duty
from herringbone.status.models import Pause, Published, ReportDays

WHOEVER_ANSWERS = Value(None, output_field=BigIntegerField())


def reports() -> QuerySet[ReportDays, dict[str, object]]:
    """One for each day of the week that a client's report is due: by the close of its office on that day or, where it
    is closed then, on the working day before. A report counts from the working day before the one it is due on."""
    office = WorkingDay.objects.filter(office=OuterRef("office"), working=True)
    due_day = office.filter(number=OuterRef("number"))
    rows = (
        ReportDays.objects.annotate(
            office=F("client__office"), day=F("client__office__days__date"), weekday=F("client__office__days__weekday"),
            number=F("client__office__days__number"),
        )
        .filter(Q(weekday=F("first")) | Q(weekday=F("second")))
        .annotate(
            subject=F("client_id"), title=F("client__name"), owner_id=WHOEVER_ANSWERS,
            started=Subquery(office.filter(number=OuterRef("number") - 1).values("begins")[:1]),
            due=Subquery(due_day.values("closes")[:1]), due_on=Subquery(due_day.values("date")[:1]),
        )
        .filter(started__gte=F("begins"))
        .annotate(facts=JSONObject(code="client__code", client="client__name", on=Cast("due_on", CharField())))
    )  # fmt: skip
    later = ReportDays.objects.filter(client=OuterRef("client"), begins__gt=OuterRef("begins"))
    superseded = later.filter(begins__lte=OuterRef("started"))
    paused = Pause.objects.filter(
        Q(ended=None) | Q(ended__gte=OuterRef("due")), client=OuterRef("client"), at__lte=OuterRef("due"),
        begins__lte=OuterRef("day"), until__gte=OuterRef("day"),
    )  # fmt: skip
    told = Published.objects.filter(client=OuterRef("client"), at__gte=OuterRef("started")).order_by("at")
    rows = rows.filter(~Exists(superseded), ~Exists(paused)).annotate(done=Subquery(told.values("at")[:1]))
    return rows.values(*COLUMNS).distinct()


def line(duty: Duty) -> Line:
    facts, now = duty.facts, clock.now()
    day = dates.week_day(date.fromisoformat(facts["on"]), now)
    about = _("Was due by the close of %(day)s.") if duty.due < now else _("Due by the close of %(day)s.")
    return Line(
        what=_("Publish the status report"), about=about % {"day": day},
        url=link("status_live", facts["code"]), do=_("Look over and publish"),
    )  # fmt: skip


STATUS_REPORT = Kind(
    name="status_report",
    row="B5",
    subject=Client,
    rows=reports,
    follows={
        "clients.Client": "pk",
        "status.ReportDays": "report_days",
        "status.Pause": "report_pauses",
        "status.Published": "status_reports",
    },
    line=line,
)
