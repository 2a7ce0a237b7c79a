"""R11: executive management reads everything, and is offered nothing that writes on a client's record."""

import re
from decimal import Decimal
from html import unescape

import pytest

from herringbone.core import clock
from herringbone.meetings.tests.builders import a_draft, a_meeting
from herringbone.people.models import Person
from herringbone.record.duties.holding import settle
from herringbone.work.tests.builders import a_job
from tests.crawling import browser_of
from tests.world import DAY, MONDAY, World


def pages(world: World) -> list[str]:
    job = a_job(world)
    code = world.alder.code
    return ["/desk/", "/meetings/", "/meetings/?month=2026-03-01", f"/clients/{code}/meetings/", f"/jobs/{job.number}/"]


def test_c1_management_is_offered_no_meeting_that_it_may_not_call(world: World):
    seen = pages(world)
    for browser, offered in ((browser_of(world.exec), False), (browser_of(world.ae_alder), True)):
        found = [page for page in seen if "/meetings/new/" in browser.get(page, follow=True).content.decode()]
        assert bool(found) is offered, found
    assert browser_of(world.exec).get("/meetings/new/").status_code == 403
    assert browser_of(world.exec).get(f"/meetings/new/?client={world.alder.code}").status_code == 403


@pytest.mark.parametrize(("who", "all_of_it"), [("exec", False), ("ae_alder", True)])
def test_a1_whoever_only_reads_a_client_finds_its_team_its_companies_and_who_can_come_in(world: World, who, all_of_it):
    code = world.alder.code
    page = browser_of(getattr(world, who)).get(f"/clients/{code}/").content.decode()
    for address in (f"/clients/{code}/team/", f"/clients/{code}/holdings/", f"/links/{code}/"):
        assert f'<a href="{address}"' in page, address
    assert (f"/clients/{code}/messages/new/" in page) is all_of_it


def test_a1_the_head_finds_where_it_is_set_what_counts_as_a_major_account(world: World):
    assert 'href="/clients/major-accounts/"' in browser_of(world.head).get("/clients/").content.decode()
    assert "/clients/major-accounts/" not in browser_of(world.director).get("/clients/").content.decode()


def test_b1_who_sees_no_client_is_told_so_before_a_form_and_not_offered_an_empty_list(world: World):
    page = browser_of(world.bizdev).get("/forms/new/").content.decode()
    assert "You see no client yet." in page and 'name="client"' not in page
    assert 'name="client"' in browser_of(world.ae_alder).get("/forms/new/").content.decode()


def refused_links(reader: Person, page: str) -> list[str]:
    """The addresses in the body of a page that answer 403 to whoever follows them there."""
    browser = browser_of(reader)
    body = browser.get(page).content.decode().partition('<main class="page"')[2]
    linked = {unescape(one) for one in re.findall(r'href="(/[^"#]*)', body)}
    return sorted(one for one in linked if browser.get(one, follow=True).status_code == 403)


@pytest.mark.parametrize("who", ["exec", "traffic", "dept"])
def test_c2_whoever_writes_no_contact_report_is_led_to_the_meeting_and_offered_no_writing(world: World, who: str):
    a_meeting(world)
    a_draft(world)
    reader = getattr(world, who)
    page = browser_of(reader).get("/meetings/").content.decode()
    assert "Write report" not in page and "Continue" not in page
    assert "Write report" in browser_of(world.ae_alder).get("/meetings/").content.decode()
    assert refused_links(reader, "/meetings/") == []


def test_j4_a_case_of_the_record_leads_to_where_it_is_seen_by_whoever_only_reads(world: World):
    a_meeting(world)
    a_job(world, budget=Decimal(10_000))
    with clock.clock_at(MONDAY + 9 * DAY):
        settle()
        page = "/record/?month=2026-03&show=all"
        body = browser_of(world.exec).get(page).content.decode()
        assert "Call the kick-off" in body and "Issue the contact report" in body
        assert refused_links(world.exec, page) == []
