"""B13: what a job's bag says of its meetings."""

from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from herringbone.meetings.bag import of_job
from herringbone.meetings.tests.builders import a_meeting
from herringbone.work.tests.builders import a_job
from tests.world import World

pytestmark = pytest.mark.django_db


def test_b13_a_meeting_stands_with_the_hour_of_the_place_where_it_is_held(world: World) -> None:
    job = a_job(world)
    meeting = a_meeting(world, job=job)
    with timezone.override(ZoneInfo("Asia/Tokyo")):
        told = next(iter(of_job(job, world.ae_alder))).make().decode()
    hour = world.office.local(meeting.starts).strftime("%H:%M")
    assert f"{hour}, {world.office} time  {meeting.topic}" in told
