"""B4: the page that moves a job offers just the stages to which this person may take it, or draft a change form."""

import re

import pytest

from herringbone.work.actions import move_stage
from herringbone.work.tests.builders import a_job
from tests.crawling import browser_of
from tests.world import World


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        ("ae_alder", ["billed", "in work", "on hold", "cancelled"]),
        ("finance", ["billed", "in work", "on hold", "cancelled"]),
        ("dept", ["in work", "on hold", "cancelled"]),
    ],
)
def test_b4_a_department_is_not_offered_to_bill_and_finance_is(world: World, who: str, offered: list[str]):
    job = a_job(world)
    for stage in ("in work", "delivered"):
        move_stage(by=world.ae_alder, job=job, to=stage)
    browser = browser_of(getattr(world, who))
    page = browser.get(f"/jobs/{job.number}/stage/").content.decode()
    assert re.findall(r'name="to" value="([^"]+)"', page) == offered
    sent = browser.post(f"/jobs/{job.number}/stage/", {"to": "billed", "once": "a"})
    assert sent.status_code == (303 if "billed" in offered else 422)
