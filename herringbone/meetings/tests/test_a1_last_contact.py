"""A1: the last contact with a client is the last one that took place, and every page says the same."""

from datetime import datetime, timedelta

from herringbone.clients.actions import receive_message
from herringbone.clients.models import Client
from herringbone.clients.queries.client_list import with_figures
from herringbone.core import clock
from herringbone.desk.queries.accounts import accounts_led
from herringbone.meetings.actions import log_call, note_attendance, withdraw_meeting
from herringbone.meetings.queries.relations import relation_map
from herringbone.meetings.tests.builders import a_meeting
from herringbone.people.rules import standing
from herringbone.work.tests.builders import a_job
from tests.world import DAY, HOUR, MONDAY, World


def last(world: World, at: datetime) -> datetime | None:
    """What the list and the page say of Alder, which is the same; and the desk's ledger of Pat, who decides there and
    is at everything in these tests."""
    with clock.clock_at(at):
        here = standing(world.director)
        found = with_figures(Client.objects.filter(pk=world.alder.pk), here, at).get().last_contact  # type: ignore[attr-defined]
        groups, _totals = accounts_led(here, at)
    (account,) = [one for group in groups for one in group.accounts if one.code == world.alder.code]
    assert account.last_spoken == found
    return found  # type: ignore[no-any-return]


def test_a1_a_meeting_that_is_called_off_and_a_call_that_is_taken_back_are_no_contact(world: World) -> None:
    a_meeting(world)  # ended just now
    with clock.clock_at(MONDAY + DAY):
        planned = a_meeting(world, starts=MONDAY + 2 * DAY, ends=MONDAY + 2 * DAY + HOUR)
        mistaken = log_call(by=world.ae_alder, contact=world.pat, said="Meant for somebody else")
    assert last(world, MONDAY + DAY) == MONDAY + DAY
    with clock.clock_at(MONDAY + DAY + HOUR):
        withdraw_meeting(by=world.ae_alder, meeting=mistaken)
        withdraw_meeting(by=world.ae_alder, meeting=planned)
    assert last(world, MONDAY + 4 * DAY) == MONDAY
    with clock.clock_at(MONDAY + 4 * DAY):
        met = [row.last for row in relation_map(world.alder, "1").rows if row.contact == world.pat]
    assert met == [MONDAY]


def test_a1_work_on_a_job_is_no_contact_and_neither_is_who_did_not_come(world: World) -> None:
    a_job(world)
    meeting = a_meeting(world)
    theirs = meeting.attendees.filter(contact__isnull=False)
    note_attendance(by=world.ae_alder, meeting=meeting, absent={one.pk: "" for one in theirs})
    assert last(world, MONDAY + DAY) is None


def test_a1_a_message_is_contact(world: World) -> None:
    a_meeting(world)
    with clock.clock_at(MONDAY + DAY):
        receive_message(by=world.ae_alder, contact=world.pat, text="Where is it?")
    assert last(world, MONDAY + DAY - timedelta(minutes=1)) == MONDAY
    assert last(world, MONDAY + DAY + HOUR) == MONDAY + DAY
