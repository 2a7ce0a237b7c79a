"""The month beside a date field: fetched when it is opened or turned, and put under the field by month.js."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.core.dates import Ambiguous, Read, read_date
from herringbone.core.models import Office
from herringbone.core.months import Marks, closed_days, month_of
from herringbone.core.wording.dates import language, written
from herringbone.people.pages import SIGNED_IN, Asked, page


@page(SIGNED_IN)
def month(request: Asked, office: int) -> HttpResponse:
    """The month of an office that holds the day typed so far (`on`), or the one asked for (`of`, as 2026-12)."""
    place = get_object_or_404(Office, pk=office)
    today = timezone.localtime(clock.now()).date()
    chosen = _typed(request.GET.get("on", ""), today)
    shown = _asked_for(request.GET.get("of", "")) or chosen or today
    address = reverse("month", args=[office])
    found = month_of(
        shown,
        today,
        Marks(closed=closed_days(place, shown), chosen=chosen),
        caption=_("%(month)s, working days of %(office)s") % {"month": written(shown, "month"), "office": place},
        turn=lambda other: f"{address}?of={other:%Y-%m}",
    )
    return render(request, "web/month.html", {"month": found})


def _typed(text: str, today: date) -> date | None:
    """The day that a text means, the likeliest where it may mean several."""
    said = read_date(text, today, language="it" if language() == "it" else "en")
    if isinstance(said, Ambiguous):
        said = said.choices[0]
    return said.day if isinstance(said, Read) else None


def _asked_for(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
