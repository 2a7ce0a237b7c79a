"""Makes the demo agency: what it is, eighteen months of history, and the story of the last days."""

import gc
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import transaction

from herringbone.core import clock
from herringbone.core.models import Agency
from herringbone.core.sql import analyse
from herringbone.demo import agency, cast, past
from herringbone.demo.bulk import multiply
from herringbone.demo.by_actions import play
from herringbone.demo.calendars import come_again
from herringbone.demo.explained import explain
from herringbone.demo.history import history
from herringbone.demo.moments import Hours, Moments, morning_of
from herringbone.demo.outside import tell_outside
from herringbone.demo.players import Players
from herringbone.demo.script import Script, in_order
from herringbone.demo.story import LEFT, QUIET, forms_of, story
from herringbone.record.duties import keeping
from herringbone.record.tasks import TWO_WEEKS

EIGHTEEN_MONTHS = timedelta(days=549)
TALKED_LAST, STILL_IN_WORK = 2, 2  # days, and jobs, of clients that the story does not name


def build(*, scale: int = 1, now: datetime | None = None) -> bool:
    """Fill an empty database with the demo agency as it stands at a moment; False, and nothing done, where one is.

    All of scale 1 is done by the same actions as on the pages and stands in one transaction. `scale` times the people,
    clients and work are written in bulk.
    """
    if Agency.objects.exists():
        return False
    now = now or clock.now()
    with transaction.atomic(), keeping.put_off(), _undisturbed():
        _say("offices, people and clients")
        players = agency.found(now - EIGHTEEN_MONTHS, now)
        moments = _moments(players, now)
        steps = _script(moments, now - EIGHTEEN_MONTHS)
        _played(steps, players)
        with clock.clock_at(moments.morning - past.TOLD_SINCE):
            tell_outside(players)
            come_again(players, moments)
        past.settle_mail(now)
    if scale > 1:
        with clock.clock_at(now), _undisturbed():
            multiply(scale, players, moments, now - EIGHTEEN_MONTHS, _say)
    with clock.clock_at(now), transaction.atomic():
        _say("what is owed")
        keeping.rebuild(now + TWO_WEEKS)
        past.tell_of_yesterday(moments.morning)
        explain(now)
    analyse()
    return True


def _moments(players: Players, now: datetime) -> Moments:
    offices = {name: Hours(office) for name, office in players.offices.items()}
    return Moments(morning_of(now, players.offices["New York"]), offices)


def _script(moments: Moments, began: datetime) -> Script:
    """The histories of all clients, and the story, in one order of time."""
    histories = [
        history(
            account, moments, began, forms=forms_of(moments, account.code),
            quiet_days=QUIET.get(account.code, TALKED_LAST), left=LEFT.get(account.code, STILL_IN_WORK),
        ) for account in cast.accounts()
    ]  # fmt: skip
    return in_order(*histories, story(moments))


def _played(steps: Script, players: Players) -> None:
    """Play all, with a line for each quarter of a year that has passed."""
    quarter = (0, 0)
    for step in play(steps, players):
        this = (step.at.year, (step.at.month + 2) // 3)
        if this != quarter:
            quarter = this
            _say(f"quarter {this[1]} of {this[0]}")


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Without looking for rubbish: what is made here mostly stays, or goes by itself."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


_began = time.monotonic()


def _say(what: str) -> None:
    """A line of progress for whoever waits, with the seconds since the start."""
    print(f"  {time.monotonic() - _began:5.0f} s  {what}", file=sys.stderr, flush=True)
