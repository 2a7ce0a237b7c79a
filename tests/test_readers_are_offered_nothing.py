"""R11: executive management reads everything, and is offered nothing that writes on a client's record."""

import pytest

from herringbone.work.tests.builders import a_job
from tests.crawling import browser_of
from tests.world import World


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
