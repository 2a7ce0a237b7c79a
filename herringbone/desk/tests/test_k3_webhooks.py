"""K3: other programs are told what happens, signed, at least once, and the truth about each try is kept."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from herringbone.core import clock
from herringbone.desk.actions import webhooks as actions
from herringbone.desk.models import Attempt, Delivery, Notification, Webhook
from herringbone.desk.notices.collecting import collect
from herringbone.desk.notices.tasks import tell_programs
from herringbone.desk.tests.builders import a_task
from herringbone.desk.webhooks import payload
from herringbone.desk.webhooks.noting import note_deliveries
from herringbone.desk.webhooks.signing import new_secret, signed
from herringbone.desk.webhooks.types import TYPE_OF, TYPES
from herringbone.people.door.sealing import unseal
from herringbone.record.action import Denied, Refused
from herringbone.record.effects import sending
from herringbone.record.effects.declare import WEB
from herringbone.record.effects.tasks import send_over_the_web
from herringbone.record.models import Effect, Event
from tests.crawling import browser_of
from tests.many import NEW, more
from tests.test_s42_one_event import all_verbs
from tests.world import DAY, HOUR, MONDAY

pytestmark = pytest.mark.thorough

MINUTE = timedelta(minutes=1)
SECRET = new_secret()


@pytest.fixture
def webhook(world, receiver):
    note_deliveries()  # nobody is told yet: what happened so far is passed over
    return actions.make_webhook(by=world.admin, address=receiver.address, kinds=["task.made"], secret=SECRET)


def happen(world, at=MONDAY + MINUTE, client=None):
    """A task is given at a moment, and deliveries are noted."""
    with clock.clock_at(at):
        a_task(world, "Draw it", world.ae_alder, at + DAY, client=client)
        note_deliveries()


def send(at=MONDAY + 2 * MINUTE):
    """What is due then goes out; gives how many were tried."""
    tried = 0
    with clock.clock_at(at):
        sending.sweep()
        while count := sending.send_due(way=WEB):
            tried += count
    return tried


def verified(headers, body, secret):
    """As the administrator's guide has it."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    return any(hmac.compare_digest(expected, one) for one in headers["webhook-signature"].split())


def test_k3_every_kind_of_event_is_one_of_an_action():
    assert set(TYPE_OF) <= set(all_verbs())
    assert len({name for name, *_ in TYPES}) == len(TYPES)


def test_k3_a_delivery_is_signed_and_says_what_happened(world, webhook, receiver):
    happen(world)
    assert send() == 1
    ((_, headers, body),) = receiver.got
    event = Event.objects.filter(verb="task made").get()
    assert verified(headers, body, SECRET)
    assert not verified(headers, body + b" ", SECRET)
    assert not verified(headers | {"webhook-timestamp": "1"}, body, SECRET)
    assert headers["webhook-id"] == f"evt_{event.pk}"
    assert headers["webhook-timestamp"] == str(int((MONDAY + 2 * MINUTE).timestamp()))
    assert headers["content-type"] == "application/json"
    told = json.loads(body)
    assert told["version"] == 1
    assert (told["type"], told["id"], told["timestamp"]) == ("task.made", f"evt_{event.pk}", "2026-03-02T14:01:00Z")
    assert told["data"]["client"] == world.alder.pk
    assert told["data"]["subject"] == {"kind": "work.Task", "id": event.subject_id}
    attempt = Attempt.objects.get()
    assert (attempt.outcome, attempt.status) == ("taken", 200)


def test_k3_the_signature_is_the_one_of_the_specification():
    """The example that the libraries of Standard Webhooks are tested with."""
    at = datetime.fromtimestamp(1614265330, UTC)
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    headers = signed("msg_p5jXN8AQM9LWM0D4loKWxJek", at, b'{"test": 2432232314}', [secret])
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_k3_s09_no_text_of_people_leaves_for_any_event(filled):
    bodies = [payload.of_event(event).decode() for event in Event.objects.filter(verb__in=TYPE_OF)]
    assert len(bodies) > 50
    assert [body for body in bodies if "CANARY" in body or "@" in body] == []


