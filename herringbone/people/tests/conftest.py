"""Two heads of account services, and a wall that one of them wants."""

import pytest

from herringbone.people.models import Role, SecondLook
from herringbone.people.tests.builders import another

Kind, What = Role.Kind, SecondLook.What


@pytest.fixture
def second(world):
    """Another head of account services."""
    return another(world, "Hugo Head", Kind.HEAD)


@pytest.fixture
def sides(world):
    """What asking for a wall between Alder and Cedar says."""
    first, other = sorted([world.alder.pk, world.cedar.pk])
    return {"what": What.RAISE, "why": "both make shoes", "particulars": {"one": first, "other": other}}
