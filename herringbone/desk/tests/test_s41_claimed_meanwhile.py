"""S41: what the worker has begun to send, nobody puts aside or sends once more."""

import pytest

from herringbone.desk.actions.effects import _settle, give_up, send_again
from herringbone.record.action import Refused
from herringbone.record.effects.sending import claim
from herringbone.record.models import Effect

State = Effect.State


@pytest.mark.parametrize("act", [give_up, send_again])
def test_s41_a_mail_that_the_worker_has_claimed_meanwhile_stays_as_it_is(filled, act):
    effect = Effect.objects.filter(kind="contact_report").first()
    was = State.WAITING if act is give_up else State.UNKNOWN
    Effect.objects.filter(pk=effect.pk).update(state=was)
    effect.refresh_from_db()
    Effect.objects.filter(pk=effect.pk).update(state=State.WAITING)
    assert claim(Effect.objects.get(pk=effect.pk))
    with pytest.raises(Refused):
        act(by=filled.admin, effect=effect)
    assert Effect.objects.get(pk=effect.pk).state == State.CLAIMED


def test_s41_between_looking_and_writing_the_worker_may_come(filled):
    effect = Effect.objects.filter(kind="contact_report").first()
    Effect.objects.filter(pk=effect.pk).update(state=State.CLAIMED)
    effect.state = State.WAITING  # as it was looked at
    with pytest.raises(Refused):
        _settle(effect, [State.WAITING], state=State.DROPPED)
    assert Effect.objects.get(pk=effect.pk).state == State.CLAIMED
