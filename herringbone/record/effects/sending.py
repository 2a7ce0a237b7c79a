"""Sending what waits: claim, send, settle, and the truth about each.

waiting ──claim──> claimed ──> sent
   ^                  │──────> failed    the other side said no for good
   └── later ─────────┤
                      └──────> unknown   the line broke after the letter was handed over, or the process died
waiting ──────────────────────> too old  past its age; dropped  nothing to send any more
"""

import logging
import smtplib
from datetime import timedelta
from typing import Any

from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import F

from herringbone.core import clock
from herringbone.core.instance import in_quarantine
from herringbone.core.mail import AddressRefused
from herringbone.record.effects.declare import MAIL, PAUSES, WEB, Later, Never, NotNow, Unknown, kinds, names_of
from herringbone.record.models import Effect

log = logging.getLogger(__name__)
State = Effect.State
LOST_AFTER = timedelta(minutes=10)  # a claim so old has no process any more
A_LOOK = 100
PAST_ITS_AGE = "past its age"


def send_due(limit: int = A_LOOK, way: str = MAIL) -> int:
    """Send what waits and is due, the oldest first; gives how many were tried. Nothing in a copy of the database."""
    if in_quarantine():
        return 0
    now = clock.now()
    waiting = Effect.objects.filter(state=State.WAITING, next_at__lte=now).order_by("next_at", "pk")
    waiting = waiting.exclude(kind__in=names_of(WEB)) if way == MAIL else waiting.filter(kind__in=names_of(way))
    tried = 0
    for effect in waiting[:limit]:
        if claim(effect):
            send(effect)
            tried += 1
    return tried


def sweep() -> int:
    """Call unknown what was claimed and never settled: its process died. Gives how many.

    What waited past its age is put aside first, all at once, so that what is new does not wait behind it.
    """
    now, reason = clock.now(), "the sending process ended"
    waiting = Effect.objects.filter(state=State.WAITING)
    for keep in {kind.keep for kind in kinds.values()}:
        names = [kind.name for kind in kinds.values() if kind.keep == keep]
        old = waiting.filter(kind__in=names, made__lt=now - keep)
        old.update(state=State.TOO_OLD, settled_at=now, reason=PAST_ITS_AGE)
    lost = Effect.objects.filter(state=State.CLAIMED, claimed_at__lt=now - LOST_AFTER)
    once_there = [kind.name for kind in kinds.values() if kind.may_repeat]
    lost.filter(kind__in=once_there).update(state=State.WAITING, next_at=now, claimed_at=None, reason=reason)
    return lost.update(state=State.UNKNOWN, settled_at=now, reason=reason)


def claim(effect: Effect) -> bool:
    """Whether it is ours to send. Committed before anything leaves, so that no other process sends it too."""
    now = clock.now()
    kind = kinds.get(effect.kind)
    if kind is None or effect.made < now - kind.keep:
        reason = PAST_ITS_AGE if kind else "no such kind"
        Effect.objects.filter(pk=effect.pk, state=State.WAITING).update(
            state=State.TOO_OLD, settled_at=now, reason=reason
        )
        return False
    return bool(
        Effect.objects.filter(pk=effect.pk, state=State.WAITING).update(
            state=State.CLAIMED, claimed_at=now, attempts=F("attempts") + 1
        )
    )


def send(effect: Effect) -> Any:
    """Send what was claimed and write the outcome; gives the letter, None where none could be made."""
    effect.refresh_from_db()
    kind = kinds[effect.kind]
    try:
        letter = kind.compose(effect)
    except NotNow as nothing:
        _settle(effect, State.DROPPED, str(nothing))
        return None
    except AddressRefused:
        _settle(effect, State.FAILED, "not a mail address")
        return None
    except Exception as error:
        log.exception("The letter of effect %s cannot be made", effect.pk)
        _again(effect, f"cannot be made: {type(error).__name__}")
        return None
    try:
        (kind.hand_over or hand_over)(letter)
    except Later as error:
        _again(effect, str(error))
    except Never as error:
        _settle(effect, State.FAILED, str(error))
    except Unknown as error:
        if kind.may_repeat:
            _again(effect, str(error))
        else:
            _settle(effect, State.UNKNOWN, str(error))
    else:
        _settle(effect, State.SENT, "", getattr(letter, "extra_headers", {}).get("Message-ID", ""))
    return letter


def hand_over(letter: EmailMultiAlternatives) -> None:
    """Give one letter to the mail server. Raises Later, Never or Unknown with a few words that hold no address."""
    server = get_connection()
    try:
        server.open()
    except (OSError, smtplib.SMTPException) as error:
        raise Later(f"no connection: {type(error).__name__}") from error
    try:
        server.send_messages([letter])
    except smtplib.SMTPRecipientsRefused as error:
        code = next(iter(error.recipients.values()))[0]
        raise (Never if code >= 500 else Later)(f"recipient refused: {code}") from error
    except smtplib.SMTPResponseException as error:  # sender, data or authentication refused
        raise (Never if error.smtp_code >= 500 else Later)(f"refused: {error.smtp_code}") from error
    except (OSError, smtplib.SMTPException) as error:
        raise Unknown(f"the line broke: {type(error).__name__}") from error
    finally:
        try:
            server.close()
        except (OSError, smtplib.SMTPException) as error:
            # The server has taken or refused the letter already; how the line ended changes nothing.
            log.info("The mail server did not end in order: %s", type(error).__name__)


def _again(effect: Effect, reason: str) -> None:
    """Back into the queue with a longer pause; its age ends it."""
    pauses = kinds[effect.kind].pauses if effect.kind in kinds else PAUSES
    pause = pauses[min(effect.attempts, len(pauses)) - 1]
    Effect.objects.filter(pk=effect.pk, state=State.CLAIMED).update(
        state=State.WAITING, next_at=clock.now() + timedelta(minutes=pause), reason=reason[:300], claimed_at=None
    )


def _settle(effect: Effect, state: str, reason: str, message_id: str = "") -> None:
    """Write the outcome, unless the sweep has called it unknown meanwhile and a person may have acted on that."""
    Effect.objects.filter(pk=effect.pk, state=State.CLAIMED).update(
        state=state, settled_at=clock.now(), reason=reason[:300], message_id=message_id
    )
