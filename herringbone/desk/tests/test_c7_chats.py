"""C7, S07: chats are told what happens; who may not see a client hears nothing of it there either."""

import json
from datetime import timedelta

import pytest

from herringbone.core import clock
from herringbone.desk.actions import chats as actions
from herringbone.desk.actions import choose_notices
from herringbone.desk.chats.formats import message
from herringbone.desk.chats.kinds import CHAT_KIND_OF
from herringbone.desk.chats.posting import make_posts
from herringbone.desk.models import ChatChannel, ChatPost, Notification
from herringbone.desk.notices.collecting import collect, start_from_here
from herringbone.desk.notices.tasks import tell_programs
from herringbone.desk.notices.ways import Ways
from herringbone.desk.tests.builders import a_task
from herringbone.meetings.actions import plan_meeting
from herringbone.people.actions import arrange_cover, deactivate_person, raise_wall
from herringbone.people.door.sealing import unseal
from herringbone.people.models import Role
from herringbone.record.action import Denied, Refused
from herringbone.record.effects import sending
from herringbone.record.effects.declare import WEB
from herringbone.record.models import Effect, Event
from tests.test_s42_one_event import all_verbs
from tests.world import DAY, HOUR, MONDAY, canary

MINUTE = timedelta(minutes=1)
EVIL = "Eve <!channel> [x](https://evil.example) |&"


@pytest.fixture
def own(world, receiver):
    start_from_here()
    return actions.set_own_chat(by=world.dept, format="slack", address=receiver.address)


@pytest.fixture
def of_alder(world, receiver):
    make_posts()
    return actions.set_client_chat(
        by=world.director, client=world.alder, format="teams", address=receiver.address, kinds=["meetings"]
    )


def tell(world, at=MONDAY):
    """Dee is given a task at a moment."""
    with clock.clock_at(at):
        a_task(world, canary("alder", "Draw it"), world.dept, at + 2 * DAY, by=world.sup_alder)
        collect()


def meet(world, client, at=MONDAY + MINUTE, by=None):
    by = by or world.ae_alder
    with clock.clock_at(at):
        plan_meeting(
            by=by, client=client, topic=canary("alder", "topic"), starts=at + DAY,
            ends=at + DAY + HOUR, people=[by], invite=False,
        )  # fmt: skip
        make_posts()


def send(at=MONDAY + 2 * MINUTE):
    with clock.clock_at(at):
        make_posts()
        while sending.send_due(way=WEB):
            pass


def bodies(receiver):
    return [json.loads(body) for *_, body in receiver.got]


def test_c7_every_event_of_a_clients_chat_is_one_of_an_action():
    assert set(CHAT_KIND_OF) <= set(all_verbs())


def test_c7_ones_own_chat_is_told_who_did_what_and_never_what_was_written(world, own, receiver, settings):
    tell(world)
    tell(world)
    send()
    (body,) = bodies(receiver)
    assert body["text"].count("Sam Super gave you a task") == 2, "what comes together is one message"
    assert f"<{settings.BASE_URL}/notifications/{Notification.objects.first().pk}/|" in body["text"]
    assert canary("alder", "Draw it") not in body["text"]
    send(MONDAY + HOUR)
    assert len(receiver.got) == 1


def test_c7_a_kind_that_was_not_chosen_stays_out_of_the_chat(world, own, receiver):
    choose_notices(by=world.dept, ways={"task": Ways(True, "never", False)})
    tell(world)
    send()
    assert receiver.got == []


def test_c7_a_chat_is_quiet_while_the_office_is_closed_and_while_one_is_away(world, own, receiver):
    tell(world, MONDAY + 10 * HOUR)
    send(MONDAY + 10 * HOUR)
    assert receiver.got == []
    send(MONDAY + DAY - 4 * HOUR)
    assert receiver.got == []
    send(MONDAY + DAY)
    assert len(receiver.got) == 1, "in the morning"
    arrange_cover(
        by=world.dept, person=world.dept, cover=world.planner_alder, begins=MONDAY + DAY, ends=MONDAY + 2 * DAY
    )
    tell(world, MONDAY + DAY + HOUR)
    send(MONDAY + DAY + HOUR)
    assert len(receiver.got) == 1


