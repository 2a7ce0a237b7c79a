"""The calendar: by week across the offices, and by month."""

from datetime import date, datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from herringbone.clients.rules import may_bring_in
from herringbone.core import clock
from herringbone.core.models import Office
from herringbone.core.months import Marks, Month, closed_days, month_of
from herringbone.core.names.order import by_name
from herringbone.core.wording import dates
from herringbone.core.wording.numbers import in_words
from herringbone.meetings.models import Meeting
from herringbone.meetings.queries.calendar import (
    Filters,
    Slot,
    Week,
    closed_in,
    month_counts,
    month_meetings,
    narrowed,
    owed_now,
    slot_of,
    week_of,
)
from herringbone.people.models import Person
from herringbone.people.pages import SIGNED_IN, Asked, page
from herringbone.people.rules import visible_to

WEEK = timedelta(days=7)


@page(SIGNED_IN)
@require_safe
def meetings(request: Asked) -> HttpResponse:
    """A week (`?week=2026-11-23`, any of its days) or a month as a list (`?month=2026-11`)."""
    now = clock.now()
    here = request.person.office
    today = here.local(now).date()
    offices = list(Office.objects.order_by(by_name()))
    filters = _filters(request, offices)
    rows = narrowed(visible_to(request.person, Meeting), filters, request.standing.accounts)
    shown = [filters.office] if filters.office else offices
    day = _day(request.GET.get("week", ""), "%Y-%m-%d") or today
    first = _day(request.GET.get("month", ""), "%Y-%m")
    around = (first or day).replace(day=1)
    of_month = month_meetings(rows, around)
    owed = owed_now(rows, now, here, request.person)
    context = {
        "filters": filters, "offices": offices, "today": today, "now": now, "here": here,
        "months": _months(rows, around, today), "owed": owed,
        "people": Person.objects.filter(is_active=True).order_by(by_name()),
        "may_import": may_bring_in(by=request.person, kind="meetings"),
    }  # fmt: skip
    if first:
        slots = [slot_of(one, now, here) for one in of_month]
        return render(request, "meetings/month.html", {**context, "first": first, "days": _by_day(slots)})
    week = week_of(rows, day, shown, now, filters, here)
    return render(
        request,
        "meetings/week.html",
        {
            **context,
            "week": week,
            "span": _span(week.monday, week.days[-1].date),
            "before": week.monday - WEEK,
            "after": week.monday + WEEK,
            "number": _number(week.monday),
            "number_before": _number(week.monday - WEEK),
            "number_after": _number(week.monday + WEEK),
            "lead": _lead(week, shown, owed, now),
            "month": _month(around, today, week.monday, of_month, here, now),
            "closed": closed_in(shown, around),
            "late_days": _late_days(of_month, now, here),
        },
    )


def _filters(request: Asked, offices: list[Office]) -> Filters:
    office = next((one for one in offices if str(one.pk) == request.GET.get("office")), None)
    pk = request.GET.get("person", "")
    person = Person.objects.filter(pk=pk, is_active=True).first() if pk.isdecimal() else None
    return Filters(office, "mine" in request.GET, person, "owed" in request.GET)


def _day(text: str, pattern: str) -> date | None:
    try:
        found = datetime.strptime(text, pattern).date()
    except ValueError:
        return None
    return found if date(2000, 1, 1) < found < date(2100, 1, 1) else None


def _months(rows: object, around: date, today: date) -> list[dict[str, object]]:
    """The month, the two before it and the two after, with how many meetings each holds."""
    firsts = [_shifted(around, by) for by in range(-2, 3)]
    counts = month_counts(rows, firsts)  # type: ignore[arg-type]
    return [
        {
            "url": f"?month={first:%Y-%m}", "count": counts[first] or None, "current": first == around,
            "label": dates.written(first, "month name" if first.year == today.year else "month").capitalize(),
        }
        for first in firsts
    ]  # fmt: skip


def _shifted(first: date, by: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + by, 12)
    return date(year, month + 1, 1)


def _month(around: date, today: date, monday: date, found: list[Meeting], here: Office, now: datetime) -> Month:
    owes = {on: _("report late") for on in _late_days(found, now, here)}
    marks = Marks(closed=closed_days(here, around), owes=owes, week_of=monday)
    caption = _("%(month)s, this week marked") % {"month": dates.written(around, "month")}
    return month_of(around, today, marks, caption, None, lambda on: f"?week={on}")


def _late_days(found: list[Meeting], now: datetime, here: Office) -> list[date]:
    """The days of meetings whose report is late."""
    slots = [slot_of(one, now, here) for one in found]
    return sorted({slot.starts.date() for slot in slots if slot.state == "late"})


def _number(monday: date) -> int:
    """A week's number, as calendars count them."""
    return monday.isocalendar().week


def _by_day(slots: list[Slot]) -> list[tuple[date, list[Slot]]]:
    days: dict[date, list[Slot]] = {}
    for slot in slots:
        days.setdefault(slot.starts.date(), []).append(slot)
    return sorted(days.items())


def _span(monday: date, last: date) -> str:
    """ "23 to 27 November", "30 November to 4 December"."""
    told = {"last": dates.written(last, "day month")}
    told["first"] = str(monday.day) if monday.month == last.month else dates.written(monday, "day month")
    return _("%(first)s to %(last)s") % told


def _lead(week: Week, offices: list[Office], owed: list[Slot], now: datetime) -> str:
    """The week in a sentence or three: how much is on, what is owed, who is closed."""
    told = {"number": in_words(week.meetings).capitalize(), "offices": in_words(len(offices))}
    if not week.meetings:
        words = [_("Nothing is on this week.")]
    elif len(offices) == 1:
        words = [ngettext("%(number)s meeting.", "%(number)s meetings.", week.meetings) % told]
    else:
        both = ngettext(
            "%(number)s meeting in %(offices)s offices.", "%(number)s meetings in %(offices)s offices.", week.meetings
        )
        words = [both % told]
    late = sum(1 for slot in owed if slot.due and slot.due < now)
    if late:
        told["number"] = in_words(late).capitalize()
        words.append(ngettext("%(number)s report is late.", "%(number)s reports are late.", late) % told)
    for office, on, _why in week.closed[:2]:
        shut = {"office": office.name, "day": dates.written(on, "weekday name")}
        words.append(_("%(office)s is closed on %(day)s.") % shut)
    return " ".join(words)
