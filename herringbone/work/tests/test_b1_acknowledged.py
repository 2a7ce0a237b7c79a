"""B1: the table of who has acknowledged a form, as a reader finds it on the form and on its job."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.urls import reverse

from herringbone.core import clock
from herringbone.people.models import Department
from herringbone.work.actions import acknowledge_form
from herringbone.work.tests.builders import a_job, heads, routing_of
from tests.world import HOUR, MONDAY, World


@pytest.mark.parametrize("page", ["form", "job"])
def test_b1_it_says_after_what_time_each_word_came_or_what_is_left(world: World, enter: Callable, page: str):
    heads(world)
    job = a_job(world, departments=[Department.objects.get(craft="creative")])
    address = reverse("form", args=[job.form_id]) if page == "form" else reverse("job", args=[job.number])
    browser = enter(world.ae_alder)

    def told(at: datetime) -> str:
        with clock.clock_at(at):
            html = browser.get(address).content.decode()
        return re.sub(r"<[^>]+>", "", re.search(r'<td class="figure" data-label="Time">(.*?)</td>', html)[1])

    assert [told(MONDAY + HOUR), told(MONDAY + 25 * HOUR)] == ["23 h left", "1 h late"]
    with clock.clock_at(MONDAY + 26 * HOUR):
        acknowledge_form(by=world.dept, routing=routing_of(job, world.dept))
    assert told(MONDAY + 30 * HOUR) == "after 1 day 2 h"
