"""K3: a delivery is sent again once, whoever clicks; a webhook goes on without its maker, and nothing without it."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from herringbone.core import clock
from herringbone.desk.actions import webhooks as actions
from herringbone.desk.models import Delivery
from herringbone.desk.tests.test_k3_webhooks import MINUTE, SECRET, happen, send
from herringbone.desk.webhooks.noting import note_deliveries
from herringbone.people.actions import deactivate_person, give_role
from herringbone.people.models import Role
from herringbone.record.action import Refused
from herringbone.record.models import Effect, Event
from tests.world import HOUR, MONDAY


@pytest.fixture
def webhook(world, receiver):
    return begun(world, receiver)


def begun(world, receiver):
    note_deliveries()
    return actions.make_webhook(by=world.admin, address=receiver.address, kinds=["task.made"], secret=SECRET)


def test_k3_a_page_loaded_before_the_last_sending_sends_again(world, webhook, receiver):
    happen(world)
    send()
    seen = [Delivery.objects.get(), Delivery.objects.get()]
    for hour, delivery in enumerate(seen, start=1):
        with clock.clock_at(MONDAY + hour * HOUR):
            sent = actions.send_delivery_again(by=world.admin, delivery=delivery)
            assert sent.runs == 1 + hour
            with pytest.raises(Refused, match="on its way"):
                actions.send_delivery_again(by=world.admin, delivery=seen[-1])
        send(MONDAY + hour * HOUR + MINUTE)
    assert len(receiver.got) == 3
    assert Delivery.objects.get().runs == Effect.objects.filter(kind="webhook").count() == 3
    told = Event.objects.filter(verb="delivery sent again").order_by("pk")
    assert [one.particulars["run"] for one in told] == [2, 3]


def test_k3_two_who_click_at_once_send_it_again_once(shared_world, receiver):
    begun(shared_world, receiver)
    happen(shared_world)
    send()
    start, refused = Barrier(2), []

    def click():
        delivery = Delivery.objects.get()
        start.wait()
        with clock.clock_at(MONDAY + HOUR):
            try:
                actions.send_delivery_again(by=shared_world.admin, delivery=delivery)
            except Refused as reason:
                refused.append(str(reason))
        connection.close()

    clicks = [Thread(target=click) for _ in range(2)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()
    assert refused == ["That is on its way"]
    assert Delivery.objects.get().runs == 2
    assert Effect.objects.filter(kind="webhook").count() == 2


def test_k3_a_webhook_is_the_agencys_and_goes_on_when_whoever_made_it_has_left(world, webhook, receiver):
    give_role(by=world.head, person=world.traffic, client=None, kind=Role.Kind.ADMINISTRATOR)
    happen(world)
    deactivate_person(by=world.head, person=world.admin)
    send()
    assert len(receiver.got) == 1
    actions.end_webhook(by=world.traffic, webhook=webhook)
    happen(world, MONDAY + HOUR)
    send(MONDAY + HOUR + MINUTE)
    assert len(receiver.got) == 1


def test_k3_what_waits_when_a_webhook_ends_is_not_sent(world, webhook, receiver):
    happen(world)
    actions.end_webhook(by=world.admin, webhook=webhook)
    send()
    assert receiver.got == []
    assert Effect.objects.get(kind="webhook").state == Effect.State.DROPPED
