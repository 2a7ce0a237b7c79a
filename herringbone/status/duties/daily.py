"""A5: where the client asks for it, each working day tells what happened, by mail or by a call that is on record.

A day on which nothing happened is told too: whoever asks to hear each day takes silence for neglect.
"""

from datetime import date

from django.db.models import BigIntegerField, CharField, Exists, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, JSONObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from herringbone.clients.models import Client
from herringbone.core import clock
from herringbone.core.links import link
from herringbone.core.wording import dates
from herringbone.record.duties.declare import COLUMNS, Kind, Line
from herringbone.record.duties.due import with_due
from herringbone.record.models import Duty, Policy
from herringbone.status.models import DailyUpdates, Update

AMOUNT, UNIT = 8, Policy.Unit.WORKING_HOURS
WHOEVER_ANSWERS = Value(None, output_field=BigIntegerField())


def updates() -> QuerySet[DailyUpdates, dict[str, object]]:
    """One for each working day of the client's office, from its opening; an update for a later day answers it, too."""
    rows = (
        DailyUpdates.objects.filter(wanted=True, client__office__days__working=True)
        .annotate(day=F("client__office__days__date"), started=F("client__office__days__opens"))
        .filter(day__gte=F("begins"), started__gte=F("at"))
        .annotate(
            subject=F("client"), title=F("client__name"), owner_id=WHOEVER_ANSWERS,
            facts=JSONObject(code="client__code", client="client__name", on=Cast("day", CharField())),
        )
    )  # fmt: skip
    later = DailyUpdates.objects.filter(
        client=OuterRef("client"), at__gt=OuterRef("at"), at__lte=OuterRef("started"), begins__lte=OuterRef("day")
    )
    told = Update.objects.filter(client=OuterRef("client"), day__gte=OuterRef("day")).order_by("day")
    rows = rows.filter(~Exists(later)).annotate(done=Subquery(told.values("at")[:1]))
    return with_due(rows, kind="daily_update", amount=AMOUNT, unit=UNIT, office="client__office").values(*COLUMNS)


def line(duty: Duty) -> Line:
    facts, now = duty.facts, clock.now()
    words = {"day": dates.week_day(date.fromisoformat(facts["on"]), now)}
    return Line(
        what=_("Give the daily update"),
        about=_("The daily update of %(day)s: by mail or by a call.") % words,
        url=link("status_update", facts["code"], facts["on"]), do=_("Look over and send"),
    )  # fmt: skip


DAILY_UPDATE = Kind(
    name="daily_update",
    row="A5",
    subject=Client,
    rows=updates,
    follows={"clients.Client": "pk", "status.DailyUpdates": "daily_updates", "status.Update": "updates"},
    line=line,
    called=gettext_lazy("Daily updates"),
)
