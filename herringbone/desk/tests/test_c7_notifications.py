"""C7: people are told once, in the app and by one mail for a burst; nobody hears of a client behind a wall."""

import pytest
from django.core import mail

from herringbone.core import clock
from herringbone.desk.models import Digest, Notification
from herringbone.desk.notices.collecting import collect, start_from_here
from herringbone.desk.notices.digests import make_digests
from herringbone.desk.tests.builders import a_task
from herringbone.people.actions import give_role
from herringbone.people.models import Role
from herringbone.record.effects import sending
from herringbone.record.models import Effect
from tests.world import HOUR, MONDAY, canary


@pytest.fixture
def told(world):
    start_from_here()
    a_task(world, canary("alder", "task"), world.dept, MONDAY + HOUR)
    a_task(world, "Another", world.dept, MONDAY + HOUR)
    return world


def test_c7_each_event_is_told_once_however_often_the_stream_is_read(told):
    assert collect() == 2
    assert collect() == 0
    assert set(Notification.objects.values_list("person", "why")) == {(told.dept.pk, "task made")}


def test_c7_nobody_is_told_of_their_own_deed(world):
    start_from_here()
    a_task(world, "My own", world.ae_alder, MONDAY + HOUR)
    assert collect() == 0


def test_c7_a_burst_makes_one_mail_and_never_a_second(told, settings):
    collect()
    assert make_digests() == 0  # the burst may go on
    with clock.clock_at(MONDAY + HOUR):
        assert make_digests() == 1
        assert make_digests() == 0
        assert sending.send_due() == 1
        assert sending.send_due() == 0
    (letter,) = mail.outbox
    assert letter.to == [f"Dee Dept <{told.dept.email}>"] or told.dept.email in letter.to[0]
    assert letter.subject == "2 things concern you"
    assert letter.body.count(f"{settings.BASE_URL}/notifications/") == 2
    assert canary("alder", "task") not in letter.body  # what it is about stands behind the door


def test_c7_what_was_read_in_the_app_is_not_mailed(told):
    collect()
    with clock.clock_at(MONDAY + HOUR):
        make_digests()
        Notification.objects.update(read=clock.now())
        sending.send_due()
    assert mail.outbox == []
    assert Effect.objects.get().state == Effect.State.DROPPED


def test_c7_who_lost_sight_of_a_client_hears_nothing_more_of_it(told):
    collect()
    with clock.clock_at(MONDAY + HOUR):
        make_digests()
        Role.objects.filter(person=told.dept).delete()
        sending.send_due()
    assert mail.outbox == []


def test_c7_a_mail_that_failed_is_kept_and_the_page_still_tells(told, client):
    collect()
    with clock.clock_at(MONDAY + HOUR):
        make_digests()
    assert Digest.objects.count() == 1
    client.force_login(told.dept)
    page = client.get("/notifications/").content.decode()
    assert page.count("gave you a task") == 2
    first = Notification.objects.order_by("pk").first()
    assert client.get(f"/notifications/{first.pk}/").status_code == 302
    first.refresh_from_db()
    assert first.read is None  # a mail scanner that opens the link reads nothing
    client.post(f"/notifications/{first.pk}/")
    first.refresh_from_db()
    assert first.read is not None


def test_s01_another_persons_notification_does_not_exist(told, client):
    collect()
    client.force_login(told.ae_birch)
    assert client.get(f"/notifications/{Notification.objects.first().pk}/").status_code == 404


def test_c7_a_new_role_is_told_to_whoever_gets_it(world):
    start_from_here()
    give_role(by=world.head, person=world.bizdev, client=world.cedar, kind=Role.Kind.PLANNER)
    collect()
    assert Notification.objects.get().person == world.bizdev
