"""B5, B6 in a browser: the focus comes back to what was edited; the table lists its keys and is left on purpose."""

import pytest
from playwright.sync_api import Page, expect

from herringbone.people.rules import standing
from herringbone.status.actions import begin_weekly_meeting
from herringbone.status.queries.weekly import turns_of
from herringbone.work.actions import make_task, plan_milestone, set_status_line
from herringbone.work.tests.builders import a_job, days
from tests.browser import Browsers, let_in
from tests.world import World

pytestmark = pytest.mark.browser


def focused(page: Page) -> str:
    """Where the focus is: the address of a link, or the tag."""
    return page.evaluate(
        "() => document.activeElement.pathname ?? document.activeElement.tagName",
    )


def opened(page: Page, link: str) -> None:
    """Open the form of a line with the keyboard."""
    page.locator(f"main a[href='{link}']").focus()
    page.keyboard.press("Enter")
    expect(page.locator("main form input[autofocus]")).to_be_focused()


def test_b5_after_a_line_was_written_the_focus_stands_on_it(page: Page, world: World) -> None:
    jobs = [a_job(world) for _ in range(3)]
    let_in(page, world.ae_alder)
    link = f"/status-reports/jobs/{jobs[1].number}/status/"
    page.goto("/status-reports/ALD/")
    opened(page, link)
    page.keyboard.type("Layout")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_selector("main :focus")
    assert focused(page) == link and page.locator(f"main a[href='{link}']").inner_text().startswith("Layout")
    opened(page, link)
    page.locator("[data-leave]").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_selector("main :focus")
    assert focused(page) == link, "also where it was left as it is"
    page.locator(f"main a[href='{link}']").click()
    page.locator("main form input[autofocus]").fill("Proof")
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator(f"main a[href='{link}']")).to_contain_text("Proof")
    page.wait_for_load_state()
    assert focused(page) == "BODY", "who uses a mouse needs no mark"


def test_b4_on_the_page_of_a_job_and_where_a_row_has_gone_the_focus_stands_nearby(page: Page, world: World) -> None:
    job = a_job(world)
    for title in ("Draw", "Cut"):
        make_task(by=world.ae_alder, client=world.alder, title=title, owner=world.ae_alder, due=days(2), job=job)
    let_in(page, world.ae_alder)
    page.goto(f"/jobs/{job.number}/")
    opened(page, f"/jobs/{job.number}/next-step/")
    page.keyboard.type("Cast")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_selector("main :focus")
    assert focused(page) == f"/jobs/{job.number}/next-step/"
    page.goto("/tasks/")
    done = page.locator("main td form button")
    before = done.count()
    done.first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_selector("main :focus")
    assert before == 2 and done.count() == 1
    assert page.evaluate("() => document.querySelector('main').contains(document.activeElement)")


def test_b5_a_refused_line_comes_back_in_its_row_and_what_two_wrote_takes_the_page(
    browsers: Browsers, page: Page, world: World
) -> None:
    job = a_job(world)
    let_in(page, world.ae_alder)
    page.goto(f"/status-reports/ALD/?job={job.pk}#job-{job.pk}")
    opened(page, f"/status-reports/jobs/{job.number}/next-step/")
    page.keyboard.type("Cast the bakers")
    page.locator("#id_on").fill("some day")
    page.evaluate("window.same = true")
    page.keyboard.press("Enter")
    expect(page.locator(f"#job-{job.pk} #id_on_error")).to_be_visible()
    assert page.locator("#id_step").input_value() == "Cast the bakers"
    assert page.evaluate("window.same"), "the report was not left"
    page.locator("#id_on").fill("wed")
    page.locator("#id_on").press("Enter")
    expect(page.locator(f"#n-{job.pk} form")).to_have_count(0)
    expect(page.locator(f"#n-{job.pk}")).to_contain_text("Cast the bakers")
    expect(page.locator(f"#n-{job.pk} a")).to_be_focused()
    opened(page, f"/status-reports/jobs/{job.number}/status/")
    set_status_line(by=world.sup_alder, job=job, status="Layout 1")
    page.keyboard.type("Layout 2")
    page.keyboard.press("Enter")
    expect(page.locator("main h1")).to_have_text("Both versions")
    assert page.locator("main").count() == 1 and page.locator(".rail").count() == 1
    browsers.troubles = [one for one in browsers.troubles if "422" not in one and "409" not in one]
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator(f"#s-{job.pk}")).to_contain_text("Layout")


@pytest.mark.parametrize("spoken", ["en", "it"])
def test_b6_the_keys_at_the_foot_of_the_table_take_one_row(page: Page, world: World, spoken: str) -> None:
    head = world.head
    jobs = [a_job(world, client, head) for client in (world.alder, world.birch, world.cedar) for _ in range(3)]
    for job in jobs:
        plan_milestone(by=head, job=job, name="Shoot", on=days(3))
    turn = turns_of(begin_weekly_meeting(by=head), standing(head))[1]
    head.language = spoken
    head.save()
    let_in(page, head)
    page.set_viewport_size({"width": 1440, "height": 900})
    middle = next(job for job in jobs[1::3] if job.client_id == turn.client_id)  # before it and after it is another one
    page.goto(f"/turns/{turn.pk}/?job={middle.pk}")
    keys = page.locator(".run-keys > :is(a, button)")
    tops = keys.evaluate_all("all => all.map((one) => Math.round(one.getBoundingClientRect().top))")
    assert len(tops) == 12 and len(set(tops)) == 1


def test_b6_at_the_table_keys_are_listed_and_esc_is_pressed_twice_to_leave(
    browsers: Browsers, page: Page, world: World
) -> None:
    job = a_job(world)
    turn = turns_of(begin_weekly_meeting(by=world.sup_alder), standing(world.sup_alder))[0]
    let_in(page, world.sup_alder)
    page.goto(f"/turns/{turn.pk}/")
    page.keyboard.press("?")
    keys = page.locator("#keys")
    assert keys.is_visible() and "status" in keys.inner_text() and "next step" in keys.inner_text()
    assert "leave" in keys.inner_text()
    assert "job before" in keys.inner_text(), "also at the first job, where it does nothing yet"
    page.keyboard.press("Escape")
    assert keys.is_hidden() and page.url.endswith(f"/turns/{turn.pk}/")
    page.keyboard.press("n")
    page.locator("#id_step").fill("Cast")
    page.locator("#id_on").fill("some day")
    page.evaluate("window.same = true")
    page.keyboard.press("Enter")
    page.locator(".run-job #id_on_error").wait_for()
    browsers.troubles = [one for one in browsers.troubles if "422" not in one]  # what was refused, on purpose
    assert page.locator("#id_step").input_value() == "Cast"
    expect(page.locator(".run-job [data-errors]")).to_be_focused()
    assert page.evaluate("window.same"), "the table was not left"
    page.locator("#id_on").fill("wed")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_selector("main :focus")
    assert focused(page) == f"/turns/{turn.pk}/next-step/{job.number}/"
    page.keyboard.press("Escape")
    assert page.locator("[data-run-says]").inner_text() == "Press Esc once more to leave the table"
    with page.expect_navigation():
        page.keyboard.press("Escape")
    assert page.url.endswith("/record/")
