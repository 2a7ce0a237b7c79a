"""What somebody who leaves hands over of meetings."""

from herringbone.core import clock
from herringbone.meetings.handover import reports
from herringbone.meetings.tests.builders import a_meeting
from tests.world import DAY, HOUR, World


def test_i1_reports_of_one_series_are_told_apart_by_their_days(world: World):
    for later in (0, 7):
        starts = clock.now() + later * DAY
        a_meeting(world, topic="Status call", starts=starts, ends=starts + HOUR)
    said = [one.what for one in reports(world.ae_alder)]
    assert [one.rpartition(", ")[2] for one in said] == ["Mon 2 Mar", "Mon 9 Mar"]
