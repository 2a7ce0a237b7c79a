"""K3: of which kinds of event a webhook is told: some that are named, or everything, also what later versions bring."""

from datetime import datetime

import pytest

from herringbone.core import clock
from herringbone.desk.actions import webhooks as actions
from herringbone.desk.models import Delivery, Webhook
from herringbone.desk.tests.builders import a_task
from herringbone.desk.webhooks.noting import note_deliveries
from herringbone.desk.webhooks.signing import new_secret
from herringbone.desk.webhooks.types import EVERY, GROUPS, TYPE_OF, TYPES, VERB_OF, group_of
from herringbone.record.models import Event
from herringbone.work.actions import hand_over_task
from herringbone.work.models import Task
from tests.forms import forms_in
from tests.world import DAY, HOUR, MONDAY, World

pytestmark = pytest.mark.thorough

MINUTE = HOUR / 60


def given(world: World, at: datetime) -> None:
    """A task is given at a moment, and deliveries are noted."""
    with clock.clock_at(at):
        a_task(world, "Draw it", world.ae_alder, at + DAY)
        note_deliveries()


def test_k3_one_told_of_everything_is_told_of_kinds_that_come_later_too(world, receiver, monkeypatch):
    given(world, MONDAY)
    with clock.clock_at(MONDAY + MINUTE):
        every = actions.make_webhook(by=world.admin, address=receiver.address, kinds=[EVERY], secret=new_secret())
        named = actions.make_webhook(by=world.admin, address=receiver.address, kinds=list(VERB_OF), secret=new_secret())
    given(world, MONDAY + HOUR)
    assert sorted(Delivery.objects.values_list("webhook", flat=True)) == [every.pk, named.pk]
    monkeypatch.setitem(VERB_OF, "task.handed_over", "task handed over")
    monkeypatch.setitem(TYPE_OF, "task handed over", "task.handed_over")
    with clock.clock_at(MONDAY + 2 * HOUR):
        hand_over_task(by=world.ae_alder, task=Task.objects.latest("pk"), to=world.sup_alder)
        note_deliveries()
        assert Delivery.objects.latest("pk").webhook_id == every.pk, "and the one that named today's kinds is not"
        assert Delivery.objects.count() == 3
        actions.send_range_again(by=world.admin, webhook=every, since=MONDAY, until=MONDAY + DAY)
    assert [one.particulars["every"] for one in Event.objects.filter(verb="webhook made").order_by("pk")] == [
        True,
        False,
    ]


def test_k3_everything_is_one_box_and_kinds_stand_in_groups(world, client, receiver):
    client.force_login(world.admin)
    new = "/administration/webhooks/new/"
    page = client.get(new).content.decode()
    assert page.count('name="kinds"') == len(TYPES) and "those that later versions bring" in page
    assert all(f"<legend>{heading}</legend>" in page for heading, _names in GROUPS)
    refused = client.post(new, {"address": receiver.address, "client": "ALD"})
    assert refused.status_code == 422 and 'id="id_kinds_error"' in refused.content.decode()
    assert 'value="ALD"' in refused.content.decode(), "nothing typed is lost"
    client.post(new, {"address": receiver.address, "every": "on", "once": "a"})
    made = Webhook.objects.get()
    assert made.kinds == [EVERY]
    page = client.get(f"/administration/webhooks/{made.pk}/").content.decode()
    assert "Everything: all kinds there are" in page
    assert "everything, later kinds too" in client.get("/administration/webhooks/").content.decode()
    change = f"/administration/webhooks/{made.pk}/edit/"
    form = next(one for one in forms_in(client.get(change).content.decode()) if "every" in one.fields)
    assert form.fields["every"].values and not form.fields["kinds"].values
    client.post(change, {"address": receiver.address, "kinds": ["task.made"]})
    made.refresh_from_db()
    assert made.kinds == ["task.made"], "and back again"


def test_k3_every_kind_has_its_group():
    assert {group_of(name) for name in VERB_OF} == set(range(len(GROUPS)))
