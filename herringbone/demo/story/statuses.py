"""The status reports: Orsatti has had one each week for most of a year, the others for some weeks; one is late, two
are due today, one client's are paused; Orsatti's newest was reviewed before it went out."""

from contextlib import suppress
from datetime import date, datetime

from herringbone.core import clock
from herringbone.demo import cast
from herringbone.demo import script as steps
from herringbone.demo.moments import Moments
from herringbone.demo.players import Players
from herringbone.demo.script import Script
from herringbone.people.models import Person
from herringbone.people.rules import who_answers
from herringbone.record.action import Refused
from herringbone.status.actions import (
    pause_reports,
    publish_status_report,
    review_status_report,
    set_report_days,
)
from herringbone.work.models import Stage

ORSATTI, LATE, PAUSED = "ORS", "WEX", "OAK"
TODAY = ("MBR", "NWF")  # whose report is still to be published today
WEEKS = {ORSATTI: 47}
FEW_WEEKS = 5  # of the others
WEEK = 7
OWED_BEFORE = 5  # days before the newest report is due


def script(moments: Moments) -> Script:
    """All of them."""
    return [step for account in cast.accounts() for step in _of(moments, account.code, account.office)]


def _of(moments: Moments, code: str, office: str) -> Script:
    weeks = WEEKS.get(code, FEW_WEEKS)
    # The day on which the newest one is due.
    last = {ORSATTI: 0, LATE: -1, **dict.fromkeys(TODAY, 0)}.get(code, -4)
    days = [moments.back(last - WEEK * week, office) for week in range(weeks - 1, -1, -1)]
    weekday = moments.day(last, office).isoweekday()
    # Owed since this month: before that the client was told without anybody having promised a day.
    owed_from = moments.offices[office].local(moments.back(last - OWED_BEFORE, office), "10:00")
    found: Script = [steps.Do(owed_from, "", lambda all: _set(all, code, weekday))]
    for day in days[:-1] if code in (LATE, *TODAY) else days:
        found.append(steps.Do(_hour(moments, code, day, office), "", lambda all: _publish(all, code)))
    if code == ORSATTI:
        found.append(steps.Do(moments.ago(minutes=10), "", _review))
    if code == PAUSED:
        until = moments.day(9, office)
        found.append(steps.Do(moments.at(-3, "11:20", office), "", lambda all: _pause(all, code, until)))
    return found


def _hour(moments: Moments, code: str, day: date, office: str) -> datetime:
    """Orsatti's at two past nine, as each week; the others' in the afternoon."""
    if code == ORSATTI and day == moments.today:
        return moments.ago(minutes=8)
    return moments.offices[office].local(day, "09:02" if code == ORSATTI else "15:40")


def _set(players: Players, code: str, weekday: int) -> None:
    client = players.clients[code]
    if code in TODAY or client.jobs.exclude(stage__in=Stage.OVER).exists():
        set_report_days(by=_whoever_answers(players, code), client=client, days=[weekday])


def _publish(players: Players, code: str) -> None:
    with suppress(Refused):  # a week in which no job was open
        publish_status_report(by=_whoever_answers(players, code), client=players.clients[code])


def _review(players: Players) -> None:
    supervisor = next(account.team.supervisor for account in cast.accounts() if account.code == ORSATTI)
    review_status_report(by=players.people[supervisor], client=players.clients[ORSATTI])


def _pause(players: Players, code: str, until: date) -> None:
    pause_reports(
        by=_whoever_answers(players, code), client=players.clients[code], reason="Stocktaking: the works are closed",
        until=until,
    )  # fmt: skip


def _whoever_answers(players: Players, code: str) -> Person:
    client = players.clients[code]
    found = who_answers([client.pk], client.office.local(clock.now()).date())
    return next(one for one in players.people.values() if one.pk == found[client.pk])
