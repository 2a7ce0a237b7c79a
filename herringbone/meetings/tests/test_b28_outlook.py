"""B28: what Outlook writes comes in at the right moment, and a whole day goes out again as one."""

from datetime import UTC, date, datetime, time

import pytest
from icalendar import Calendar

from herringbone.clients.importing import run
from herringbone.meetings.models import Meeting
from herringbone.meetings.tests.test_k3_feeds import a_feed, fetch
from tests.shared_data import FOLDER
from tests.world import DAY, World

FILES = FOLDER / "cases" / "files"
needs_files = pytest.mark.skipif(not FILES.is_dir(), reason="NOT TESTED: the cases' files are not there")


def brought(name: str, world: World) -> dict[str, Meeting]:
    assert run(["meetings", str(FILES / name), "--client", world.alder.name]) == 0
    return {one.topic: one for one in Meeting.objects.select_related("office")}


@needs_files
def test_b28_a_zone_that_the_file_defines_is_read_as_the_file_defines_it(world):
    shoot = brought("outlook-custom-timezone.ics", world)["Shoot day, studio B"]
    assert (shoot.starts, shoot.ends) == (
        datetime(2026, 6, 8, 7, tzinfo=UTC),
        datetime(2026, 6, 8, 15, tzinfo=UTC),
    )


@needs_files
def test_b28_a_windows_name_is_a_zone_and_whole_days_stay_whole_days(world):
    found = brought("windows-zone-and-all-day.ics", world)
    lunch, fair = found["Lunch with the client"], found["Trade fair"]
    assert (lunch.starts, lunch.ends) == (
        datetime(2026, 9, 17, 11, tzinfo=UTC),
        datetime(2026, 9, 17, 12, tzinfo=UTC),
    )
    days = [fair.office.local(moment) for moment in (fair.starts, fair.ends)]
    assert [(day.date(), day.time()) for day in days] == [(date(2026, 8, 14), time()), (date(2026, 8, 17), time())]
    assert fair.ends - fair.starts == 3 * DAY
    _, address = a_feed(world.ae_alder, client=world.alder)
    written = Calendar.from_ical(fetch(address).content)
    event = next(one for one in written.events if one["uid"] == fair.uid)
    assert b"DTEND;VALUE=DATE:20260817" in event.to_ical() and b"DTSTART;VALUE=DATE:20260814" in event.to_ical()
