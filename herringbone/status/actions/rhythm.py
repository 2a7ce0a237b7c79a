"""On which days a client's report is due, and when it is not (B5)."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from herringbone.clients.models import Client
from herringbone.core import clock
from herringbone.people.models import Person
from herringbone.record.action import Done, action, refuse_unless
from herringbone.status.models import Pause, ReportDays
from herringbone.status.rules import may_report_to, may_take_up
from herringbone.work.actions.written import day, line

WORKING_WEEK = (1, 2, 3, 4, 5)
TWICE = 2


@action("report days set", may=may_report_to)
def set_report_days(*, by: Person, client: Client, days: Sequence[int]) -> Done[ReportDays]:
    """Say on which days of the week the client's report is due: one, two, or none where it is not owed.

    Counts for what begins from now on. Two days next to each other are refused: one report would answer both.
    """
    wanted = sorted(set(days))
    refuse_unless(all(one in WORKING_WEEK for one in wanted), _("Choose days from Monday to Friday"), "days")
    refuse_unless(len(wanted) <= TWICE, _("A report is published once or twice a week"), "days")
    apart = len(wanted) < TWICE or (wanted[1] - wanted[0] > 1 and wanted != [1, 5])
    refuse_unless(apart, _("Leave a working day between the two: one report would answer both"), "days")
    first, second = (*wanted, None, None)[:TWICE]
    made, _new = ReportDays.objects.update_or_create(
        client=client, begins=clock.now(), defaults={"first": first, "second": second, "by": by}
    )
    return Done(made, {"days": wanted})


@action("reports paused", may=may_report_to)
def pause_reports(*, by: Person, client: Client, reason: str, until: date, begins: date | None = None) -> Done[Pause]:
    """Publish no report to the client from a day (today, if not given) until another, both included, and say why."""
    now = clock.now()
    today = client.office.local(now).date()
    begins = day(client.office, begins or today, "begins", now)
    until = day(client.office, until, "until", now)
    refuse_unless(until >= begins, _("It ends before it begins"), "until")
    overlaps = Pause.objects.filter(client=client, ended=None, begins__lte=until, until__gte=begins)
    refuse_unless(not overlaps.exists(), _("The reports are paused then already"), "until")
    reason = line(reason, "reason", 200, _("Say why"))
    made = Pause.objects.create(client=client, begins=begins, until=until, reason=reason, by=by, at=now)
    return Done(made, {"begins": begins, "until": until})


@action("reports taken up again", may=may_take_up)
def take_up_reports(*, by: Person, pause: Pause) -> Done[Pause]:
    """Publish reports again, before the pause would have ended."""
    pause.refresh_from_db()
    now = clock.now()
    over = pause.ended or pause.until < pause.client.office.local(now).date()
    refuse_unless(not over, _("That pause is over already"))
    pause.ended, pause.ended_by = now, by
    pause.save(update_fields=["ended", "ended_by"])
    return Done(pause, {"until": pause.until})
