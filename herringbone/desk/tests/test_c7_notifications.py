"""C7: people are told once, in the app and by one mail for a burst; nobody hears of a client behind a wall."""

import re

import pytest
from django.core import mail

from herringbone.clients.actions import post
from herringbone.core import clock
from herringbone.desk.actions import nudge
from herringbone.desk.models import Digest, Notification
from herringbone.desk.notices.collecting import collect, start_from_here
from herringbone.desk.notices.digests import make_digests
from herringbone.desk.tests.builders import a_task
from herringbone.meetings.tests.builders import a_meeting
from herringbone.people.actions import give_role
from herringbone.people.models import Role
from herringbone.record.effects import sending
from herringbone.record.models import Duty, Effect
from herringbone.work.actions import make_task
from herringbone.work.tests.builders import a_job, days
from tests.world import DAY, HOUR, MONDAY, canary


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


def test_c7_a_notice_names_the_job_or_the_duty_that_it_is_about(world, client):
    start_from_here()
    job = a_job(world, name="Trail map", departments=[world.departments["creative"]])
    make_task(by=world.ae_alder, client=world.alder, title="Sends the cut", owner=world.dept, due=days(2), job=job)
    make_task(by=world.ae_alder, client=world.alder, title="Calls back", owner=world.dept, due=days(2))
    post(by=world.ae_alder, subject=job, text="Look", mentions=[world.dept])
    meeting = a_meeting(world, topic="Weekly call")
    post(by=world.ae_alder, subject=meeting, text="Look", mentions=[world.dept])
    collect()
    client.force_login(world.dept)
    page = client.get("/notifications/").content.decode()
    words = re.findall(r'<button class="button"[^>]*>(Ann[^<]*)</button>', page)
    name = world.alder.name
    assert words == [
        f"Ann Alder mentioned you in a conversation about {name}: Weekly call",
        f"Ann Alder mentioned you in a conversation about {name}: {job.number} Trail map",
        f"Ann Alder gave you a task for {name}",
        f"Ann Alder gave you a task for {name}: {job.number} Trail map",
        f"Ann Alder submitted a form for {name} that you are to acknowledge: {job.number} Trail map",
    ]


def test_c7_a_duty_that_is_asked_about_is_named(world, client):
    start_from_here()
    a_meeting(world)
    with clock.clock_at(MONDAY + 5 * DAY):
        duty = Duty.objects.get(kind="contact_report")
        nudge(by=world.sup_alder, duty=duty, to=world.ae_alder)
        collect()
        client.force_login(world.ae_alder)
        page = client.get("/notifications/").content.decode()
    assert f"asks about something you owe {world.alder.name}: Issue the contact report" in page


def test_s01_another_persons_notification_does_not_exist(told, client):
    collect()
    client.force_login(told.ae_birch)
    assert client.get(f"/notifications/{Notification.objects.first().pk}/").status_code == 404


def test_c7_a_new_role_is_told_to_whoever_gets_it(world):
    start_from_here()
    give_role(by=world.head, person=world.bizdev, client=world.cedar, kind=Role.Kind.PLANNER)
    collect()
    assert Notification.objects.get().person == world.bizdev
