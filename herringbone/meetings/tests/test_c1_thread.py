"""How a meeting that is planned reads in the client's thread."""

from datetime import UTC, datetime

from django.utils import timezone, translation

from herringbone.meetings.tests.builders import a_meeting
from herringbone.record.models import ThreadEntry
from herringbone.record.wording import words_of
from tests.world import World

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
