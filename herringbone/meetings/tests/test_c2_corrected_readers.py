"""C2: a correction goes to those who got the version before; who is new is asked about, who was taken off is shown."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from herringbone.meetings.actions import (
    begin_correction,
    change_distribution,
    issue_contact_report,
    note_attendance,
    save_items,
)
from herringbone.meetings.models import Attendee, ContactReport, Issue
from herringbone.meetings.queries.distribution import distribution
from herringbone.meetings.tests.builders import a_draft, again
from herringbone.meetings.tests.test_c2_writing_page import address
from herringbone.people.models import Person, Role
from tests.world import World


def names(report: ContactReport) -> set[str]:
    return {one.who.name for one in distribution(report).readers}


def left_out(report: ContactReport) -> dict[str, str]:
    return {one.who.name: one.why for one in distribution(report).left_out}


@pytest.fixture
def issued(world: World) -> Issue:
    """A report that Sam, the supervisor, was taken off; its correction is begun."""
    report = a_draft(world)
    change_distribution(by=world.ae_alder, report=report, person=world.sup_alder, added=False)
    issue = issue_contact_report(by=world.ae_alder, report=report)
    begin_correction(by=world.ae_alder, report=report)
    return issue


def given_the_account(world: World, person: Person) -> None:
    """Somebody who has a reason to get the report since it was issued."""
    Role.objects.filter(client=world.alder, kind=Role.Kind.DIRECTOR).update(person=person)


def test_c2_a_correction_puts_nobody_on_unasked(world: World, client: Browser, issued: Issue) -> None:
    given_the_account(world, world.coord_alder)
    assert world.coord_alder.name not in names(issued.report)
    assert left_out(issued.report)[world.coord_alder.name] == "Did not get version 1"
    client.force_login(world.ae_alder)
    html = client.get(address(issued.report.meeting)).content.decode()
    assert f'Put on<span class="unseen">: {world.coord_alder.name}' in html
    change_distribution(by=world.ae_alder, report=issued.report, person=world.coord_alder, added=True)
    assert world.coord_alder.name in names(issued.report), "one click is asked"


def test_c2_a_correction_goes_to_everybody_who_got_the_version_before(world: World, issued: Issue) -> None:
    given_the_account(world, world.coord_alder)
    assert world.director.name in names(issued.report), "though she leads the account no more"
    why = {one.who.name: one.why for one in distribution(issued.report).readers}
    assert why[world.director.name] == "Got version 1"
    change_distribution(by=world.ae_alder, report=issued.report, person=world.director, added=False)
    assert world.director.name not in names(issued.report)


def test_c2_who_was_taken_off_stays_off_through_a_correction(world: World, issued: Issue) -> None:
    assert left_out(issued.report)[world.sup_alder.name] == f"Taken off by {world.ae_alder.name}"
    save_items(by=world.ae_alder, report=issued.report, items=again(issued, decision="As Pat says"))
    second = issue_contact_report(by=world.ae_alder, report=issued.report)
    assert not second.readers.filter(person=world.sup_alder).exists()


def test_c2_who_was_there_after_all_gets_the_correction(world: World, issued: Issue) -> None:
    note_attendance(by=world.ae_alder, meeting=issued.report.meeting, absent={}, came=[world.planner_alder])
    assert Attendee.objects.filter(person=world.planner_alder).exists()
    assert world.planner_alder.name in names(issued.report)


def test_c2_an_issued_report_shows_who_was_taken_off(world: World, client: Browser, issued: Issue) -> None:
    client.force_login(world.ae_alder)
    page = client.get(reverse("report", args=[issued.report_id])).content.decode()
    part = page.split("Does not go to")[1].split("</section>")[0]
    assert world.sup_alder.name in part and f"Taken off by {world.ae_alder.name}" in part
