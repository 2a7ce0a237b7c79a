"""C2: the hour of a next step goes by one clock for each reader, and the client's edition by that of their office."""

from datetime import UTC, date, datetime, time

import pytest
from django.test import Client as Browser
from django.urls import reverse

from herringbone.core import clock
from herringbone.core.calendar import fill_calendar
from herringbone.core.models import Office
from herringbone.meetings.actions import Step, issue_contact_report, log_call
from herringbone.meetings.models import ContactReport, Item
from herringbone.meetings.tests.builders import a_draft, a_meeting, an_issue, items
from herringbone.meetings.tests.test_c2_writing_page import address, filled, row
from herringbone.work.models import Task
from tests.world import MONDAY, World, canary

NOON = datetime(2026, 3, 4, 17, tzinfo=UTC)  # Wednesday, twelve in New York and six in Milan


@pytest.fixture(autouse=True)
def the_clients_office(world: World) -> Office:
    """Alder is looked after from Milan; Ann sits in New York."""
    milan = Office.objects.create(name="Milan", zone="Europe/Rome", country="IT", opens=time(9), closes=time(18))
    fill_calendar(milan, date(2025, 1, 1), date(2027, 12, 31))
    world.alder.office = milan
    world.alder.save()
    return milan


def called(world: World, due_at: datetime = NOON) -> ContactReport:
    step = Step("send the cut", world.dept, date(2026, 3, 4), due_at)
    return log_call(by=world.ae_alder, contact=world.pat, said="the cut is late", steps=[step]).report


def test_c2_a_draft_shows_a_steps_hour_on_its_readers_clock_and_names_it(world: World, client: Browser) -> None:
    report = called(world)
    client.force_login(world.ae_alder)
    html = client.get(address(report.meeting)).content.decode()
    assert 'value="Wed 4 Mar 12:00"' in html and 'value="Wed 4 Mar 18:00"' not in html
    assert "Hours here: New York. In the client’s edition: Rome." in html, "nobody takes one for the other"


def test_c2_what_is_typed_in_a_draft_goes_by_the_clock_that_it_shows(world: World, client: Browser) -> None:
    report = called(world)
    client.force_login(world.ae_alder)
    form = filled(client.get(address(report.meeting)).content.decode())
    first, step = form["item"]
    typed = {**row(first, "discussion", "It is late"),
             **row(step, "next_step", "Send the cut", owner=f"ours-{world.dept.pk}", due="thu 20:00")}  # fmt: skip
    assert client.post(address(report.meeting), {**form, **typed}).status_code == 303
    made = Item.objects.get(kind="next_step")
    assert made.due_at == datetime(2026, 3, 6, 1, tzinfo=UTC), "Thursday evening in New York"
    assert made.due == date(2026, 3, 6), "which is Friday at the client's office"
    html = client.get(address(report.meeting)).content.decode()
    assert 'value="Thu 5 Mar 20:00"' in html, "and Thursday to whoever typed it"


def test_c2_a_step_of_a_call_is_due_on_the_day_of_the_clients_office(world: World) -> None:
    called(world, datetime(2026, 3, 5, 1, tzinfo=UTC))  # Wednesday, eight in the evening in New York
    item, task = Item.objects.get(kind="next_step"), Task.objects.get()
    assert (item.due, task.due) == (date(2026, 3, 5), date(2026, 3, 5))
    before = task.moves.count()
    issue_contact_report(by=world.ae_alder, report=item.report)
    assert Task.objects.get().moves.count() == before, "issuing moves nothing"


def test_c2_an_issued_report_shows_it_on_the_readers_clock_wherever_the_meeting_was(
    world: World, client: Browser, the_clients_office: Office
) -> None:
    meeting = a_meeting(world, office=the_clients_office)
    written = items(world)
    written[4] = type(written[4])("next_step", canary("alder", "ours"), owner=world.dept, due=NOON.date(), due_at=NOON)
    report = an_issue(world, meeting, written).report
    client.force_login(world.ae_alder)
    with clock.clock_at(MONDAY):
        inside = client.get(reverse("report", args=[report.pk])).content.decode()
        theirs = client.get(f"{reverse('report', args=[report.pk])}?edition=client").content.decode()
    assert '<span class="tag">Wed 4 Mar 12:00</span>' in inside
    assert '<span class="tag">Wed 4 Mar 18:00 (Rome)</span>' in theirs, "as the client has it, and whose clock that is"


def test_c2_a_tab_left_open_says_when_it_was_issued_on_the_readers_clock(
    world: World, client: Browser, the_clients_office: Office
) -> None:
    report = a_draft(world, a_meeting(world, office=the_clients_office))
    client.force_login(world.ae_alder)
    form = filled(client.get(address(report.meeting)).content.decode())
    issue_contact_report(by=world.ae_alder, report=report)
    typed = row(form["item"][0], "decision", "It moves")
    html = client.post(address(report.meeting), {**form, **typed}).content.decode()
    assert f"{world.ae_alder.name} issued this report today 09:00" in html, "it was 15:00 in Milan"
