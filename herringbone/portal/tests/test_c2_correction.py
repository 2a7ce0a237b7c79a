"""C2: a correction reopens the client's window for what changed; the rest keeps the window that it had."""

import re

import pytest
from django.core import mail
from django.test import Client as Browser
from django.urls import reverse

from herringbone.core import clock
from herringbone.meetings.actions import begin_correction, issue_contact_report, save_items
from herringbone.meetings.models import Issue, IssuedItem, Objection
from herringbone.meetings.queries.report_page import report_page
from herringbone.meetings.tests.builders import again, an_issue
from herringbone.portal.tests.test_c2_answer import came_in, objection_at
from tests.world import DAY, MONDAY, World

TUESDAY, WEDNESDAY, THURSDAY = MONDAY + DAY, MONDAY + 2 * DAY, MONDAY + 3 * DAY
HOLDS = {"decision": WEDNESDAY, "budget": THURSDAY}  # until when each may be objected to, once the budget was corrected


@pytest.fixture
def corrected(world: World) -> Issue:
    """Issued on Monday; the budget corrected on Tuesday at the same hour."""
    first = an_issue(world)
    with clock.clock_at(TUESDAY):
        begin_correction(by=world.ae_alder, report=first.report)
        save_items(by=world.ae_alder, report=first.report, items=again(first, budget="7,500"))
        return issue_contact_report(by=world.ae_alder, report=first.report)


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_c2_each_item_of_a_correction_has_its_own_window(corrected: Issue) -> None:
    held = dict(IssuedItem.objects.filter(issue=corrected).values_list("kind", "since__closes"))
    assert {kind: held[kind] for kind in HOLDS} == HOLDS


def test_c2_whoever_corrects_reads_that_the_rest_keeps_its_deadline(world: World, client: Browser) -> None:
    first = an_issue(world)
    begin_correction(by=world.ae_alder, report=first.report)
    client.force_login(world.ae_alder)
    said = words(client.get(reverse("contact_report", args=[first.report.meeting_id])).content.decode())
    assert "The client gets a new deadline for what changes; the rest keeps the one it had." in said
    assert "object to that alone" not in said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "tell us by Thursday 5 March 2026, 09:00 (New York time); otherwise this version stands. What is not "
               "marked keeps its earlier deadline."),
        ("it", "Per i punti non segnati vale il termine precedente."),
    ],
)  # fmt: skip
def test_c2_the_clients_mail_says_it_in_their_language(world: World, client: Browser, language: str, said: str) -> None:
    world.alder.language = language
    world.alder.save()
    first = an_issue(world)
    with clock.clock_at(TUESDAY):
        begin_correction(by=world.ae_alder, report=first.report)
        save_items(by=world.ae_alder, report=first.report, items=again(first, budget="7,500"))
        issue_contact_report(by=world.ae_alder, report=first.report)
        came_in(first, client)
    letter = [one for one in mail.outbox if "pat@alder.example" in one.to[0]][-1]
    assert said in " ".join(str(letter.body).replace("\N{NO-BREAK SPACE}", " ").split())


def test_c2_the_answer_page_says_until_when_for_what_changed_and_for_the_rest(
    corrected: Issue, client: Browser
) -> None:
    with clock.clock_at(TUESDAY):
        there = came_in(corrected, client)
        said = words(client.get(there).content.decode())
    assert "For what changed: until Thursday 5 March, 09:00" in said
    assert said.count("You can object to this until tomorrow 09:00.") == 4, "the four items that did not change"


def test_c2_after_its_own_window_an_unchanged_item_is_late_and_a_changed_one_is_not(
    corrected: Issue, client: Browser
) -> None:
    with clock.clock_at(WEDNESDAY + DAY / 2):
        there = came_in(corrected, client)
        said = words(client.get(there).content.decode())
        assert "The time to object to this ended today 09:00." in said
        for kind in HOLDS:
            assert client.post(objection_at(corrected, there, kind), {"should": "Not so"}).status_code == 303
    page = report_page(corrected.report, None, "inside", THURSDAY)
    assert page
    late = {one.item_key for one in Objection.objects.filter(pk__in=page.late)}
    assert late == {IssuedItem.objects.get(issue=corrected, kind="decision").key}


def test_c2_the_report_shows_the_agency_which_window_each_item_has(
    world: World, corrected: Issue, client: Browser
) -> None:
    client.force_login(world.ae_alder)
    with clock.clock_at(TUESDAY):
        said = words(client.get(reverse("report", args=[corrected.report_id])).content.decode())
    assert "The client can object to what changed until Thu 5 Mar 09:00; then it stands." in said
    assert said.count("window until tomorrow 09:00") == 4
