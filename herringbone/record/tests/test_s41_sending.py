"""S41: half a mailing. Each letter at most once, and the truth about each; against a real mail server on loopback."""

import asyncio
import socket
from collections import Counter
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from django.db import transaction

from herringbone.core import clock
from herringbone.core.mail import letter
from herringbone.record.effects import NotNow, declare_effect, enqueue, sending
from herringbone.record.models import Effect
from tests.world import DAY, HOUR, MONDAY

State = Effect.State


class Script:
    """A mail server that does as it is told: what it accepts, refuses, and where it drops the line."""

    def __init__(self):
        self.accepted = Counter()
        self.refuse, self.later, self.drop_after_data = set(), set(), set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refuse:
            return "550 5.1.1 No such mailbox"
        if address in self.later:
            return "451 4.3.0 Try again"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        to = envelope.rcpt_tos[0]
        if to in self.drop_after_data:
            self.accepted[to] += 1  # it has the letter, and the sender will never know
            server.transport.abort()
            await asyncio.sleep(0)
            return None
        self.accepted[to] += 1
        return "250 Message accepted"


@pytest.fixture
def post(settings):
    script = Script()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(script, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_TIMEOUT = 5
    script.controller = controller
    yield script
    if controller.server:
        controller.stop()


@pytest.fixture
def five(world):
    """Five letters to five contacts, written with their cause."""

    def compose(effect):
        if effect.subject_id == 5:
            raise NotNow("no longer wanted")
        return letter(
            key=effect.key, domain="agency.example", at=effect.made, sender=("Agency", "agency@agency.example"),
            to=("Somebody", f"{effect.subject_id}@client.example"), subject="Hello", text="Hello",
        )  # fmt: skip

    declare_effect("test_letter", compose)

    def write(count=4, first=1):
        for number in range(first, first + count):
            subject = world.alder.__class__(pk=world.alder.pk)
            effect = enqueue("test_letter", key=f"letter-{number}", subject=subject, contact=world.pat)
            Effect.objects.filter(pk=effect.pk).update(subject_id=number)
        return Effect.objects.order_by("pk")

    return write


def states():
    return list(Effect.objects.order_by("pk").values_list("state", flat=True))


def test_s41_each_recipient_has_a_truthful_state_and_gets_it_at_most_once(post, five):
    five(4)
    post.refuse, post.drop_after_data = {"2@client.example"}, {"3@client.example"}
    assert sending.send_due() == 4
    assert states() == [State.SENT, State.FAILED, State.UNKNOWN, State.SENT]
    with clock.clock_at(MONDAY + DAY):
        sending.sweep()
        assert sending.send_due() == 0
    assert post.accepted == {"1@client.example": 1, "3@client.example": 1, "4@client.example": 1}
    sent = Effect.objects.get(key="letter-1")
    assert sent.message_id.endswith("@agency.example>")
    assert "550" in Effect.objects.get(key="letter-2").reason
    assert "client.example" not in Effect.objects.get(key="letter-2").reason


def test_s41_what_may_help_is_tried_again_with_growing_pauses(post, five):
    five(1)
    post.later = {"1@client.example"}
    tries = []
    moment = MONDAY
    for _ in range(4):
        with clock.clock_at(moment):
            assert sending.send_due() == 1
            effect = Effect.objects.get()
            tries.append(effect.next_at - moment)
            moment = effect.next_at
    assert tries == [timedelta(minutes=n) for n in (1, 5, 15, 60)]
    post.later = set()
    with clock.clock_at(moment):
        sending.send_due()
    assert states() == [State.SENT]


def test_s41_a_server_that_is_away_loses_nothing(post, five):
    post.controller.stop()
    five(2)
    sending.send_due()
    assert states() == [State.WAITING, State.WAITING]
    assert post.accepted == {}
    assert Effect.objects.filter(reason__startswith="no connection").count() == 2


def test_s41_what_waited_past_its_age_is_not_sent_and_says_so(post, five):
    five(1)
    with clock.clock_at(MONDAY + 4 * DAY):
        assert sending.send_due() == 0
    assert states() == [State.TOO_OLD]
    assert post.accepted == {}


def test_s41_a_claim_whose_process_died_is_unknown_and_never_sent_blindly(post, five):
    five(1)
    assert sending.claim(Effect.objects.get())
    with clock.clock_at(MONDAY + HOUR):
        sending.sweep()
        assert states() == [State.UNKNOWN]
        assert sending.send_due() == 0
    assert post.accepted == {}


def test_s41_two_senders_never_both_claim(five):
    five(1)
    effect = Effect.objects.get()
    assert [sending.claim(effect), sending.claim(effect)] == [True, False]


def test_what_is_no_longer_wanted_is_not_sent(post, five):
    five(1, first=5)
    sending.send_due()
    assert states() == [State.DROPPED]
    assert Effect.objects.get().reason == "no longer wanted"


def test_the_same_key_is_one_effect(five):
    five(1)
    five(1)
    assert Effect.objects.count() == 1


def test_an_effect_falls_with_its_cause(five):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        five(1)
        raise ZeroDivisionError
    assert not Effect.objects.exists()


def test_s41_a_copy_of_the_database_sends_nothing(post, five, settings):
    five(1)
    settings.INSTANCE_FILE.parent.mkdir(parents=True, exist_ok=True)
    settings.INSTANCE_FILE.write_text("somebody else's")
    try:
        assert sending.send_due() == 0
    finally:
        settings.INSTANCE_FILE.unlink()
    assert states() == [State.WAITING]
