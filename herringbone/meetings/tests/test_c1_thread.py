"""How a meeting that is planned reads in the client's thread."""

from datetime import UTC, datetime

from django.utils import timezone, translation

from herringbone.core import clock
from herringbone.meetings.actions import change_meeting, withdraw_meeting
from herringbone.meetings.tests.builders import a_meeting
from herringbone.record.models import ThreadEntry
from herringbone.record.wording import words_of
from tests.world import DAY, HOUR, MONDAY, World

STARTS, ENDS = (datetime(2026, 12, 9, hour, tzinfo=UTC) for hour in (15, 16))


def test_c1_a_meeting_elsewhere_is_told_by_the_clock_of_where_it_is_held(world: World) -> None:
    meeting = a_meeting(world, starts=STARTS, ends=ENDS)
    entry = ThreadEntry.objects.get(client=world.alder, facts__meeting=meeting.pk)
    with translation.override("en"):
        with timezone.override("America/New_York"):
            assert words_of(entry).body.startswith("Wed 9 Dec 10:00, with")
        with timezone.override("Europe/Rome"):
            assert words_of(entry).body.startswith("Wed 9 Dec 10:00, New York time, with")
            del entry.facts["zone"], entry.facts["office"]  # as it was kept at first
            assert words_of(entry).body.startswith("Wed 9 Dec 16:00, with")


def test_c1_a_meeting_that_is_changed_and_called_off_is_said_to_be_so_once(world: World) -> None:
    meeting = a_meeting(world, topic="Review", starts=MONDAY + 2 * DAY, ends=MONDAY + 2 * DAY + HOUR, place="Room 2")
    with clock.clock_at(MONDAY + HOUR):
        change_meeting(by=world.ae_alder, meeting=meeting, starts=MONDAY + 3 * DAY, ends=MONDAY + 3 * DAY + HOUR)
    with clock.clock_at(MONDAY + DAY), translation.override("en"), timezone.override("America/New_York"):
        withdraw_meeting(by=world.ae_alder, meeting=meeting)
        told = [(one.at, words_of(one)) for one in ThreadEntry.objects.filter(client=world.alder).order_by("at")]
        titles = [(at, words.title) for at, words in told]
    assert titles == [(MONDAY, "Planned: Review"), (MONDAY + DAY, "Called off: Review")]
    assert told[0][1].body.startswith("Thu 5 Mar 09:00, with")
