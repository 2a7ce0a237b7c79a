"""The pages of the status report ask as much for a thousand jobs as for ten, and stay light."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from herringbone.status.actions import begin_weekly_meeting, publish_status_report
from herringbone.work.tests.builders import a_job, many_jobs

MOST, PREVIEW = 15, 25  # the preview works out each reader's way to the client
LARGEST = 300_000  # bytes of a page


def asked(world, browser):
    """How many queries each page asks."""
    turn = begin_weekly_meeting(by=world.ae_alder).turns.get(client=world.alder)
    pages = (
        "/status-reports/", "/status-reports/ALD/", "/status-reports/ALD/publishing/", "/status-reports/ALD/1/",
        "/status-reports/ALD/comparison/?one=1&other=2", "/clients/ALD/status/", f"/turns/{turn.pk}/",
        "/weekly-meetings/",
    )  # fmt: skip
    found = {}
    browser.get("/me/")
    for page in pages:
        with CaptureQueriesContext(connection) as captured:
            answer = browser.get(page)
        assert answer.status_code == 200, page
        assert len(answer.content) < LARGEST, f"{page} weighs {len(answer.content)}"
        found["the turn" if "/turns/" in page else page] = len(captured)
    return found


@pytest.mark.thorough
def test_b5_b6_pages_ask_as_much_for_a_thousand_jobs_as_for_ten(world, enter):
    a_job(world)
    many_jobs(world, 12, duties=False)
    for _ in range(2):
        publish_status_report(by=world.ae_alder, client=world.alder)
    browser = enter(world.ae_alder)
    few = asked(world, browser)
    many_jobs(world, 990)
    publish_status_report(by=world.ae_alder, client=world.alder)
    assert asked(world, browser) == few
    too_many = {page for page, number in few.items() if number > (PREVIEW if "publishing" in page else MOST)}
    assert too_many == set()
