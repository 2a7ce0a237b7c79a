"""On whatever day the demo is started, its story is told in an order in which each thing is there before it is used."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from herringbone.demo import script
from herringbone.demo.moments import Hours, Moments, morning_of
from herringbone.demo.players import Players
from herringbone.demo.story import story

# What makes something, by the name of the field that speaks of it elsewhere.
MAKES: dict[str, tuple[type[Any], ...]] = {
    "job": (script.Form,), "milestone": (script.Plan,), "task": (script.Give,), "meeting": (script.Meet, script.Call),
    "message": (script.Says,),
}  # fmt: skip
FIRST, DAYS = date(2026, 11, 20), 430


@pytest.fixture
def offices(house: Players) -> dict[str, Hours]:
    return {name: Hours(office) for name, office in house.offices.items()}


def used_too_soon(steps: script.Script) -> Iterator[str]:
    """What a step speaks of before, in the order of time, another one has made it."""
    made: dict[str, set[str]] = {name: set() for name in MAKES}
    for step in script.in_order(steps):
        for name, makers in MAKES.items():
            spoken_of = getattr(step, name, "")
            if spoken_of and spoken_of not in made[name] and "/" not in spoken_of:
                yield f"{type(step).__name__} speaks of the {name} {spoken_of!r} at {step.at}, before it is there"
            if isinstance(step, makers):
                made[name].add(step.key)


@pytest.mark.thorough
def test_on_no_day_of_a_year_is_anything_used_before_it_is_there(offices: dict[str, Hours], house: Players) -> None:
    found: dict[str, str] = {}
    for number in range(DAYS):
        now = datetime.combine(FIRST + timedelta(days=number), time(12), ZoneInfo("America/New_York"))
        moments = Moments(morning_of(now, house.offices["New York"]), offices)
        for said in used_too_soon(story(moments)):
            found.setdefault(said.split(" at ")[0], f"{now:%a %Y-%m-%d}: {said}")
    assert not found, "\n".join(found.values())
