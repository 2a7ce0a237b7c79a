"""How long a client may object to what is new in an issue: the promise that its edition makes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.db.models import F, Q

from herringbone.clients.models import Client
from herringbone.core.calendar import working_days_later, working_hours_later
from herringbone.record.models import Policy

KIND = "objection"  # of the policy
AMOUNT, UNIT = 2, Policy.Unit.WORKING_DAYS  # where nothing is set
HOURS_OF_A_DAY = {Policy.Unit.CLOCK_HOURS: 24, Policy.Unit.WORKING_HOURS: 8}


@dataclass(frozen=True)
class Window:
    """Until when, and how long that is in days, as an edition says it."""

    closes: datetime
    days: int
    unit: Literal["working_days", "days"]


def window(client: Client, issued: datetime) -> Window:
    """The window of something issued at a moment, by the setting then in force and the calendar of the client's office.

    `record.duties.due.with_due` counts the same in SQL. Raises CalendarEnds where the calendar is not filled.
    """
    in_force = (
        Policy.objects.filter(Q(client=client) | Q(client=None), kind=KIND, begins__lte=issued)
        .order_by(F("client").asc(nulls_last=True), "-begins")
        .first()
    )
    amount = in_force.amount if in_force else AMOUNT
    unit = Policy.Unit(in_force.unit) if in_force else UNIT
    if unit == Policy.Unit.WORKING_DAYS:
        return Window(_whole(working_days_later(client.office, issued, amount)), amount, "working_days")
    days = max(1, round(amount / HOURS_OF_A_DAY.get(unit, 24)))
    if unit == Policy.Unit.WORKING_HOURS:
        return Window(_whole(working_hours_later(client.office, issued, amount)), days, "working_days")
    return Window(_whole(issued + timedelta(hours=amount)), days, "days")


def _whole(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)
