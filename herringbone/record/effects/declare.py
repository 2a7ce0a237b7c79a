"""The kinds of effects, and writing one with its cause.

Each kind goes one of two ways: by mail, or over the web to addresses that people typed. The worker sees to them one
after the other, so that no receiver who hangs holds up the mail.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, models, transaction

from herringbone.core import clock
from herringbone.record.events import client_of
from herringbone.record.models import Effect

Compose = Callable[[Effect], Any]
HandOver = Callable[[Any], None]
PAUSES = (1, 5, 15, 60, 240)  # minutes after the first try, the second … ; then always the last
MAIL, WEB = "mail", "web"


class NotNow(Exception):
    """There is nothing to be sent any more, such as a mail to a contact who has since asked for none.

    The reason is kept with the effect: a few words without names.
    """


class Later(Exception):
    """It was certainly not sent; trying again may help."""


class Never(Exception):
    """The other side refused it for good."""


class Unknown(Exception):
    """It may have been sent or not."""


@dataclass(frozen=True)
class EffectKind:
    """`compose` makes what is sent when it is sent, from the records as they are then; it raises NotNow where there is
    nothing to send. What is older than `keep` is not sent any more and says so.

    `hand_over` gives it to the other side, and raises Later, Never or Unknown; None is the mail server. What
    `may_repeat` is known by its key to the other side, which takes it once however often it comes: an outcome that
    nobody knows is tried again there, and nowhere else.
    """

    name: str
    compose: Compose
    keep: timedelta
    hand_over: HandOver | None = None
    pauses: tuple[int, ...] = PAUSES
    may_repeat: bool = False

    @property
    def way(self) -> str:
        """MAIL or WEB."""
        return WEB if self.hand_over else MAIL


kinds: dict[str, EffectKind] = {}


def declare_effect(name: str, compose: Compose, keep: timedelta = timedelta(days=3), **more: Any) -> None:
    """Say how an effect of a kind is made and sent: one line in the feature's `apps.py`. `more` as in EffectKind."""
    kinds[name] = EffectKind(name, compose, keep, **more)


def names_of(way: str) -> list[str]:
    """The kinds that go by mail, or over the web."""
    return [kind.name for kind in kinds.values() if kind.way == way]


def enqueue(
    kind: str, *, key: str, subject: models.Model, person: Any = None, contact: Any = None, at: datetime | None = None
) -> Effect:
    """Write that something is to be sent, in the transaction of its cause. The same key again gives the first row.

    `at` is the earliest moment, now if not given. Raises KeyError for a kind that nobody declared.
    """
    wake_up = wake if kinds[kind].way == MAIL else wake_web
    effect, is_new = Effect.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind, "client_id": client_of(subject), "subject_label": subject._meta.label,
            "subject_id": subject.pk, "person": person, "contact": contact, "made": clock.now(),
            "next_at": at or clock.now(),
        },
    )  # fmt: skip
    if is_new and not any(entry[1] is wake_up for entry in connection.run_on_commit):
        transaction.on_commit(wake_up)
    return effect


def wake() -> None:
    """Tell the worker that something waits, once for each transaction."""
    from herringbone.record.effects.tasks import send_what_waits

    send_what_waits.enqueue()


def wake_web() -> None:
    """The same for what goes over the web."""
    from herringbone.record.effects.tasks import send_over_the_web

    send_over_the_web.enqueue()