def test_s07_a_wall_that_rises_before_it_is_sent_keeps_it_out_of_ones_own_chat(world, own, receiver):
    tell(world)
    Role.objects.create(person=world.dept, client=world.cedar, kind=Role.Kind.MEMBER, starts="2026-01-01")
    raise_wall(by=world.head, one=world.alder, other=world.cedar, reason="they compete now")
    send()
    assert receiver.got == []
    assert Effect.objects.get(kind="chat").state == Effect.State.DROPPED


def test_s07_who_has_left_gets_nothing_in_their_chat(world, own, receiver):
    tell(world)
    deactivate_person(by=world.head, person=world.dept)
    send()
    assert receiver.got == []


def test_c7_a_clients_chat_is_told_of_that_client_alone(world, of_alder, receiver):
    meet(world, world.alder)
    meet(world, world.cedar)
    meet(world, world.birch, by=world.ae_birch)
    send()
    (body,) = bodies(receiver)
    assert "Ann Alder planned a meeting with CANARY-alder-Alder" in str(body)
    assert "topic" not in str(body)
    assert "cedar" not in str(body)


def test_c7_a_clients_chat_is_told_once_and_only_of_what_was_chosen(world, of_alder, receiver):
    meet(world, world.alder)
    a_task(world, "No meeting", world.ae_alder, MONDAY + DAY)
    assert make_posts() == 0
    send()
    send()
    assert len(receiver.got) == 1


def test_s07_a_clients_chat_falls_silent_when_a_wall_rises_before_whoever_set_it_up(world, of_alder, receiver):
    meet(world, world.alder)
    Role.objects.filter(person=world.director, client=world.alder).delete()
    send()
    assert receiver.got == []
    with clock.clock_at(MONDAY + HOUR):
        tell_programs.func()
    of_alder.refresh_from_db()
    assert of_alder.stopped


def test_s07_a_clients_chat_falls_silent_when_whoever_set_it_up_has_left(world, of_alder, receiver):
    meet(world, world.alder)
    deactivate_person(by=world.head, person=world.director)
    send()
    assert receiver.got == []
    assert Effect.objects.get(kind="chat").state == Effect.State.DROPPED
    with clock.clock_at(MONDAY + HOUR):
        tell_programs.func()
    of_alder.refresh_from_db()
    assert of_alder.stopped


def test_c7_only_who_directs_a_client_sets_its_chat_up(world, receiver):
    given = {"client": world.alder, "format": "slack", "address": receiver.address, "kinds": ["jobs"]}
    for who in (world.ae_alder, world.sup_alder, world.exec, world.ae_birch, world.admin):
        with pytest.raises(Denied):
            actions.set_client_chat(by=who, **given)
    assert actions.set_client_chat(by=world.head, **given).client == world.alder


def test_c7_an_outcome_that_nobody_knows_stays_so(world, own, receiver):
    receiver.raw = list
    tell(world)
    send()
    receiver.raw = None
    send(MONDAY + 6 * HOUR)
    assert len(receiver.got) == 1
    assert Effect.objects.get(kind="chat").state == Effect.State.UNKNOWN


def test_c7_a_chat_that_is_gone_is_stopped_and_its_owner_is_told(world, own, receiver):
    receiver.status = 404
    tell(world)
    send()
    with clock.clock_at(MONDAY + HOUR):
        tell_programs.func()
        collect()
    own.refresh_from_db()
    assert own.stopped
    told = Notification.objects.get(event__verb="chat stopped")
    assert told.person == world.dept
    assert ChatPost.objects.count() == 1


def test_c7_what_a_chat_does_not_take_for_a_moment_is_tried_again(world, own, receiver):
    receiver.status = 503
    tell(world)
    send()
    receiver.status = 200
    send(MONDAY + 5 * MINUTE)
    assert len(receiver.got) == 2
    own.refresh_from_db()
    assert own.failing_since is None


