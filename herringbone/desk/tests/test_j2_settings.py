"""J2: how long a duty may take is set for the agency and for each client, from a moment on; a promise made stands."""

from datetime import UTC, datetime, timedelta

import pytest

from herringbone.clients.actions import set_policy
from herringbone.core import clock
from herringbone.meetings.tests.builders import a_meeting
from herringbone.record.action import Denied, Refused
from herringbone.record.models import Duty, Policy
from tests.world import DAY, HOUR, MONDAY

Unit = Policy.Unit


def due(meeting):
    """When the contact report of a meeting is due."""
    return Duty.objects.get(kind="contact_report", subject=meeting.pk).due


def test_j2_without_a_setting_a_contact_report_has_48_clock_hours(world):
    assert due(a_meeting(world)) == MONDAY + 48 * HOUR


def test_j2_a_client_may_have_working_days_instead(world):
    set_policy(by=world.sup_alder, client=world.alder, kind="contact_report", amount=2, unit=Unit.WORKING_DAYS)
    friday = datetime(2026, 3, 6, 21, tzinfo=UTC)  # four in the afternoon in New York
    with clock.clock_at(friday):
        meeting = a_meeting(world, starts=friday - HOUR, ends=friday)
    assert due(meeting) == datetime(2026, 3, 10, 20, tzinfo=UTC)  # Tuesday at four; the clocks went forward on Sunday


def test_j2_the_clients_own_setting_goes_before_the_agencys(world):
    set_policy(by=world.head, client=None, kind="contact_report", amount=24, unit=Unit.CLOCK_HOURS)
    assert due(a_meeting(world)) == MONDAY + 24 * HOUR
    set_policy(by=world.sup_alder, client=world.alder, kind="contact_report", amount=72, unit=Unit.CLOCK_HOURS)
    with clock.clock_at(MONDAY + HOUR):
        later = a_meeting(world)
    assert due(later) == MONDAY + 73 * HOUR


def test_j2_a_promise_already_made_stands(world):
    before = a_meeting(world)
    with clock.clock_at(MONDAY + HOUR):
        set_policy(by=world.sup_alder, client=world.alder, kind="contact_report", amount=1, unit=Unit.CLOCK_HOURS)
    assert due(before) == MONDAY + 48 * HOUR


def test_j2_what_begins_after_the_setting_follows_it_even_if_planned_before(world):
    planned = a_meeting(world, starts=MONDAY + 2 * DAY, ends=MONDAY + 2 * DAY + HOUR)
    assert due(planned) == MONDAY + 4 * DAY + HOUR
    with clock.clock_at(MONDAY + DAY):
        set_policy(by=world.sup_alder, client=world.alder, kind="contact_report", amount=24, unit=Unit.CLOCK_HOURS)
    assert due(planned) == MONDAY + 3 * DAY + HOUR


def test_j2_a_setting_cannot_count_from_the_past(world):
    with pytest.raises(Refused, match="promise"):
        set_policy(
            by=world.sup_alder, client=world.alder, kind="contact_report", amount=24, unit=Unit.CLOCK_HOURS,
            begins=MONDAY - timedelta(minutes=1),
        )  # fmt: skip


@pytest.mark.parametrize("who", ["ae_alder", "coord_alder", "dept", "sup_birch", "exec", "admin"])
def test_j2_only_who_leads_the_account_sets(world, who):
    with pytest.raises(Denied):
        set_policy(by=getattr(world, who), client=world.alder, kind="contact_report", amount=24, unit=Unit.CLOCK_HOURS)
