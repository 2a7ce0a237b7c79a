"""The reports of the last days, as cast/reports.toml tells them: one late, one half written, others out."""

from datetime import timedelta
from typing import Any

from herringbone.demo import cast
from herringbone.demo import script as steps
from herringbone.demo.moments import Moments
from herringbone.demo.players import Players
from herringbone.demo.script import Item, Script
from herringbone.meetings.actions import mark_not_discussed, note_attendance, open_report

MINUTE = timedelta(minutes=1)
MEETS = ("kind", "place", "conference", "job", "people", "contacts", "agenda")


def script(moments: Moments) -> Script:
    """Northway waits since Sunday, Orsatti until tomorrow; Tessler and Maison Brume were issued yesterday."""
    found = [step for row in cast.table("reports", "report") for step in _report(moments, row)]
    begins = moments.at(-1, "16:30", "Milan")
    return [
        *found,
        steps.Do(moments.ago(minutes=6), "nora", _northway_is_open),
        steps.Do(begins + 90 * MINUTE, "nora", _giulia_was_absent),
        steps.Do(moments.ago(minutes=3), "nora", _no_word_on_music),
    ]


def _report(moments: Moments, row: dict[str, Any]) -> Script:
    """The meeting, and its report as far as it has come."""
    key, by, office = row["key"], row["by"], row["office"]
    days, clock = row["begins"]
    # A report is owed by the clock, whatever days lie between.
    day = moments.back(days, office) if row.get("by_the_clock") else moments.day(days, office)
    starts = moments.offices[office].local(day, clock)
    ends = starts + row["minutes"] * MINUTE
    told: dict[str, Any] = {
        name: tuple(row[name]) if isinstance(row[name], list) else row[name] for name in MEETS if name in row
    }
    planned = moments.told(row["planned"], office)
    found: Script = [steps.Meet(planned, by, key, row["client"], row["topic"], (starts, ends), office=office, **told)]
    if "items" in row:
        ago = row.get("written_minutes_ago")
        at = moments.ago(minutes=ago) if ago else moments.told(row["written"], office)
        items = tuple(item(moments, one, office) for one in row["items"])
        found.append(steps.Write(at, by, key, begun=min(ends + 15 * MINUTE, at), items=items))
    if "issued" in row:
        found.append(steps.Issue(moments.told(row["issued"], office), by, key))
    found += [steps.Came(moments.at(days, clock, office), by, what) for what, days, clock in row.get("came", ())]
    return found


def item(moments: Moments, row: dict[str, Any], office: str) -> Item:
    """One point of a report, or the next step of a call."""
    due = row.get("due")
    return Item(
        row.get("kind", "next_step"), row["text"], row.get("job", ""), row.get("owner", ""),
        None if due is None else moments.day(due, office),
        moments.told((due, row["clock"]), office) if "clock" in row else None, row.get("agenda"),
    )  # fmt: skip


def _northway_is_open(players: Players) -> None:
    """This morning Nora Whitfield has opened it, and written nothing yet."""
    players.reports["autumn"] = open_report(by=players.people["nora"], meeting=players.meetings["autumn"])


def _giulia_was_absent(players: Players) -> None:
    meeting = players.meetings["pre-production"]
    attendee = meeting.attendees.get(contact=players.contacts["ORS", "Giulia Orsatti"])
    note_attendance(by=players.people["nora"], meeting=meeting, absent={attendee.pk: "sent word"})


def _no_word_on_music(players: Players) -> None:
    point = players.meetings["pre-production"].agenda.get(text="Music")
    mark_not_discussed(by=players.people["nora"], point=point)
