"""The demo agency at the moment of the mock-ups."""

from datetime import datetime, timedelta

import pytest

from herringbone.core import clock
from herringbone.demo import agency
from herringbone.demo.moments import Hours, Moments, morning_of
from herringbone.demo.players import Players

NOW = datetime.fromisoformat("2026-11-24T09:10-05:00")
BEGAN = NOW - timedelta(days=549)


@pytest.fixture
def at_now():
    """The clock stands at the story's moment."""
    with clock.clock_at(NOW):
        yield NOW


@pytest.fixture
def house(db, at_now) -> Players:
    """Offices and people, no clients yet."""
    return agency.found_house(BEGAN, NOW)


@pytest.fixture
def moments(house: Players) -> Moments:
    """Days told from the story's."""
    offices = {name: Hours(office) for name, office in house.offices.items()}
    return Moments(morning_of(NOW, house.offices["New York"]), offices)
