"""The main paths by keyboard alone: no mouse, the focus always to be seen, and the way past the navigation first."""

import re
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from herringbone.meetings.models import Issue, Meeting
from herringbone.meetings.tests.builders import a_meeting
from herringbone.people.tests.door import PASSWORD, with_password
from herringbone.work.models import Acknowledgement, Job
from herringbone.work.tests.builders import a_job, heads
from tests.browser import Hours, let_in
from tests.world import MONDAY, World

pytestmark = pytest.mark.browser

# What is wrong with the place of the focus, if anything. Its mark is on the element, or on the line around it.
MARK = """() => {
  const focused = document.activeElement;
  if (focused === document.body) return "nothing has the focus";
  const box = focused.getBoundingClientRect();
  if (!box.width || !box.height || box.bottom <= 0 || box.right <= 0) return "out of sight";
  const marked = (element) => {
    if (!element) return false;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
  };
  if (marked(focused) || marked(focused.closest(".capture"))) return "";
  const row = focused.matches(".item-text") && focused.closest("li");
  if (row && getComputedStyle(row).backgroundColor !== "rgba(0, 0, 0, 0)") return "";
  return "no mark";
}"""
NAME = """() => {
  const focused = document.activeElement;
  const label = focused.labels?.[0]?.innerText ?? "";
  return [focused.ariaLabel, label, focused.innerText, focused.value].filter(Boolean).join(" | ");
}"""
STOPS = 90


