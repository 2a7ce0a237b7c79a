"""Tags of this feature's pages, `{% load meetings %}`."""

import uuid
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.lists import format_list
from django import template
from django.db.models import Model
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from herringbone.clients.models import Contact
from herringbone.core import clock
from herringbone.core.models import Office
from herringbone.core.wording import durations
from herringbone.core.wording.dates import (
    PATTERNS,
    city,
    clock_time,
    dated,
    language,
    local_date,
    locale,
    moment,
    reading_zone,
    week_day,
    written,
)
from herringbone.meetings.documents import wording
from herringbone.meetings.documents.text import as_text
from herringbone.meetings.documents.view import runs
from herringbone.meetings.models import Issue, Meeting
from herringbone.meetings.queries import writing
from herringbone.meetings.queries.calendar import Slot
from herringbone.meetings.queries.draft import token
from herringbone.people.models import Person

register = template.Library()


@register.simple_tag
def once_key() -> str:
    """`{% once_key %}`: a key for a form that is rendered without a Django form, against sending it twice."""
    return uuid.uuid4().hex


@register.simple_tag
def meeting_time(meeting: Meeting) -> str:
    """`{% meeting_time meeting %}`: "Monday 23 November, 10:30 to 11:50", by the clock of where it is held."""
    with timezone.override(meeting.office.wall):
        this_year = local_date(meeting.starts).year == local_date(clock.now()).year
        told = {
            "day": written(meeting.starts, "long" if this_year else "full"),
            "starts": clock_time(meeting.starts),
            "ends": clock_time(meeting.ends),
        }
    return _("%(day)s, %(starts)s to %(ends)s") % told


@register.simple_tag
def meeting_zone(meeting: Meeting) -> str:
    """`{% meeting_zone meeting %}`: the same on the reader's own clock where that is another, else nothing."""
    here = reading_zone(meeting.starts)
    if here == meeting.office.zone_at(meeting.starts):
        return ""
    told = {"place": city(here), "time": clock_time(meeting.starts)}
    if local_date(meeting.starts) != meeting.office.local(meeting.starts).date():  # there it is another day already
        words = PATTERNS[language()]["moment"]
        told["time"] = words.format(day=week_day(meeting.starts, clock.now()), time=told["time"])
    return _("%(time)s in %(place)s") % told


@register.simple_tag
def office_moment(value: datetime, office: Office) -> str:
    """`{% office_moment slot.due office %}`: "Wed 25 Nov 11:50" on an office's clock, named to who is elsewhere."""
    with timezone.override(office.wall):
        said = moment(value, clock.now())
    if reading_zone(value) == office.zone_at(value):
        return said
    return _("%(when)s, %(office)s time") % {"when": said, "office": office}


@register.simple_tag
def meeting_moment(meeting: Meeting) -> str:
    """`{% meeting_moment meeting %}`: "Tue 24 Nov 16:30, Milan time", the place only for who is elsewhere."""
    return office_moment(meeting.starts, meeting.office)


@register.simple_tag
def now_among(slots: Sequence[Slot], at: datetime | None) -> int:
    """`{% now_among slots at as place %}`: before which of a day's meetings now lies; -1 on another day."""
    return -1 if at is None else sum(1 for slot in slots if slot.starts <= at)


@register.simple_tag
def item_due(value: str, data: Any = None) -> str:
    """`{% item_due item.due %}`: a frozen date or moment, on the reader's clock; with an edition's `data`, in the
    edition's language and on its clock."""
    when = wording.parsed(value)
    with wording.speaking(data) if data else nullcontext():
        return moment(when, clock.now()) if isinstance(when, datetime) else week_day(when, clock.now())


@register.simple_tag
def clients_due(value: str, data: Any) -> str:
    """`{% clients_due item.due shown.data %}`: the same as the client's edition has it, in the reader's language: on
    the edition's clock, which is named to who goes by another."""
    zone, when = data["meeting"]["zone"], wording.parsed(value)
    if not isinstance(when, datetime) or reading_zone(when) == zone:
        return item_due(value)
    with timezone.override(ZoneInfo(zone)):
        return dated(when, clock.now(), zone)


@register.simple_tag
def step_told(step: Any) -> str:
    """`{% step_told step %}`: who does a next step of a call, and until when: "Dee Dept, Wed 4 Mar 12:00"."""
    when = step.due
    if when:
        when = moment(when, clock.now()) if isinstance(when, datetime) else week_day(when, clock.now())
    return ", ".join(str(part) for part in (step.owner, when) if part)


@register.simple_tag
def item_runs(item: Any) -> list[Any]:
    """`{% item_runs row.item as runs %}`: the text with what a correction did to it, as (mark, text)."""
    return list(runs(item))


@register.simple_tag
def group_name(name: str, language: str = "") -> str:
    """`{% group_name name %}`: the heading over a group of items."""
    with translation.override(language or translation.get_language()):
        return wording.group(name)


@register.simple_tag
def change_name(change: str) -> str:
    """`{% change_name item.change %}`: new, changed, removed."""
    return wording.change(change)


