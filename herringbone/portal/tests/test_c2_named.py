"""C2: a link can be passed on, so the name that whoever confirms writes is recorded and shown."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from herringbone.core import clock
from herringbone.meetings.models import Issue
from herringbone.meetings.tests.builders import an_issue
from herringbone.portal.tests.test_c2_answer import came_in
from tests.world import DAY, MONDAY, World


def test_c2_whoever_confirms_by_the_link_of_another_is_named(world: World, client: Browser) -> None:
    issue = an_issue(world)
    there = came_in(issue, client)
    client.post(f"{there}confirmation/", {"name": "Ingrid S."})
    told = "Ingrid S., from CANARY-alder-pat’s link"
    assert "by Ingrid S." in client.get(there).content.decode(), "the page promised to record the name"
    client.force_login(world.ae_alder)
    report = client.get(reverse("report", args=[issue.report_id])).content.decode()
    assert f"Confirmed by {told}." in report
    assert f"by {told}" in report.split("Went to")[1]
    assert told in client.get(reverse("client", args=["ALD"])).content.decode(), "in the thread too"
    with clock.clock_at(MONDAY + 4 * DAY):
        assert f"by {told}" in client.get(reverse("report", args=[issue.report_id])).content.decode(), "once it stands"


@pytest.mark.parametrize("name", ["CANARY-alder-pat", " canary-ALDER-pat "])
def test_c2_whoever_confirms_by_their_own_link_is_named_once(world: World, client: Browser, name: str) -> None:
    there = came_in(an_issue(world), client)
    client.post(f"{there}confirmation/", {"name": name})
    client.force_login(world.ae_alder)
    report = client.get(reverse("report", args=[Issue.objects.get().report_id])).content.decode()
    assert "Confirmed by CANARY-alder-pat." in report and "’s link" not in report
