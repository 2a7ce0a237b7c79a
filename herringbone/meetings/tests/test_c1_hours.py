"""C1: the hours of a meeting, as people type them and as they are told."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from herringbone.core import clock
from herringbone.core.models import Office
from herringbone.core.typed import read_hour
from herringbone.meetings.models import Meeting
from herringbone.meetings.templatetags.meetings import meeting_moment


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("10", time(10)), ("9", time(9)), ("0", time()), ("10:30", time(10, 30)), ("9.05", time(9, 5)),
        ("1030", time(10, 30)), ("930", time(9, 30)), ("0930", time(9, 30)), ("14h30", time(14, 30)), 
        ("14h", time(14)),        (" 10 : 30 ", time(10, 30)), ("9am", time(9)), ("12am", time()), ("12 pm", time(12)), 
        ("2:30 p.m.", time(14, 30)),
        ("24:00", None), ("10:60", None), ("13pm", None), ("0am", None), ("103", time(1, 3)), ("1", time(1)),
        ("ten", None), ("10:3", None), ("10-11", None), ("12345", None), ("-1", None), ("٣", None), ("", None),
    ],
)  # fmt: skip
def test_c1_an_hour_is_read_as_it_is_meant_or_not_at_all(typed: str, meant: time | None):
    assert read_hour(typed) == meant


@pytest.mark.parametrize(("zone", "told"), [("Europe/Rome", ""), ("America/New_York", ", Milan time")])
def test_c1_a_meeting_is_told_by_the_clock_of_where_it_is_held(zone: str, told: str):
    milan = Office(name="Milan", zone="Europe/Rome")
    meeting = Meeting(starts=datetime(2026, 11, 20, 15, 30, tzinfo=UTC), office=milan)
    with clock.clock_at(datetime(2026, 11, 1, tzinfo=UTC)), timezone.override(ZoneInfo(zone)):
        assert meeting_moment(meeting) == f"Fri 20 Nov 16:30{told}"
