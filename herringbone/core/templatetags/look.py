"""The tags and filters of the pages, `{% load look %}`. Words come from `wording`, shapes from `drawing`."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.core.paginator import Page
from django.template.base import NodeList, Parser, Token
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from herringbone.core import clock
from herringbone.core.drawing import clock as clock_drawing
from herringbone.core.drawing import icons
from herringbone.core.drawing import plumb as plumb_drawing
from herringbone.core.wording import amounts, dates, durations, names, numbers

register = template.Library()

# A reference such as ORS-26-0117, told by its hyphens and figures, whatever pattern the agency numbers its jobs by.
REFERENCE = re.compile(r"\b(?=[\w-]*\d)\w+(?:-\w+)+\b")

STATES = ("late", "soon", "open", "waiting", "stopped", "done", "off")

# What `{% when %}` can show. Each takes the value and now, or today's date.
FORMS: dict[str, Callable[[Any, date], str]] = {
    "short": dates.short_day,
    "day": dates.month_day,
    "weekday": dates.week_day,
    "moment": dates.moment,
    "lately": dates.lately,
    "time": lambda value, now: dates.clock_time(value),
    "heading": lambda value, now: dates.written(value, "heading"),
    **{
        pattern: lambda value, now, pattern=pattern: dates.written(value, pattern)  # type: ignore[misc]
        for pattern in ("weekday name", "month", "day month")
    },
    "long": lambda value, now: dates.written(value, "long"),
    "full": lambda value, now: dates.written(value, "full"),
    "exact": lambda value, now: dates.exact(value),
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """`{% icon "phone" %}`: one of Lucide's icons, to stand beside a word. Raises for a name that does not exist."""
    return icons.icon(name)


@register.simple_tag
def plumb(due: datetime, now: datetime | None = None) -> SafeString:
    """`{% plumb duty.due %}`: the plumb line of a duty, late to the left and left to the right."""
    return plumb_drawing.plumb(due, now or clock.now())


@register.simple_tag
def plumb_scale() -> SafeString:
    """`{% plumb_scale %}`: the marks over a group of duties, for its first group only."""
    words = {
        "week": pgettext("mark on a scale: one week", "1 wk"),
        "now": pgettext("mark on a scale", "now"),
        "day": pgettext("mark on a scale: one day", "1 d"),
    }
    marks = format_html_join(
        "",
        '<text x="{}" y="16" text-anchor="middle">{}</text>',
        ((f"{x:.1f}", words[kind]) for kind, x in plumb_drawing.plumb_marks()),
    )
    return format_html('<div class="plumb-scale" aria-hidden="true"><svg>{}</svg></div>', marks)


@register.simple_tag
def clock_line(began: datetime, due: datetime, now: datetime | None = None, parts: int = 4) -> SafeString:
    """`{% clock_line meeting.ends report.due %}`: the line under a clock, with `parts` divisions."""
    return clock_drawing.clock_line(began, due, now or clock.now(), parts)


@register.simple_tag
def due_time(due: datetime, now: datetime | None = None) -> SafeString:
    """`{% due_time duty.due %}`: "1 d 17 h late" or "2 h 50" with its swatch, and the exact moment on hover."""
    now = now or clock.now()
    stamp = _stamp(due, timezone.get_current_timezone(), dates.language())
    said = durations.time_to(due, now)
    return SafeString(f'<time class="state" data-state="{durations.urgency(due, now)}" {stamp}>{escape(said)}</time>')


@register.simple_tag
def due_left(due: datetime, now: datetime | None = None) -> SafeString:
    """`{% due_left stop.due %}`: "6 h left" or "15 h late" in words alone, beside what has a swatch already."""
    now = now or clock.now()
    said = durations.time_to(due, now)
    words = said if due < now else _("%(left)s left") % {"left": said}
    return format_html("<time {}>{}</time>", _stamp(due, timezone.get_current_timezone(), dates.language()), words)


@lru_cache(maxsize=4096)
def _stamp(value: date, zone: tzinfo, spoken: str) -> SafeString:
    """A moment for the machine, and for the hover, in the reader's zone and language."""
    return format_html('datetime="{}" title="{}"', machine_time(value), dates.exact(value))


@register.simple_tag
def when(value: date | None, form: str = "short", now: datetime | None = None) -> SafeString | str:
    """`{% when job.milestone "day" %}`: a date or moment in one of FORMS, the exact one on hover; nothing for None."""
    if value is None:
        return ""
    today, zone = dates.local_date(now or clock.now()), timezone.get_current_timezone()
    return _when(value, form, today, zone, dates.language())


@lru_cache(maxsize=4096)
def _when(value: date, form: str, today: date, zone: tzinfo, spoken: str) -> SafeString:
    """A page shows the same moments again and again; none of the forms depends on the present hour.

    `zone` and `spoken` are the reader's, which those forms take from the request.
    """
    return format_html("<time {}>{}</time>", _stamp(value, zone, spoken), FORMS[form](value, today))


@register.simple_tag
def now_time() -> SafeString:
    """`{% now_time %}`: the hour on the reader's wall; clock.js lets it run on."""
    now = clock.now()
    return format_html(
        '<time data-clock datetime="{}">{}</time>', timezone.localtime(now).isoformat(), dates.clock_time(now)
    )


