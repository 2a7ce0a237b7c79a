"""Clients that are told each working day what happened: one since last week, by mail, and one since yesterday, by
telephone before noon."""

from contextlib import suppress
from datetime import date
from functools import partial

from herringbone.clients.actions import set_policy
from herringbone.core import clock
from herringbone.demo import cast
from herringbone.demo import script as steps
from herringbone.demo.moments import Moments
from herringbone.demo.players import Players
from herringbone.demo.script import Script
from herringbone.people.models import Person
from herringbone.people.rules import standing, who_answers
from herringbone.record.action import Refused
from herringbone.record.models import Event, Policy
from herringbone.status.actions import give_update_by_call, send_update, set_daily_updates
from herringbone.status.queries.daily import day_of

CODE = "WEX"
SINCE = 4  # working days before today
BY_CALL = "TES"
BEFORE_NOON = 3  # working hours from the opening of the office


def script(moments: Moments) -> Script:
    """Set, then given each afternoon; today’s is still to come."""
    office = "New York"
    found: Script = [steps.Do(moments.at(-SINCE - 1, "16:00", office), "", _set)]
    for days in range(-SINCE, 0):
        found.append(steps.Do(moments.at(days, "16:20", office), "", _send))
    return [
        *found,
        steps.Do(moments.at(-5, "15:00", office), "", partial(_before_noon, moments.day(-1, office))),
        steps.Do(moments.at(-1, "12:00", office), "nora", _called),
    ]


def _before_noon(begins: date, players: Players) -> None:
    """Martin Amos wants to hear each day, and not in the afternoon."""
    client = players.clients[BY_CALL]
    supervisor = players.people[next(one.team.supervisor for one in cast.accounts() if one.code == BY_CALL)]
    unit = Policy.Unit.WORKING_HOURS
    set_policy(by=supervisor, client=client, kind="daily_update", amount=BEFORE_NOON, unit=unit)
    set_daily_updates(by=supervisor, client=client, wanted=True, begins=begins)


def _called(players: Players) -> None:
    """The call that has just been logged was the update."""
    client = players.clients[BY_CALL]
    call = Event.objects.filter(client=client, verb="call logged").latest("pk")
    today = client.office.local(clock.now()).date()
    give_update_by_call(by=players.people["nora"], client=client, day=today, call=call)


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
