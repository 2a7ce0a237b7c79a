"""C7, A2: the office says what day it is: in New York’s evening and Sydney’s morning UTC has another."""

from datetime import UTC, date, datetime

import pytest

from herringbone.clients.actions import note_departure, receive_message
from herringbone.core import clock
from herringbone.core.models import Office
from herringbone.desk.models import Notification
from herringbone.desk.notices.collecting import collect
from herringbone.people.actions import give_role
from herringbone.people.models import Role
from herringbone.record.action import Refused

EVENING = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)  # nine in the evening of Monday 2 March in New York


def test_c7_on_the_last_evening_the_point_person_of_that_day_is_told(world):
    give_role(
        by=world.head, person=world.coord_alder, client=world.alder, kind=Role.Kind.POINT, starts=date(2026, 3, 3)
    )
    with clock.clock_at(EVENING):
        message = receive_message(by=world.sup_alder, contact=world.pat, text="Is it ready?", via="mail")
        collect()
    told = Notification.objects.filter(event__subject_id=message.pk, why="client message received"[:20])
    assert set(told.values_list("person", flat=True)) == {world.ae_alder.pk}, "supervisor wrote it down"


def test_a2_in_the_morning_of_sydney_somebody_may_have_left_today(world):
    Office.objects.filter(pk=world.office.pk).update(zone="Australia/Sydney")
    world.ae_alder.office.refresh_from_db()
    morning = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)  # 9:30 on Tuesday the third
    with clock.clock_at(morning):
        with pytest.raises(Refused):
            note_departure(by=world.ae_alder, contact=world.quinn, on=date(2026, 3, 4))
        assert note_departure(by=world.ae_alder, contact=world.quinn, on=date(2026, 3, 3)).left == date(2026, 3, 3)
    Office.objects.filter(pk=world.office.pk).update(zone="America/New_York")
