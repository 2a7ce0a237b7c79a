"""How meetings, calls, reports and the client's answers read in the thread."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from herringbone.core import clock
from herringbone.core.links import link
from herringbone.core.wording.dates import moment, written
from herringbone.core.wording.numbers import sentence
from herringbone.meetings.models import Series
from herringbone.meetings.models.answer import Wrong, by_link
from herringbone.record.models import ThreadEntry
from herringbone.record.wording import Words

SHOWN = 300  # characters of what was said


def _planned(entry: ThreadEntry) -> Words:
    facts = entry.facts
    title = facts["topic"] if facts["kind"] == "meeting" else _("Call: %(topic)s") % facts
    when = sentence(_by_its_clock(datetime.fromisoformat(facts["starts"]), facts))
    told = {"when": when, "people": ", ".join(facts["with"])}
    body = _("%(when)s, with %(people)s") % told if facts["with"] else when
    if facts.get("off"):
        # Where it was called off here, an entry of its own says so.
        title = (_("Planned: %(topic)s") if facts.get("told") else _("Called off: %(topic)s")) % facts
    return Words(title, body, link("meeting", facts["meeting"]))


def _series_planned(entry: ThreadEntry) -> Words:
    words = _planned(entry)
    told = {"again": Series.Every(entry.facts["every"]).label, "first": words.body}
    until = written(date.fromisoformat(entry.facts["until"]), "far")
    return Words(words.title, _("%(again)s, until %(until)s: %(first)s") % {**told, "until": until}, words.url)


def _series_ended(entry: ThreadEntry) -> Words:
    facts = entry.facts
    words = {**facts, "day": written(timezone.localtime(datetime.fromisoformat(facts["from"])), "weekday")}
    return Words(_("Called off from %(day)s on: %(topic)s") % words, "", link("meeting", facts["meeting"]))


def _by_its_clock(starts: datetime, facts: Mapping[str, Any]) -> str:
    """When a meeting begins where it is held: "Wed 9 Dec 10:00, Milan time", the place only for who is elsewhere.

    What was planned before the place was kept is told on the reader's clock.
    """
    zone = facts.get("zone", timezone.get_current_timezone_name())
    with timezone.override(ZoneInfo(zone)):
        when = moment(starts, clock.now())
    if zone == timezone.get_current_timezone_name():
        return when
    return _("%(when)s, %(office)s time") % {"when": when, "office": facts["office"]}


def _logged(entry: ThreadEntry) -> Words:
    facts = entry.facts
    # A short call is its own topic: the same words are not said twice.
    said = _cut(facts["said"])
    body = facts["contact"] if said == facts["topic"] else _("%(contact)s: %(said)s") % {**facts, "said": said}
    if facts["job"]:
        body = f"{body} · {facts['job']}"
    return Words(_("Call: %(topic)s") % facts, body, link("meeting", facts["meeting"]))


def _withdrawn(entry: ThreadEntry) -> Words:
    facts = entry.facts
    title = _("Called off: %(topic)s") if facts["kind"] == "meeting" else _("Call withdrawn: %(topic)s")
    return Words(title % facts, "", link("meeting", facts["meeting"]))


def _issued(entry: ThreadEntry) -> Words:
    facts = entry.facts
    if facts["version"] == 1:
        title = _("Contact report %(number)d issued") % facts
    else:
        title = _("Contact report %(number)d corrected: version %(version)d") % facts
    readers = ngettext("To one person.", "To %(readers)d people.", facts["readers"]) % facts
    return Words(title, f"{facts['topic']}. {readers}", link("report", facts["report"]))


def _objected(entry: ThreadEntry) -> Words:
    facts = entry.facts
    title = (
        _("Late objection to contact report %(number)d")
        if facts["late"]
        else _("Objection to contact report %(number)d")
    )
    said = Wrong.said(facts.get("wrong", ""), facts["reason"])
    body = _("%(contact)s: “%(said)s”") % {"contact": facts["contact"], "said": _cut(said)}
    return Words(title % facts, body, link("report", facts["report"]))


def _confirmed(entry: ThreadEntry) -> Words:
    facts = entry.facts
    how = {
        "link": _("%(contact)s, by the link"),
        "phone": _("%(contact)s, by telephone"),
        "mail": _("%(contact)s, by mail"),
    }
    return Words(
        _("Contact report %(number)d confirmed") % facts,
        by_link(facts["name"], facts["contact"]) if facts.get("name") else how[facts["via"]] % facts,
        link("report", facts["report"]),
    )


def _settled(entry: ThreadEntry) -> Words:
    facts = entry.facts
    body = _("%(contact)s: %(how)s") % facts
    return Words(_("Objection to contact report %(number)d settled") % facts, body, link("report", facts["report"]))


def _cut(text: str) -> str:
    return Truncator(" ".join(text.split())).chars(SHOWN)


WORDINGS = {
    "meeting planned": _planned,
    "meeting brought in": _planned,
    "series planned": _series_planned,
    "series called off": _series_ended,
    "call logged": _logged,
    "meeting withdrawn": _withdrawn,
    "contact report issued": _issued,
    "objection received": _objected,
    "report confirmed": _confirmed,
    "objection settled": _settled,
}