def test_k3_only_what_was_asked_for_and_only_since_then(world, receiver):
    happen(world, MONDAY)
    with clock.clock_at(MONDAY + MINUTE):
        actions.make_webhook(
            by=world.admin, address=receiver.address, kinds=["task.made"], secret=SECRET, client=world.cedar
        )
        actions.make_webhook(by=world.admin, address=receiver.address, kinds=["job.opened"], secret=SECRET)
    happen(world, MONDAY + HOUR)
    assert not Delivery.objects.exists()
    happen(world, MONDAY + HOUR, client=world.cedar)
    assert Delivery.objects.count() == 1


def test_k3_each_event_is_noted_once_however_often_the_stream_is_read(world, webhook):
    happen(world)
    assert [note_deliveries(), note_deliveries()] == [0, 0]
    assert Effect.objects.filter(kind="webhook").count() == 1


def test_k3_what_is_not_taken_is_tried_with_growing_pauses_for_three_days(world, webhook, receiver):
    receiver.status = 500
    happen(world)
    pauses, moment = [], MONDAY + 2 * MINUTE
    while send(moment):
        effect = Effect.objects.get(kind="webhook")
        pauses.append(round((effect.next_at - moment) / MINUTE))
        moment = effect.next_at
    assert pauses[:6] == [1, 5, 30, 120, 360, 720]
    assert Effect.objects.get(kind="webhook").state == Effect.State.TOO_OLD
    assert moment - MONDAY < 4 * DAY
    assert set(Attempt.objects.values_list("outcome", "status")) == {("refused", 500)}
    assert len({headers["webhook-id"] for _, headers, _ in receiver.got}) == 1, "the same id each time"


def test_k3_an_unknown_outcome_is_kept_as_such_and_sent_again_under_the_same_id(world, webhook, receiver):
    receiver.raw = list
    happen(world)
    send()
    receiver.raw = None
    send(MONDAY + 10 * MINUTE)
    assert list(Attempt.objects.order_by("pk").values_list("outcome", flat=True)) == ["unknown", "taken"]
    assert len({headers["webhook-id"] for _, headers, _ in receiver.got}) == 1


def test_k3_s45_a_process_that_died_while_sending_leaves_it_to_another(world, webhook, receiver):
    happen(world)
    with clock.clock_at(MONDAY + 2 * MINUTE):
        assert sending.claim(Effect.objects.get(kind="webhook"))
    assert send(MONDAY + HOUR) == 1
    assert len(receiver.got) == 1


def test_k3_a_redirect_is_no_success(world, webhook, receiver):
    receiver.status, receiver.headers = 302, {"Location": receiver.address}
    happen(world)
    send()
    assert Attempt.objects.get().status == 302
    assert len(receiver.got) == 1


def test_k3_s33_an_address_that_lies_inside_by_now_is_not_asked(world, webhook, receiver, settings):
    settings.LOCAL_ADDRESSES = frozenset()
    happen(world)
    send()
    assert receiver.got == []
    assert Attempt.objects.get().reason == "an address that is not asked"


def test_k3_a_receiver_that_hangs_holds_up_its_own_deliveries_alone(world, webhook, receiver, monkeypatch):
    other = actions.make_webhook(by=world.admin, address=receiver.address, kinds=["task.made"], secret=SECRET)
    Webhook.objects.filter(pk=webhook.pk).update(address="http://127.0.0.1:1/")
    for _ in range(3):
        happen(world)
    with clock.clock_at(MONDAY + 2 * MINUTE):
        send_over_the_web.func()
    assert Attempt.objects.filter(delivery__webhook=webhook).count() == 1
    assert Attempt.objects.filter(delivery__webhook=other, outcome="taken").count() == 3


def test_k3_who_takes_nothing_for_three_days_is_stopped_and_administrators_are_told(world, webhook, receiver):
    receiver.status = 503
    happen(world)
    send()
    with clock.clock_at(MONDAY + 4 * DAY):
        tell_programs.func()
        webhook.refresh_from_db()
        assert webhook.stopped
        stopped = Event.objects.get(verb="webhook stopped")
        assert (stopped.by, stopped.contact) == (None, None)
        collect()
        told = Notification.objects.get(event=stopped)
        assert told.person == world.admin
        happen(world, MONDAY + 4 * DAY)
    assert Delivery.objects.count() == 1, "nothing more is noted for it"