def test_c7_names_are_no_mark_up_in_any_format():
    lines = [(EVIL, "https://agency.example/a/")]
    slack = json.loads(message("slack", lines, "Open"))["text"]
    assert slack == "<https://agency.example/a/|Eve &lt;!channel&gt; [x](https://evil.example) ¦&amp;>"
    teams = json.loads(message("teams", lines, "Open"))
    (attached,) = teams["attachments"]
    assert teams["type"] == "message"
    assert attached["contentType"] == "application/vnd.microsoft.card.adaptive"
    (block,) = attached["content"]["body"]
    assert block["type"] == "RichTextBlock"
    assert block["inlines"][0]["type"] == "TextRun", "a text run knows no Markdown"
    assert block["inlines"][0]["text"] == EVIL
    (section,) = json.loads(message("connector", lines, "Open"))["sections"]
    assert section["markdown"] is False


def test_c7_the_address_is_sealed_and_never_shown(world, own, receiver, client):
    assert receiver.address not in own.secret_address
    assert unseal(own.secret_address) == receiver.address
    client.force_login(world.dept)
    page = client.get("/me/chat/").content.decode()
    assert "key=1" not in page
    assert "127.0.0.1" in page
    assert not any("hooks" in str(event.particulars) for event in Event.objects.all())


def test_c7_a_test_says_whether_the_chat_takes_it(world, own, receiver, client):
    client.force_login(world.dept)
    assert "The chat took the test: 200." in client.post("/me/chat/test/").content.decode()
    receiver.status = 404
    assert "404" in client.post("/me/chat/test/").content.decode()
    assert "A test" in bodies(receiver)[0]["text"]


def test_c7_s33_a_hostile_address_is_refused_at_its_field(world, client):
    client.force_login(world.dept)
    for address in ("http://hooks.slack.com/services/T", "https://10.0.0.5/", "https://localhost/"):
        answer = client.post("/me/chat/", {"format": "slack", "address": address})
        assert answer.status_code == 422
        assert 'id="id_address_error"' in answer.content.decode()
    with pytest.raises(Refused):
        actions.set_own_chat(by=world.dept, format="slack", address="https://10.0.0.5/")
    assert not ChatChannel.objects.exists()


def test_c7_a_chat_is_set_up_changed_and_taken_away_on_its_page(world, receiver, client):
    client.force_login(world.director)
    form = {"format": "teams", "address": receiver.address, "kinds": ["client", "jobs"]}
    assert client.post("/clients/ALD/team/chat/", form).status_code == 303
    assert client.post("/clients/ALD/team/chat/", {**form, "kinds": ["dates"]}).status_code == 303
    live = ChatChannel.objects.get(ended=None)
    assert live.kinds == ["dates"]
    client.force_login(world.ae_alder)
    page = client.get("/clients/ALD/team/chat/").content.decode()
    assert "Milestones move" in page
    assert "<input" not in page.split("<main")[1].split("</main>")[0]
    assert client.post("/clients/ALD/team/chat/", form).status_code == 403
    assert client.post("/clients/ALD/team/chat/test/").status_code == 403
    assert client.post("/clients/ALD/team/chat/ending/").status_code == 403
    client.force_login(world.ae_birch)
    assert client.get("/clients/ALD/team/chat/").status_code == 404
    client.force_login(world.director)
    assert client.post("/clients/ALD/team/chat/ending/").status_code == 303
    assert not ChatChannel.objects.filter(ended=None).exists()


def test_c7_the_settings_offer_chat_to_who_has_one(world, own, client):
    client.force_login(world.dept)
    assert 'name="task_chat"' in client.get("/me/notifications/").content.decode()
    client.force_login(world.ae_alder)
    page = client.get("/me/notifications/").content.decode()
    assert 'name="task_chat"' not in page
    assert "You have no chat here yet." in page