class Keys:
    """A person at a keyboard: looks where the focus is at every step, and never touches the mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def __call__(self, *keys: str) -> None:
        """Press keys, one after the other. Until a page is loaded, its keys do nothing."""
        for key in keys:
            self.page.wait_for_load_state()
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        """Type, as people do, into whatever has the focus."""
        self.page.keyboard.type(words)

    def to(self, name: str, of: str = "*", back: bool = False) -> None:
        """Go on with Tab until what has that name (`of` a kind, as CSS says it) has the focus, which is always seen."""
        passed: list[str] = []
        for _ in range(STOPS):
            self("Shift+Tab" if back else "Tab")
            passed.append(self.page.evaluate(NAME))
            wrong = self.page.evaluate(MARK)
            assert not wrong, f"{wrong} at {passed[-1]!r}"
            if name in passed[-1] and self.page.evaluate("of => document.activeElement.matches(of)", of):
                return
        raise AssertionError(f"{name!r} is not reached: {passed}")


@pytest.fixture
def keys(page: Page, shared_world: World, hours: Hours) -> Keys:
    """Somebody at the keyboard on Monday morning."""
    hours.set(MONDAY)
    heads(shared_world)
    return Keys(page)


def test_sign_in_and_log_a_call(page: Page, keys: Keys, shared_world: World) -> None:
    with_password(shared_world.ae_alder)
    page.goto("/desk/")
    keys.to("E-mail")
    keys.type(shared_world.ae_alder.email)
    keys("Tab")
    keys.type(PASSWORD)
    keys("Enter")
    expect(page.get_by_text("You owe nothing to anybody.")).to_be_visible()
    keys("Tab")
    assert page.evaluate(NAME) == "Skip to the page"
    assert not page.evaluate(MARK)
    keys("Enter", "Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null"), "the navigation is passed"
    keys("g", "c")
    expect(page.get_by_role("heading", level=1)).to_have_text("Clients")
    keys("l")
    expect(page.get_by_role("dialog", name="Log a call")).to_be_visible()
    keys.type("pat, wants it shorter -> Dee sends it Thu 12:00")
    expect(page.locator(".capture-reading")).to_contain_text("Dee Dept: sends it")
    keys("Enter")
    expect(page.locator(".notice")).to_contain_text("logged")
    assert Meeting.objects.get().said == "wants it shorter"


def test_find_a_job_and_say_how_it_stands(page: Page, keys: Keys, shared_world: World) -> None:
    world = shared_world
    for name in ("Fair film", "Spring letter"):
        a_job(world, name=name)
    let_in(page, world.ae_alder).goto("/desk/")
    keys("g", "j")
    expect(page.get_by_role("link", name="Spring letter")).to_be_visible()
    keys.to("Name or number")
    keys.type("fair")
    keys("Enter")
    expect(page.get_by_role("link", name="Spring letter")).to_be_hidden()
    keys.to("Client")
    keys("Enter")
    expect(page.get_by_role("menu")).to_be_visible()
    keys("Escape")
    keys.to("Fair film")
    keys("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Fair film")
    keys.to("Write one")
    keys("Enter")
    expect(page.get_by_label("Status line")).to_be_focused()
    keys.type("Waits for the hall")
    keys("Enter")
    expect(page.locator("#status-line")).to_contain_text("Waits for the hall")
    assert Job.objects.get(name="Fair film").status == "Waits for the hall"


def test_write_and_issue_a_contact_report(page: Page, keys: Keys, shared_world: World) -> None:
    world = shared_world
    meeting = a_meeting(world, agenda=["Dates"])
    let_in(page, world.ae_alder).goto("/desk/")
    keys.to("contact report")
    keys("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"would be no. 1"))
    assert meeting.pk == Meeting.objects.get().pk
    expect(page.get_by_role("textbox", name="What was said", exact=True)).to_be_focused()
    keys.type("d The bar scene moves")
    keys("Enter")
    keys.type("n Send the frames")
    keys.to("Who does it")
    keys.type("Dee")
    keys("Tab")
    keys.type("Thu 12:00")
    keys.to("What was said", of=".item-text", back=True)
    keys("Enter")
    keys.type("i Pat was tired")
    expect(page.locator("[data-saved]")).to_contain_text("Saved")
    expect(page.locator("[data-effect]").nth(1)).to_have_text("Becomes Dee’s task")
    keys.to("Issue to", back=True)
    keys("Enter")
    expect(page.get_by_role("heading", name="Went to")).to_be_visible()
    assert [item["text"] for item in Issue.objects.get().inside_edition.content["items"]] == [
        "The bar scene moves", "Send the frames", "Pat was tired",
    ]  # fmt: skip


def test_acknowledge_a_form(page: Page, keys: Keys, shared_world: World) -> None:
    world = shared_world
    creative: Any = world.departments["creative"]
    a_job(world, departments=[creative])
    let_in(page, world.dept).goto("/desk/")
    keys.to("Acknowledge", of="button")
    keys("Enter")
    expect(page.get_by_role("status").filter(has_text="has been told")).to_be_visible()
    expect(page.get_by_role("button", name="Acknowledge")).to_be_hidden()
    assert Acknowledgement.objects.get().confirmed_by == world.dept


def test_saving_leaves_the_focus_where_it_is(page: Page, keys: Keys, shared_world: World) -> None:
    """After each save the agenda, the readers and the button are fetched anew, while somebody may be in one of them."""
    meeting = a_meeting(shared_world, agenda=["Dates"])
    let_in(page, shared_world.ae_alder).goto(reverse("contact_report", args=[meeting.pk]))
    said = page.get_by_role("textbox", name="What was said", exact=True)
    expect(said).to_be_focused()
    reader = page.get_by_label("Who gets it too").and_(page.locator("input"))

    def saved_while_at(place: Locator) -> None:
        said.focus()
        keys.type("The hall, ")
        with page.expect_response(lambda answer: "margins" in answer.url and answer.finished() is None):
            place.focus()
        page.wait_for_function("() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')")
        expect(place).to_be_focused()

    page.wait_for_load_state()
    for name in ("Issue to", "Not discussed", "Take off", "Someone else"):
        saved_while_at(page.locator("button, summary").filter(has_text=name).first)
    keys("Enter")
    reader.fill("Cody")
    saved_while_at(reader)
    expect(reader).to_have_value("Cody")