def test_k3_who_says_gone_is_stopped_at_once(world, webhook, receiver):
    receiver.status = 410
    happen(world)
    send()
    with clock.clock_at(MONDAY + 3 * MINUTE):
        tell_programs.func()
    webhook.refresh_from_db()
    assert webhook.stopped
    with clock.clock_at(MONDAY + HOUR):
        actions.start_webhook(by=world.admin, webhook=webhook)
        tell_programs.func()
    webhook.refresh_from_db()
    assert webhook.is_told, "an old answer does not stop it again"


def test_k3_one_success_makes_it_well(world, webhook, receiver):
    receiver.status = 503
    happen(world)
    send()
    webhook.refresh_from_db()
    assert webhook.failing_since
    receiver.status = 204
    send(MONDAY + HOUR)
    webhook.refresh_from_db()
    assert webhook.failing_since is None


def test_k3_one_delivery_or_a_range_is_sent_again_under_the_same_ids(world, webhook, receiver):
    happen(world)
    send()
    delivery = Delivery.objects.get()
    with clock.clock_at(MONDAY + HOUR):
        actions.send_delivery_again(by=world.admin, delivery=delivery)
        with pytest.raises(Refused):
            actions.send_delivery_again(by=world.admin, delivery=Delivery.objects.get())
        actions.stop_webhook(by=world.admin, webhook=webhook)
        happen(world, MONDAY + HOUR)
        actions.start_webhook(by=world.admin, webhook=webhook)
    send(MONDAY + HOUR + MINUTE)
    with clock.clock_at(MONDAY + 2 * HOUR):
        again = {"by": world.admin, "webhook": webhook}
        actions.send_range_again(**again, since=MONDAY, until=MONDAY + DAY)
        with pytest.raises(Refused, match="Nothing of these kinds"):
            actions.send_range_again(**again, since=MONDAY - DAY, until=MONDAY)
    send(MONDAY + 2 * HOUR)
    first = f"evt_{delivery.event_id}"
    ids = [headers["webhook-id"] for _, headers, _ in receiver.got]
    assert ids.count(first) == 3
    assert len(ids) == 4, "what happened while it was stopped has come too"


def test_k3_a_changed_secret_signs_beside_the_former_one_for_a_day(world, webhook, receiver):
    later = new_secret()
    actions.rotate_secret(by=world.admin, webhook=webhook, secret=later)
    happen(world)
    send()
    happen(world, MONDAY + 2 * DAY)
    send(MONDAY + 2 * DAY)
    (_, first, body), (_, second, other) = receiver.got
    assert verified(first, body, SECRET)
    assert verified(first, body, later)
    assert not verified(second, other, SECRET)
    assert verified(second, other, later)


def test_k3_the_secret_is_sealed_and_shown_once(world, client, receiver, monkeypatch):
    client.force_login(world.admin)
    sent = {"address": receiver.address, "kinds": ["task.made", "job.opened"], "once": "a"}
    shown = client.post("/administration/webhooks/new/", sent).content.decode()
    made = Webhook.objects.get()
    secret = unseal(made.secret)
    assert secret in shown
    assert secret not in made.secret
    assert "whsec_" not in client.post("/administration/webhooks/new/", sent).content.decode(), "a second click"
    page = client.get(f"/administration/webhooks/{made.pk}/").content.decode()
    assert "whsec_" not in page
    assert receiver.address.replace("&", "&amp;") in page
    assert not any("whsec_" in str(one.particulars) for one in Event.objects.all())


def test_k3_a_test_says_the_status_and_nothing_of_the_answer(world, webhook, receiver, client):
    client.force_login(world.admin)
    receiver.raw = lambda: [b"HTTP/1.1 418 <b>teapot</b>\r\nX-Secret: CANARY\r\n\r\nCANARY"]
    page = client.post(f"/administration/webhooks/{webhook.pk}/test/").content.decode()
    assert "418" in page
    assert "teapot" not in page
    assert "CANARY" not in page
    ((_, headers, body),) = receiver.got
    assert json.loads(body)["type"] == "herringbone.test"
    assert verified(headers, body, SECRET)
    assert not Delivery.objects.exists()


