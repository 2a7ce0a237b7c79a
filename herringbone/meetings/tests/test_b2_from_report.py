"""B2, C3: what a contact report decides goes on a change form, by a button while it is written and afterwards."""

from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from herringbone.meetings.actions import Written, begin_correction
from herringbone.meetings.actions.drafting import draft_of_item
from herringbone.meetings.models import Item
from herringbone.meetings.queries.said import promised_in
from herringbone.meetings.tests.builders import a_draft, a_meeting, an_issue
from herringbone.meetings.tests.test_c2_writing_page import address, filled, row
from herringbone.people.models import Person
from herringbone.record.action import Denied, Refused
from herringbone.work.actions import acknowledge_form, discard_form, plan_milestone, submit_change
from herringbone.work.models import Change, ChangeSource, Job
from herringbone.work.tests.builders import a_job, days
from tests.world import World

pytestmark = pytest.mark.later


@pytest.fixture
def job(world: World) -> Job:
    """A job of Alder's with a milestone."""
    found = a_job(world)
    plan_milestone(by=world.ae_alder, job=found, name="Shoot", on=days(4))
    return found


def enter(person: Person) -> Browser:
    """A browser in which somebody is signed in."""
    browser = Browser()
    browser.force_login(person)
    return browser


def said(world: World, job: Job | None, *told: tuple[str, str]) -> list[Item]:
    """Items of an issued report, each about the job."""
    issue = an_issue(world, a_meeting(world), [Written(kind, text, job=job) for kind, text in told])
    return list(issue.report.items.order_by("position"))


def test_b2_an_item_fills_a_change_form_with_what_it_says(world: World, job: Job):
    (item,) = said(world, job, ("decision", "The shoot moves to 9 March 2026"))
    change = draft_of_item(by=world.ae_alder, item=item)
    assert change.why == "The shoot moves to 9 March 2026"
    assert change.wanted == {"milestones": {str(job.milestone_id or job.milestones.get().pk): "2026-03-09"}}
    assert not hasattr(change.form, "submission"), "nothing changes before it is submitted"
    assert ChangeSource.objects.get().item_key == item.key


@pytest.mark.parametrize(
    ("kind", "text", "wanted"),
    [
        ("budget", "The budget goes to $14,000", {"budget": "14000"}),
        ("budget", "Budget: 14.000,00 USD", {"budget": "14000"}),
        ("budget", "Il budget sale a 14.000", {"budget": "14000"}),
        ("budget", "A second day adds $8,105", {}),
        ("budget", "From $12,000 to EUR 14,000", {}),
        ("budget", "$14,000 now, and to $15,000 with music", {}),
        ("decision", "It costs $14,000", {}),
        ("approval", "Delivery on 20 March 2026 is approved", {"delivered_by": date(2026, 3, 20)}),
        ("decision", "Consegna il 20 marzo 2026", {"delivered_by": date(2026, 3, 20)}),
        ("decision", "Shoot or delivery on 9 March or 10 March 2026", {}),
        ("decision", "The shoot was on 2 February 2026", {}),
        ("decision", "Blue it is, from 9 March 2026 on", {}),
    ],
)  # fmt: skip
def test_b2_what_could_mean_two_things_is_left_to_be_filled_in(
    world: World, job: Job, kind: str, text: str, wanted: dict[str, Any]
):
    (item,) = said(world, job, (kind, text))
    found = promised_in(item)
    assert {name: str(value).split(".")[0] if name == "budget" else value for name, value in found.items()} == wanted


def test_b2_no_item_goes_on_two_forms(world: World, job: Job):
    first, second = said(world, job, ("decision", "Blue"), ("approval", "Casting"))
    change = draft_of_item(by=world.ae_alder, item=first)
    for by in (world.ae_alder, world.sup_alder):
        with pytest.raises(Refused, match="put that on a change form already"):
            draft_of_item(by=by, item=first)
    assert draft_of_item(by=world.ae_alder, item=second) == change, "one's open draft takes both"
    change.refresh_from_db()
    assert change.why == "Blue; Casting" and change.sources.count() == 2


def test_b2_an_item_goes_on_another_form_once_the_draft_was_discarded(world: World, job: Job):
    (item,) = said(world, job, ("decision", "Blue"))
    first = draft_of_item(by=world.ae_alder, item=item)
    discard_form(by=world.ae_alder, form=first.form)
    second = draft_of_item(by=world.sup_alder, item=item)
    assert second != first and ChangeSource.objects.get().change == second


