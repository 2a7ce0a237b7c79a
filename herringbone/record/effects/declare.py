"""The kinds of effects, and writing one with its cause."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.db import connection, models, transaction

from herringbone.core import clock
from herringbone.record.events import client_of
from herringbone.record.models import Effect

Compose = Callable[[Effect], EmailMultiAlternatives]


class NotNow(Exception):
    """There is nothing to be sent any more, such as a mail to a contact who has since asked for none.

    The reason is kept with the effect: a few words without names.
    """


@dataclass(frozen=True)
class EffectKind:
    """`compose` makes the letter when it is sent, from the records as they are then; it raises NotNow where there is
    nothing to send. What is older than `keep` is not sent any more and says so."""

    name: str
    compose: Compose
    keep: timedelta


kinds: dict[str, EffectKind] = {}


def declare_effect(name: str, compose: Compose, keep: timedelta = timedelta(days=3)) -> None:
    """Say how an effect of a kind becomes a letter: one line in the feature's `apps.py`."""
    kinds[name] = EffectKind(name, compose, keep)


def enqueue(
    kind: str, *, key: str, subject: models.Model, person: Any = None, contact: Any = None, at: datetime | None = None
) -> Effect:
    """Write that something is to be sent, in the transaction of its cause. The same key again gives the first row.

    `at` is the earliest moment, now if not given. Raises KeyError for a kind that nobody declared.
    """
    kinds[kind]
    effect, is_new = Effect.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind, "client_id": client_of(subject), "subject_label": subject._meta.label,
            "subject_id": subject.pk, "person": person, "contact": contact, "made": clock.now(),
            "next_at": at or clock.now(),
        },
    )  # fmt: skip
    if is_new and not any(entry[1] is wake for entry in connection.run_on_commit):
        transaction.on_commit(wake)
    return effect


def wake() -> None:
    """Tell the worker that something waits, once for each transaction."""
    from herringbone.record.effects.tasks import send_what_waits

    send_what_waits.enqueue()
