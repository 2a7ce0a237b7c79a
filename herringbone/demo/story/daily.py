"""A client that is told each working day what happened: since last week, by mail."""

from contextlib import suppress

from herringbone.core import clock
from herringbone.demo import script as steps
from herringbone.demo.moments import Moments
from herringbone.demo.players import Players
from herringbone.demo.script import Script
from herringbone.people.models import Person
from herringbone.people.rules import standing, who_answers
from herringbone.record.action import Refused
from herringbone.status.actions import send_update, set_daily_updates
from herringbone.status.queries.daily import day_of

CODE = "WEX"
SINCE = 4  # working days before today


def script(moments: Moments) -> Script:
    """Set, then given each afternoon; today’s is still to come."""
    office = "New York"
    found: Script = [steps.Do(moments.at(-SINCE - 1, "16:00", office), "", _set)]
    for days in range(-SINCE, 0):
        found.append(steps.Do(moments.at(days, "16:20", office), "", _send))
    return found


def _set(players: Players) -> None:
    client = players.clients[CODE]
    set_daily_updates(by=_whoever_answers(players), client=client, wanted=True)


def _send(players: Players) -> None:
    client, by = players.clients[CODE], _whoever_answers(players)
    today = client.office.local(clock.now()).date()
    shown = day_of(client, today, standing(by))
    gets = [one for one in shown.readers if one.pk in shown.gets] or shown.readers[:1]
    with suppress(Refused):  # a day on which the office is closed
        send_update(by=by, client=client, day=today, text=shown.text, to=gets)


def _whoever_answers(players: Players) -> Person:
    client = players.clients[CODE]
    found = who_answers([client.pk], client.office.local(clock.now()).date())
    return next(one for one in players.people.values() if one.pk == found[client.pk])