def test_k3_s33_a_hostile_address_is_refused_at_its_field(world, client):
    client.force_login(world.admin)
    for address in ("http://hooks.example.com/", "https://10.0.0.5/", "https://u:p@hooks.example.com/", "file:///a"):
        answer = client.post("/administration/webhooks/new/", {"address": address, "kinds": ["task.made"]})
        assert answer.status_code == 422
        assert 'id="id_address_error"' in answer.content.decode()
        assert "checked" in answer.content.decode(), "nothing typed is lost"
    with pytest.raises(Refused):
        actions.make_webhook(by=world.admin, address="https://10.0.0.5/", kinds=["task.made"], secret=SECRET)
    assert not Webhook.objects.exists()


def test_k3_only_an_administrator_makes_one(world, receiver):
    for who in (world.head, world.director, world.exec, world.ae_alder):
        with pytest.raises(Denied):
            actions.make_webhook(by=who, address=receiver.address, kinds=["task.made"], secret=SECRET)


def test_k3_the_page_logs_each_delivery_with_its_status(world, webhook, receiver, client):
    receiver.status = 500
    happen(world)
    send()
    client.force_login(world.admin)
    page = client.get(f"/administration/webhooks/{webhook.pk}/").content.decode()
    assert "500" in page
    assert "task.made" in page
    assert "CANARY" not in page
    days = {"again-since": "2026-03-01", "again-until": "2026-03-03", "again-once": "x"}
    receiver.status = 200
    send(MONDAY + HOUR)
    assert client.post(f"/administration/webhooks/{webhook.pk}/again/", days).status_code == 303
    wrong = client.post(f"/administration/webhooks/{webhook.pk}/again/", {**days, "again-since": "soon"})
    assert wrong.status_code == 422


def test_k3_a_copy_of_the_database_sends_nothing(world, webhook, receiver, settings, client):
    happen(world)
    settings.INSTANCE_FILE.parent.mkdir(parents=True, exist_ok=True)
    settings.INSTANCE_FILE.write_text("somebody else's")
    try:
        assert send() == 0
        client.force_login(world.admin)
        client.post(f"/administration/webhooks/{webhook.pk}/test/")
    finally:
        settings.INSTANCE_FILE.unlink()
    assert receiver.got == []


def test_k3_the_log_asks_as_much_at_ten_deliveries_as_at_a_thousand(filled):
    browser, webhook, first = browser_of(filled.admin), Webhook.objects.get(), Delivery.objects.order_by("pk")[:1]
    browser.get("/me/")
    counts = {}
    for number in (10, 1000):
        events = more([first[0].event], number, number=lambda row, n: next(NEW))
        made = more(first, number, event=lambda row, n, events=events: events[n])
        Attempt.objects.bulk_create(Attempt(delivery=one, outcome="taken", status=200) for one in made)
        with CaptureQueriesContext(connection) as asked:
            page = browser.get(f"/administration/webhooks/{webhook.pk}/").content
        counts[number] = len(asked)
    assert counts[10] == counts[1000] <= 8
    assert len(page) < 300_000


def test_k3_what_waited_for_one_client_is_not_sent_to_the_receiver_of_another(world, webhook, receiver):
    happen(world, client=world.alder)
    change = {"address": receiver.address, "kinds": ["task.made"], "client": world.birch}
    actions.change_webhook(by=world.admin, webhook=webhook, **change)
    send()
    assert receiver.got == []
    assert Effect.objects.get(kind="webhook").state == Effect.State.DROPPED
    with pytest.raises(Refused):
        actions.send_delivery_again(by=world.admin, delivery=Delivery.objects.get())


def test_k3_what_is_new_does_not_wait_behind_what_is_too_old(world, webhook, receiver):
    for minute in (1, 2, 3):
        happen(world, at=MONDAY + minute * MINUTE)
    happen(world, at=MONDAY + 5 * DAY)
    with clock.clock_at(MONDAY + 5 * DAY + MINUTE):
        send_over_the_web.func()
    assert len(receiver.got) == 1
    assert Effect.objects.filter(kind="webhook", state=Effect.State.TOO_OLD).count() == 3
