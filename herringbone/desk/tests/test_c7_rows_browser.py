"""C7 in a browser: notifications stand in columns, on a wide screen and on a phone."""

import pytest
from playwright.sync_api import Page

from herringbone.core import clock
from herringbone.desk.models import Notification
from herringbone.desk.notices.collecting import collect, start_from_here
from herringbone.desk.tests.builders import a_task
from tests.browser import PHONE, let_in
from tests.world import HOUR, MONDAY, World

pytestmark = pytest.mark.browser

LEFT = "(rows, part) => [...new Set(rows.map(row => Math.round(row.querySelector(part).getBoundingClientRect().left)))]"


def test_c7_state_hour_and_words_of_all_rows_stand_below_one_another(page: Page, world: World) -> None:
    start_from_here()
    for title in ("Send the frames", "Name the hall"):
        a_task(world, title, world.dept, MONDAY + HOUR)
    collect()
    Notification.objects.filter(pk=Notification.objects.latest("pk").pk).update(read=clock.now())
    let_in(page, world.dept)
    for size in ({"width": 1440, "height": 900}, PHONE):
        page.set_viewport_size(size)
        page.goto("/notifications/")
        rows = page.locator(".told li")
        assert rows.count() == 2
        left = {part: rows.evaluate_all(LEFT, part) for part in (".state", "time", "button")}
        assert all(len(places) == 1 for places in left.values()), left
        assert left["button"] == left[".state"] or size is not PHONE, "on a phone the words begin at the edge"
