"""The rail marks the room that one is in."""

import re
from types import SimpleNamespace

import pytest
from django.urls import reverse

from herringbone.desk.models import Notification
from herringbone.people.models import Person
from herringbone.people.pages import Rule
from herringbone.people.rules import standing
from herringbone.record.models import Event
from herringbone.web.navigation import rooms
from tests.addresses import site
from tests.crawling import browser_of
from tests.world import World

# Of no room: found from everywhere, shown nowhere, or about rows of several rooms.
NO_ROOM = {"", "files", "healthz", "import", "kit", "me", "month", "search", "sign-out", "table-changes", "viewing"}
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


@pytest.mark.django_db
def test_in_one_s_own_settings_the_rail_marks_oneself_and_no_room(world: World) -> None:
    browser = browser_of(world.ae_alder)
    for address in ("/me/", "/me/notifications/", "/me/chat/"):
        rail = browser.get(address).content.decode().partition("<main")[0]
        assert re.findall(r'<a [^>]*aria-current="page"[^>]*>([^<]*)', rail) == [world.ae_alder.name], address


def under_more(person: Person) -> list[str]:
    """The rooms that a phone's bar has under *More*."""
    page = browser_of(person).get("/desk/").content.decode()
    return re.findall(r'href="([^"]+)"', page.partition("rail-more")[2].partition("</details>")[0])


@pytest.mark.django_db
def test_on_a_phone_the_rooms_without_a_place_in_the_bar_are_under_more(world: World) -> None:
    assert under_more(world.ae_alder) == [], "six rooms stand in the bar"
    assert under_more(world.admin) == ["/people/", "/administration/"]
    Notification.objects.create(person=world.ae_alder, event=Event.objects.latest("pk"), why="mention")
    assert under_more(world.ae_alder) == ["/people/"], "what waits to be read stands in the bar, and not twice"


@pytest.mark.django_db
def test_what_leads_from_administration_stays_there(world: World) -> None:
    person = world.admin
    for name in ("calendar_feeds_of_all", "webhooks", "security_log"):
        request = SimpleNamespace(person=person, standing=standing(person), path=reverse(name))
        assert [room.url for room in rooms(request) if room.current] == [reverse("administration")], name


@pytest.mark.django_db
def test_bringing_in_people_stands_under_people(world: World) -> None:
    person = world.admin
    request = SimpleNamespace(person=person, standing=standing(person), path=reverse("import_people"))
    assert [room.url for room in rooms(request) if room.current] == [reverse("people")]
