"""The rail marks the room that one is in."""

from types import SimpleNamespace

import pytest

from herringbone.people.pages import Rule
from herringbone.people.rules import standing
from herringbone.web.navigation import rooms
from tests.addresses import site
from tests.world import World

# Of no room: found from everywhere, shown nowhere, or about rows of several rooms.
NO_ROOM = {"", "calendar", "files", "healthz", "import", "kit", "links", "month", "search", "sign-out", "viewing"} | {
    "table-changes"
}
OUTSIDE = {"a", "answer", "asked", "l", "feeds", "sign-in", "demo"}


@pytest.mark.django_db
def test_every_page_stands_in_one_room(world: World) -> None:
    person, lost = world.admin, []
    for _name, pattern, view in site():
        first = pattern.split("/")[0]
        if first in NO_ROOM | OUTSIDE or not isinstance(getattr(view, "rule", None), Rule):
            continue
        request = SimpleNamespace(person=person, standing=standing(person), path="/" + pattern)
        here = [room.label for room in rooms(request) if room.current]
        if len(here) != 1 and first != "notifications":
            lost.append((pattern, here))
    assert not lost