@register.simple_tag
def sheet_words(data: Any) -> dict[str, str]:
    """`{% sheet_words data as words %}`: name, title, version, time and notice of an edition, in its own language."""
    with wording.speaking(data):
        return {
            "name": wording.name(),
            "title": wording.title(data),
            "version": wording.version(data),
            "time": wording.meeting_time(data),
            "notice": wording.notice_said(data),
            "nothing": _("Nothing was noted."),
        }


@register.simple_tag
def plain_text(issue: Issue) -> str:
    """`{% plain_text issue %}`: the client's edition as text, to be copied."""
    return as_text(issue.client_edition.content) if issue.client_edition else ""


@register.simple_tag
def report_state(
    state: str | None,
    due: datetime | None,
    since: datetime | None,
    closes: datetime | None,
    confirmed: datetime | None = None,
) -> SafeString:
    """`{% report_state row.state row.due row.stands_from closes confirmed %}`: one state and its word."""
    now = clock.now()
    if state is None and due is not None:
        late = due < now
        told = durations.time_to(due, now) if late else _("due in %(time)s") % {"time": durations.time_left(due, now)}
        return _state(durations.urgency(due, now), told)
    words = {
        None: ("open", _("being written")),
        "inside": ("off", _("inside")),
        "objection": ("late", _("objection open")),
        "nobody": ("stopped", _("reached nobody")),
        "window": (
            "waiting",
            (_("confirmed, open until %(moment)s") if confirmed else _("open until %(moment)s"))
            % {"moment": moment(closes, now) if closes else ""},
        ),
        "stands": ("done", _("stands since %(moment)s") % {"moment": moment(since, now) if since else ""}),
    }
    return _state(*words[state])


@register.simple_tag
def report_lead(shown: Any) -> str:
    """`{% report_lead shown %}`: what there is to be said of an issued report, in a sentence."""
    now = clock.now()
    since = moment(shown.stands_from, now) if shown.stands_from else ""
    if shown.state == "objection":
        return f"{_objected(shown.under_objection)} {_others(shown, now)}".strip()
    if shown.state == "window":
        by = format_list([one.by_whom for one in shown.confirmations], locale=locale(language()))
        confirmed = _("Confirmed by %(names)s.") % {"names": by} if by else ""
        return f"{confirmed} {_window(shown, now)}".strip()
    return {
        "inside": _("On an internal meeting: the client is not asked."),
        "nobody": _("No contact’s mail got through in time. The report does not stand until one confirms it."),
        "stands": _("Stands since %(moment)s.") % {"moment": since},
    }[shown.state]


def _objected(count: int) -> str:
    return ngettext(
        "The client objects to one item, which stays open until that is settled.",
        "The client objects to %(count)d items, which stay open until that is settled.",
        count,
    ) % {"count": count}


def _others(shown: Any, now: datetime) -> str:
    """What is with the items that nobody objects to."""
    if not shown.others:
        return ""
    if shown.window_closes and shown.window_closes > now:
        return _("The client can object to the others until %(moment)s; then they stand.") % {
            "moment": moment(shown.window_closes, now)
        }
    if shown.others_from and shown.others_from <= now:
        return _("The others stand since %(moment)s.") % {"moment": moment(shown.others_from, now)}
    return _("No contact’s mail got through in time: the others do not stand until one confirms them.")


def _window(shown: Any, now: datetime) -> str:
    words = (
        _("The client can object to what changed until %(moment)s; then it stands.")
        if shown.issue.version > 1
        else _("The client can object until %(moment)s; then it stands.")
    )
    return words % {"moment": moment(shown.window_closes, now) if shown.window_closes else ""}


@register.simple_tag
def clock_figure(due: datetime) -> SafeString:
    """`{% clock_figure page.due %}`: "26 h 40 left", or how late it is, with the figure set large."""
    now = clock.now()
    if due < now:
        return format_html('<span class="late">{}</span>', durations.time_late(now - due))
    return format_html('{} <small class="aside">{}</small>', durations.hours(due - now), _("left"))


@register.simple_tag
def time_left(until: datetime) -> str:
    """`{% time_left shown.closes %}`: "2 days 2 h", as it is said to a client."""
    return durations.days_and_hours(until - clock.now())


@register.simple_tag
def becomes(owner: Person | Contact) -> str:
    """`{% becomes one %}`: what issuing makes of a next step that somebody does."""
    return writing.becomes(owner)


@register.filter
def hour(local: datetime) -> str:
    """`{{ slot.starts|hour }}`: the hour of a moment that stands on an office's clock already, whoever reads."""
    return f"{local:%H:%M}"


@register.filter
def item(table: Mapping[str, str], key: str) -> str:
    """`{{ letters|item:kind }}`: what a table holds under a key."""
    return table[key]


@register.filter
def is_id(chosen: str, row: Model) -> bool:
    """`{% if row.job|is_id:job %}`: whether a posted id is that of a record."""
    return chosen == str(row.pk)


@register.filter
def is_token(chosen: str, who: Any) -> bool:
    """`{% if row.owner|is_token:one %}`: whether "ours-7" or "theirs-4" names somebody."""
    return chosen == token(who)


@register.filter
def is_web_address(text: str) -> bool:
    """`{% if meeting.conference|is_web_address %}`: whether a text may stand as a link."""
    return text.startswith(("http://", "https://")) and " " not in text


def _state(kind: str, words: str) -> SafeString:
    return format_html('<span class="state" data-state="{}">{}</span>', kind, words)
