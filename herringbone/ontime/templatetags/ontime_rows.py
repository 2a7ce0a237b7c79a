"""The rows of the record's tables, `{% load ontime_rows %}`, each figure opening its cases.

Drawn in Python, since a page has them by the hundred: every text that comes from people goes through `escape` by hand.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from html import escape
from urllib.parse import urlencode

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from herringbone.clients.promises import length_in_words
from herringbone.core import clock
from herringbone.core.drawing.trend import Point, trend
from herringbone.core.links import link
from herringbone.core.templatetags.look import state, when
from herringbone.core.wording import amounts
from herringbone.core.wording.dates import city, written
from herringbone.core.wording.durations import hours, time_late
from herringbone.ontime.month import Month
from herringbone.ontime.queries.figures import Figures
from herringbone.ontime.queries.goals import Goals
from herringbone.ontime.queries.lead import lead_of_work, percent, share_of
from herringbone.ontime.queries.lengths import Term
from herringbone.ontime.queries.pages import Row, Work
from herringbone.ontime.queries.reasons import Given
from herringbone.ontime.queries.record import NOBODY, Line, Record
from herringbone.ontime.rules import Explains
from herringbone.ontime.tables import named
from herringbone.ontime.views.narrowing import Narrowed
from herringbone.record.duties.declare import Line as DutyLine
from herringbone.record.duties.declare import register as kinds
from herringbone.record.models import Duty

register = template.Library()
PAGES = {"person": "work_of_person", "team": "work_of_team", "client": "client"}
BELOW_THE_OTHERS = 5  # hundredths by which a month must be worse than all together to get a word


@register.simple_tag
def record_line(line: Line, by: str, asked: Narrowed, record: Record) -> SafeString:
    """`{% record_line line "client" asked record %}`: fell due, in time, late, share, moved (so many
    of them late), withdrawn."""
    chosen = asked.by == by and asked.key == line.key
    said = escape(named(line, by))  # type: ignore[arg-type]  # the template names a table
    if by in PAGES and line.key != NOBODY:
        said = f'<a class="plain" href="{escape(link(PAGES[by], line.key))}">{said}</a>'
    goal = record.goal_of(line, by)  # type: ignore[arg-type]
    if goal is not None:
        said += f"<small>{escape(_('goal %(goal)d%%') % {'goal': goal})}</small>"
    return _row(said, line.figures, {"month": asked.month.key, by: line.key}, asked.outcome if chosen else "", chosen)


@register.simple_tag
def record_sum(words: str, record: Record, asked: Narrowed) -> SafeString:
    """`{% record_sum _("All clients") record asked %}`: the last line, with a double rule under it."""
    chosen = asked.shown and not asked.by
    outcome = asked.outcome if chosen else ""
    return _row(escape(words), record.total, {"month": asked.month.key}, outcome, False, ' class="total"')


def _row(
    said: str, figures: Figures, address: dict[str, str], outcome: str, chosen: bool, look: str = ""
) -> SafeString:
    selected = ' aria-selected="true"' if chosen else ""
    counts = (("all", figures.fell), ("in_time", figures.in_time), ("late", figures.late))
    cells = "".join(_figure(count, {**address, "show": show}, show == outcome) for show, count in counts)
    share = f'<td class="figure">{escape(share_of(figures))}</td>'
    moved = _figure(
        figures.moved, {**address, "show": "moved"}, outcome == "moved", _moved_late(figures, address, outcome)
    )
    withdrawn = _figure(figures.withdrawn, {**address, "show": "withdrawn"}, outcome == "withdrawn")
    return SafeString(f'<tr{look}{selected}><th scope="row">{said}</th>{cells}{share}{moved}{withdrawn}</tr>')


def _figure(count: int, address: dict[str, str], current: bool, below: str = "") -> str:
    if not count:
        return '<td class="figure">0</td>'
    return f'<td class="figure">{_opens(_written(count), address, current)}{below}</td>'


def _moved_late(figures: Figures, address: dict[str, str], outcome: str) -> str:
    """Below what was moved, how much of it only after its moment."""
    if not figures.moved_late:
        return ""
    words = escape(pgettext("dates moved", "%(count)d late") % {"count": figures.moved_late})
    return f"<small>{_opens(words, {**address, 'show': 'moved_late'}, outcome == 'moved_late')}</small>"


def _opens(words: str, address: dict[str, str], current: bool) -> str:
    here = ' aria-current="true"' if current else ""
    return f'<a href="{_address(address)}"{here}>{words}</a>'


def _written(count: int) -> str:
    """With the sign of thousands, asked for only where there are some: a page has figures by the hundred."""
    return str(count) if count < 1000 else amounts.figure(Decimal(count), 0)


def _address(told: dict[str, str]) -> str:
    return escape(f"{link('record')}?{urlencode(told)}#cases")


@register.simple_tag
def month_line(line: Line, asked: Narrowed) -> SafeString:
    """`{% month_line line asked %}`: a month that opens its record, what fell due and was late in it, and the share."""
    month = Month.read(line.key)
    assert month, "a line of months has a month for its key"
    chosen = ' aria-selected="true"' if month == asked.month else ""
    figures, address = line.figures, {"month": line.key}
    narrowed = {**address, asked.by: asked.key} if asked.by else address
    name = (
        f'<a class="plain" href="{escape(link("record") + "?" + urlencode(address))}">{escape(month_name(month))}</a>'
    )
    return SafeString(
        f'<tr{chosen}><th scope="row">{name}</th>{_figure(figures.fell, {**narrowed, "show": "all"}, False)}'
        f"{_figure(figures.late, {**narrowed, 'show': 'late'}, False)}"
        f'<td class="figure">{escape(share_of(figures))}</td></tr>'
    )


def month_name(month: Month) -> str:
    """ "Nov", and in January "Jan 2026"."""
    short = written(month.first, "month short").capitalize()
    return f"{short} {month.year}" if month.number == 1 else short


@register.filter
def in_full(month: Month) -> str:
    """`{{ record.month|in_full }}`: "October 2026"."""
    return written(month.first, "month")


@register.filter
def by_name(month: Month) -> str:
    """`{{ before|by_name }}`: "September"."""
    return written(month.first, "month name").capitalize()


@register.filter
def share(figures: Figures) -> str:
    """`{{ record.total|share }}`: "92.8%", or "7 of 8" where there are few."""
    return share_of(figures)


@register.filter
def exact_share(figures: Figures) -> str:
    """`{{ record.total|exact_share }}`: the share even where there are few, for the arithmetic."""
    return percent(figures.share) if figures.share is not None else "–"


@register.simple_tag
def months_drawn(lines: list[Line], total: str, goals: Goals | None = None) -> SafeString:
    """`{% months_drawn record.months _("…") record.goals %}`: the twelve months as a line, each of ten duties or more,
    with what the agency aimed at."""
    points, known, aims = [], [], []
    for place, line in enumerate(lines):
        month, figures = Month.read(line.key), line.figures
        assert month, "a line of months has a month for its key"
        told = None if figures.few else figures.share
        aims.append(goals.of(month) if goals else None)
        year = str(month.year) if place == 0 or month.number == 1 else ""
        points.append(Point(written(month.first, "month short").capitalize(), told, share_of(figures), year))
        if told is not None:
            known.append((told, month, figures))
    if not known:
        return SafeString("")
    lowest, month, figures = min(known, key=lambda one: one[0])
    average = sum((one[0] for one in known), Decimal(0)) / len(known)
    worse = (average - lowest) * 100 >= BELOW_THE_OTHERS
    worst = f"{written(month.first, 'month name').capitalize()} {share_of(figures)}" if worse else ""
    last = next((aim for aim in reversed(aims) if aim is not None), None)
    return trend(points, total, worst, aims, "" if last is None else _("goal %(goal)d%%") % {"goal": last})


@register.simple_tag
def work_lead(work: Work) -> str:
    """`{% work_lead work %}`: "Forty things are open. Two are late." and the share of twelve months."""
    return lead_of_work(work)


@register.simple_tag
def person_row(row: Row) -> SafeString:
    """`{% person_row row %}`: what one person has now, and how much of a year's duties they met in time."""
    name = escape(row.name or _("Nobody"))
    who = f'<a class="plain" href="{escape(link("work_of_person", row.key))}">{name}</a>' if row.key else name
    fell, share = _written(row.figures.fell), escape(share_of(row.figures))
    figures = f'<td class="figure">{fell}</td><td class="figure">{share}</td>'
    return SafeString(f'<tr><th scope="row">{who}</th>{_load(row)}{figures}</tr>')


