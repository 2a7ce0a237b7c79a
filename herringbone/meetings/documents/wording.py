"""The sentences of a contact report that come from the program, in the language of the edition.

Used inside `speaking(data)`, which sets language and zone. `core.wording` knows how a date is written.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from herringbone.core.wording.amounts import NO_BREAK_SPACE
from herringbone.core.wording.dates import city, clock_time, local_date, week_day, written
from herringbone.meetings.documents.contract import ContactReport, Item, Owner, Side


@contextmanager
def speaking(data: ContactReport) -> Iterator[None]:
    """Let words and hours inside the block be those of the edition: its language, the zone of the meeting."""
    with translation.override(data["language"]), timezone.override(ZoneInfo(data["meeting"]["zone"])):
        yield


def parsed(value: str) -> date:
    """A date, or a moment with its zone, from ISO 8601."""
    return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)


def moment_of(value: str) -> datetime:
    """A moment from ISO 8601. Raises ValueError for one without a zone."""
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError(f"{value} has no zone")
    return moment


def zone_name(data: ContactReport) -> str:
    """Whose clock the hours go by: "Rome time"."""
    return (_("%(city)s time") % {"city": city(data["meeting"]["zone"])}).replace(" ", NO_BREAK_SPACE)


def full_moment(data: ContactReport, value: str) -> str:
    """A day and hour that somebody must keep: "Thursday 26 November 2026, 18:00 (Rome time)"."""
    return f"{day_and_time(value)} ({zone_name(data)})"


def day_and_time(value: str) -> str:
    """A day and hour among others of the same zone: "Thursday 26 November 2026, 18:00"."""
    moment = moment_of(value)
    said = _("%(day)s, %(time)s") % {"day": written(moment, "full"), "time": clock_time(moment)}
    return NO_BREAK_SPACE.join(said.rsplit(" ", 1))  # an hour alone on a line says nothing


def due(data: ContactReport, value: str | None) -> str:
    """By when, in a column: "Thu 26 Nov", "Thu 26 Nov, 12:00"; "open" where no date was agreed."""
    if value is None:
        return pgettext("no date was agreed", "open")
    when = parsed(value)
    day = week_day(when, moment_of(data["issued"]))
    return f"{day}, {clock_time(when)}" if isinstance(when, datetime) else day


def meeting_kind(data: ContactReport) -> str:
    """ "Meeting" or "Call"."""
    return _("Meeting") if data["meeting"]["kind"] == "meeting" else _("Call")


def meeting_day(data: ContactReport) -> str:
    """ "meeting of Monday 23 November"; the year only where the report is of another."""
    starts, issued = moment_of(data["meeting"]["starts"]), moment_of(data["issued"])
    day = written(starts, "long" if local_date(starts).year == local_date(issued).year else "full")
    sentence = _("meeting of %(day)s") if data["meeting"]["kind"] == "meeting" else _("call of %(day)s")
    return sentence % {"day": day}


def meeting_time(data: ContactReport) -> str:
    """ "Monday 23 November 2026, 10:30 to 11:50 (Rome time)"."""
    starts = moment_of(data["meeting"]["starts"])
    told = data["meeting"]["ends"]
    if told is None or moment_of(told) <= starts:
        return full_moment(data, data["meeting"]["starts"])
    ends = moment_of(told)
    same_day = local_date(starts) == local_date(ends)
    return _("%(day)s, %(start)s to %(end)s (%(zone)s)") % {
        "day": written(starts, "full"),
        "start": clock_time(starts),
        "end": clock_time(ends) if same_day else f"{week_day(ends, starts)}, {clock_time(ends)}",
        "zone": zone_name(data),
    }


def name() -> str:
    """ "Contact report", as long as it has no number."""
    return _("Contact report")


def title(data: ContactReport) -> str:
    """ "Contact report 32"."""
    return _("Contact report %(number)d") % {"number": data["number"]}


def version(data: ContactReport) -> str:
    """ "version 2"; empty for the first one."""
    return "" if data["version"] == 1 else _("version %(version)d") % {"version": data["version"]}


def next_meeting(data: ContactReport) -> str:
    """When and why the two meet again; empty where nothing was agreed."""
    following = data["next_meeting"]
    return (
        ", ".join(part for part in (following["topic"], day_and_time(following["starts"])) if part) if following else ""
    )


def replacing(data: ContactReport) -> str:
    """What a correction says of itself; empty for a first version."""
    if data["replaces"] is None:
        return ""
    return _(
        "Version %(version)d replaces version %(old)d of this report. What changed since is marked: "
        "a bar in the margin, what is new underlined, what no longer holds struck out."
    ) % {"version": data["version"], "old": data["replaces"]}


def kind(name: str) -> str:
    """The type of an item as it stands in the gutter."""
    return {
        "discussion": pgettext("type of an item", "Discussion"),
        "decision": pgettext("type of an item", "Decision"),
        "approval": pgettext("type of an item", "Approval"),
        "budget": pgettext("type of an item", "Budget"),
        "next_step": pgettext("type of an item", "Next step"),
        "internal": pgettext("type of an item", "Internal"),
    }[name]


def group(name: str) -> str:
    """The heading over a group of items."""
    return {
        "decided": _("What was decided"),
        "next": _("What happens next"),
        "discussed": _("What was discussed"),
        "internal": _("For us only"),
    }[name]


def change(name: str | None) -> str:
    """The word beside an item that a correction touched; empty for one it did not."""
    return {
        "new": pgettext("an item, since the last version", "new"),
        "changed": pgettext("an item, since the last version", "changed"),
        "removed": pgettext("an item, since the last version", "removed"),
    }.get(name or "", "")


def owner(one: Owner | None) -> str:
    """Who does a step; "open" where nobody was named."""
    return one["name"] if one else pgettext("nobody was named", "open")


def owner_before(item: Item) -> str | None:
    """Who was to do a step before a correction; None where that did not change."""
    if "was_owner" not in item or owner(item["was_owner"]) == owner(item["owner"]):
        return None
    return owner(item["was_owner"])


def due_before(data: ContactReport, item: Item) -> str | None:
    """By when a step was due before a correction; None where that did not change."""
    if "was_due" not in item or due(data, item["was_due"]) == due(data, item["due"]):
        return None
    return due(data, item["was_due"])


def before(data: ContactReport, item: Item) -> str:
    """What a correction changed in an item, as it was: text, owner, date; empty where nothing changed."""
    if item["change"] != "changed":
        return ""
    text = item["was"] if item["was"] and item["was"] != item["text"] else None
    return ", ".join(part for part in (text, owner_before(item), due_before(data, item)) if part)


def label(data: ContactReport, item: Item) -> str:
    """What stands before the text of an item: its type, or for a next step who does it and by when."""
    if item["kind"] != "next_step":
        return kind(item["kind"])
    who = owner(item["owner"])
    return f"{who}, {due(data, item['due'])}" if item["due"] else who


def house(data: ContactReport, side: Side) -> str:
    """The name of a side."""
    return data[side]["name"]


def notice(data: ContactReport) -> str:
    """Until when the client may object, and that the report stands otherwise, with %(moment)s left open.

    Empty where nobody is asked: a report without a window.
    """
    if data["window"] is None:
        return ""
    if data["audience"] == "inside":
        if data["version"] > 1:
            return _(
                "The client can object to what changed until %(moment)s; the rest keeps its earlier deadline. "
                "If nobody does, the report stands."
            )
        return _("The client can object until %(moment)s. If nobody does, the report stands.")
    if data["version"] > 1:
        return _(
            "If a marked change is not as you remember it, tell us by %(moment)s; otherwise this version stands. "
            "What is not marked keeps its earlier deadline."
        )
    if data["meeting"]["kind"] == "call":
        return _("If this call is not as you remember it, tell us by %(moment)s; otherwise this report stands.")
    return _("If something is not as you remember it, tell us by %(moment)s; otherwise this report stands.")


def notice_said(data: ContactReport) -> str:
    """The notice with its moment, as one sentence; empty where nobody is asked."""
    window = data["window"]
    return notice(data) % {"moment": full_moment(data, window["closes"])} if window else ""


def length(data: ContactReport) -> str:
    """How long the client has: "2 working days"."""
    window = data["window"]
    if window is None:
        return ""
    days = window["days"]
    if window["unit"] == "working_days":
        return ngettext("%(days)d working day", "%(days)d working days", days) % {"days": days}
    return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}