def test_b2_only_what_may_change_a_promise_and_names_its_job_goes_there(world: World, job: Job):
    talk, without = said(world, job, ("discussion", "We talked")), said(world, None, ("decision", "Blue"))
    with pytest.raises(Refused, match="A decision, an approval or a budget"):
        draft_of_item(by=world.ae_alder, item=talk[0])
    with pytest.raises(Refused, match="Say which job"):
        draft_of_item(by=world.ae_alder, item=without[0])
    (item,) = said(world, job, ("decision", "Blue"))
    with pytest.raises(Denied):
        draft_of_item(by=world.ae_birch, item=item)
    assert not Change.objects.exists()


def test_b2_a_long_item_is_cut_to_what_a_reason_holds(world: World, job: Job):
    (item,) = said(world, job, ("decision", "Blue " * 200))
    change = draft_of_item(by=world.ae_alder, item=item)
    assert len(change.why) <= 300 and change.why.endswith("…")


def test_b2_by_a_button_while_it_is_written_and_the_writing_goes_on(world: World, job: Job):
    report = a_draft(world, a_meeting(world), [Written("decision", "The shoot moves to 9 March 2026")])
    meeting, browser = report.meeting, enter(world.ae_alder)
    form = filled(browser.get(address(meeting)).content.decode())
    (key,) = form["item"]
    typed = {**form, **row(key, "decision", "The shoot moves to 9 March 2026"), "change": key}
    without = browser.post(address(meeting, "contact_report_change"), typed)
    assert without.status_code == 422 and "Say which job it is about" in without.content.decode()
    assert not Change.objects.exists()
    form = filled(browser.get(address(meeting)).content.decode())
    typed = {**form, **row(key, "decision", "The shoot moves to 10 March 2026", job=str(job.pk)), "change": key}
    done = browser.post(address(meeting, "contact_report_change"), typed)
    assert done.url == f"{address(meeting)}#item-{key}"
    change = Change.objects.get()
    assert "2026-03-10" in str(change.wanted), "what was typed counts, saved with it"
    page = browser.get(address(meeting)).content.decode()
    assert "Change form, draft" in page and reverse("change", args=[change.pk]) in page
    assert f'name="change" value="{key}"' not in page, "the button is gone"
    form = filled(page)
    again = browser.post(
        address(meeting, "contact_report_change"),
        {**form, **row(key, "decision", "The shoot moves to 10 March 2026", job=str(job.pk)), "change": key},
    )
    assert again.status_code == 303 and Change.objects.count() == 1


def test_b2_by_a_button_after_it_was_issued_and_the_report_shows_how_the_form_stands(world: World, job: Job):
    item, _talk = said(world, job, ("decision", "The shoot moves to 9 March 2026"), ("discussion", "We talked"))
    browser, there = enter(world.ae_alder), reverse("report", args=[item.report_id])
    button = reverse("report_change", args=[item.report_id, item.key])
    page = browser.get(there).content.decode()
    assert page.count("Put it on a change form") == 1 and button in page
    made = browser.post(button)
    change = Change.objects.get()
    assert made.url == reverse("change", args=[change.pk])
    form = browser.get(made.url).content.decode()
    assert "Contact report 1" in form and f"{there}#item-{item.key}" in form, "it names its source"
    assert browser.post(button).url == made.url and Change.objects.count() == 1
    assert "Change form, draft" in browser.get(there).content.decode()
    submit_change(by=world.ae_alder, change=change)
    assert "Change 1, not acknowledged" in browser.get(there).content.decode()
    for routing in change.form.routings.all():
        acknowledge_form(by=routing.person, routing=routing)
    page = browser.get(there).content.decode()
    assert "Change 1, acknowledged" in page and button not in page


def test_b2_a_correction_keeps_an_item_on_its_form(world: World, job: Job):
    (item,) = said(world, job, ("decision", "Blue"))
    draft_of_item(by=world.ae_alder, item=item)
    begin_correction(by=world.ae_alder, report=item.report, because="A word was wrong")
    page = enter(world.ae_alder).get(address(item.report.meeting)).content.decode()
    assert "Change form, draft" in page


def test_s02_nobody_else_drafts_one(world: World, job: Job):
    (item,) = said(world, job, ("decision", "Blue"))
    button = reverse("report_change", args=[item.report_id, item.key])
    assert enter(world.ae_birch).post(button).status_code == 404
    assert enter(world.ae_alder).get(button).status_code == 405
    assert not Change.objects.exists()