@register.simple_tag
def client_row(row: Row) -> SafeString:
    """`{% client_row row %}`: what is open for one client."""
    name = f'<a class="plain" href="{escape(link("client", row.key))}">{escape(row.name)}</a>'
    return SafeString(f'<tr><th scope="row">{name}</th>{_load(row)}</tr>')


def _load(row: Row) -> str:
    late = ' class="figure late"' if row.load.late else ' class="figure"'
    return (
        f'<td class="figure">{row.load.open}</td><td{late}>{row.load.late}</td><td class="figure">{row.load.soon}</td>'
    )


@register.simple_tag
def length_of(term: Term) -> str:
    """`{% length_of term %}`: "48 hours", "Friday"."""
    return length_in_words(term.amount, term.unit)


@register.simple_tag
def term_row(term: Term) -> SafeString:
    """`{% term_row term %}`: how long, from when on, whether it counts now; and whose it is, where a client's."""
    length = escape(length_of(term))
    if term.client:
        whose = f'<a class="plain" href="{escape(link("client_settings", term.code))}">{escape(term.client)}</a>'
        head = f'<th scope="row">{whose}</th>{_said(_("Length"), length)}'
    else:
        head = f'<th scope="row">{length}</th>'
    begins = _on_the_readers_clock(term.begins) if term.begins else escape(_("the beginning"))
    if term.coming:
        said = state("open", _("to come"))
    else:
        said = state("off", _("over")) if term.past else state("done", _("counts now"))
    return SafeString(f"<tr>{head}{_said(_('Counts from'), begins)}{_said(_('State'), said)}</tr>")