@register.simple_tag
def state(kind: str, words: object) -> SafeString:
    """`{% state "waiting" "Orsatti, 3 days" %}`: a swatch and its word.

    Kinds: late, soon, open, waiting, stopped, done, off. Raises ValueError for any other.
    """
    if kind not in STATES:
        raise ValueError(f"There is no state {kind!r}")
    return format_html('<span class="state" data-state="{}">{}</span>', kind, words)


@register.simple_tag
def person(who: object, client: bool = False, url: str = "", here: bool = False) -> SafeString:
    """`{% person report.author %}`: a name and its monogram. `client=True` dashes the collar; `url` makes it a link,
    `here` one to where one is.

    A contact of a client is told by its attribute `of_client`, so that the flag is seldom needed.
    """
    name = str(who)
    collar = " person-client" if client or getattr(who, "of_client", False) else ""
    current = mark_safe(' aria-current="page"') if here else ""
    shown = format_html('<a class="plain" href="{}"{}>{}</a>', url, current, name) if url else name
    return format_html(
        '<span class="person{}"><abbr aria-hidden="true">{}</abbr>{}</span>', collar, names.initials(name), shown
    )


@register.simple_tag
def page_numbers(page: Page[Any]) -> list[int | None]:
    """`{% page_numbers page as numbers %}`: the pages to link from a pager, None where some are left out."""
    paginator = page.paginator
    around = paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else None for number in around]


@register.filter
def initials(name: object) -> str:
    """`{{ person|initials }}`: the two letters of a monogram."""
    return names.initials(str(name))


@register.filter
@lru_cache(maxsize=4096, typed=True)  # what is marked safe is not the same as what only reads alike
def unbroken(text: str) -> SafeString:
    """`{{ line.about|unbroken }}`: a text in which no line ends inside a job's number."""
    marked = REFERENCE.sub(r'<span class="unbroken">\g<0></span>', conditional_escape(text))
    return mark_safe(marked)  # noqa: S308 - escaped above; what is added is ours


@register.filter
def urgency(due: datetime) -> str:
    """`{{ duty.due|urgency }}`: "late", "soon" or "open", for `data-state`."""
    return durations.urgency(due, clock.now())


@register.filter
def time_to(due: datetime) -> str:
    """`{{ duty.due|time_to }}`: the words of the time column without mark-up."""
    return durations.time_to(due, clock.now())


@register.filter
def hours(span: timedelta) -> str:
    """`{{ acknowledged_after|hours }}`: "25 min", "3 h 05", "26 h 40"."""
    return durations.hours(span)


@register.filter
def days(count: int) -> str:
    """`{{ waited|days }}`: "1 day", "9 days"."""
    return durations.days(count)


@register.filter
def waited(count: int) -> str:
    """`{{ since|waited }}`: "9 days", "since today"."""
    return durations.waited(count)


@register.filter
def in_words(count: int) -> str:
    """`{{ late|in_words|capfirst }}`: "Two", for sentences; figures beyond twenty."""
    return numbers.in_words(count)


@register.filter
def days_and_hours(span: timedelta) -> str:
    """`{{ window|days_and_hours }}`: "2 days 2 h"."""
    return durations.days_and_hours(span)


@register.filter
def written(value: date, form: str) -> str:
    """`{{ today|written:"heading" }}`: a date or moment in one of FORMS without mark-up, for titles and attributes."""
    return FORMS[form](value, clock.now())


@register.filter
def money(amount: Decimal, currency: str) -> str:
    """`{{ amount|money:"EUR" }}`: "€18,900", cents only where there are some."""
    return amounts.money(amount, currency)


@register.filter
def money_exact(amount: Decimal, currency: str) -> str:
    """`{{ amount|money_exact:"EUR" }}`: "€8,105.00", always with cents."""
    return amounts.money(amount, currency, cents=True)


@register.filter
def figure(amount: Decimal, places: int = 2) -> str:
    """`{{ amount|figure }}`: "25,980.00" for a column of figures; `figure:0` for whole ones."""
    return amounts.figure(amount, places)


@register.filter
def percent(share: Decimal) -> str:
    """`{{ used|percent }}`: 0.97 is "97%"."""
    return amounts.percent(share)


@register.tag
def unless_blank(parser: Parser, token: Token) -> "UnlessBlank":
    """`{% unless_blank %}<p>{% block lead %}{% endblock %}</p>{% endunless_blank %}`: or nothing."""
    inside = parser.parse(("endunless_blank",))
    parser.delete_first_token()
    return UnlessBlank(inside)


class UnlessBlank(template.Node):
    """What it holds, or nothing where that is mark-up alone."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        """The inside, if it says anything."""
        said = self.nodelist.render(context)
        return said if strip_tags(said).strip() else SafeString("")


def machine_time(value: date) -> str:
    """A date or moment for `datetime=`: ISO 8601, to the minute and with its offset."""
    return timezone.localtime(value).isoformat(timespec="minutes") if isinstance(value, datetime) else value.isoformat()