def _on_the_readers_clock(begins: datetime) -> str:
    """ "tomorrow 00:00, New York time": it begins at midnight of an office that may be elsewhere."""
    place = escape(city(timezone.get_current_timezone_name()))
    return escape(_("%(when)s, %(office)s time")) % {"when": when(begins, "moment", clock.now()), "office": place}


def _said(column: str, what: str) -> str:
    return f'<td data-label="{escape(column)}">{what}</td>'


@register.filter
def line_of(duty: Duty) -> DutyLine:
    """`{{ duty|line_of }}`: how a duty reads, and where it is opened."""
    return kinds[duty.kind].line(duty)


@register.filter
def late_by(duty: Duty, now: datetime) -> str:
    """`{{ duty|late_by:now }}`: "1 d 17 h late"; before its moment how much earlier it was done."""
    done = duty.done or now
    if done > duty.due:
        return time_late(done - duty.due)
    early = duty.due - done
    return _("%(hours)s before") % {"hours": hours(early)} if early < timedelta(days=1) else _("in time")


@register.simple_tag
def reason_of(duty: Duty, reasons: Mapping[int, Given], explains: Explains, list_address: str) -> SafeString:
    """`{% reason_of duty reasons explains list_address %}`: why it was late, who said so, when; for who may say it,
    the way, which leads back to this list."""
    given, late = reasons.get(duty.pk), duty.done is None or duty.done > duty.due
    told = ""
    if given:
        told = f"{escape(given.why)}<small>{escape(given.by)}, {when(given.at, 'day', clock.now())}</small>"
    if late and explains.may(duty):
        words = escape(_("Say it otherwise") if given else pgettext("a link", "Say why"))
        about = escape(kinds[duty.kind].line(duty).what)
        address = escape(f"{link('reason', duty.pk)}?{list_address}")
        return SafeString(f'{told}<a class="aside" href="{address}">{words}<span class="unseen">: {about}</span></a>')
    return SafeString(told or f'<span class="quiet">{escape(pgettext("a reason", "none"))}</span>')
