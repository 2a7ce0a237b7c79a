"""Sessions: ended at once where somebody leaves, and by themselves after a while."""

import time
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session

from herringbone.core import clock
from herringbone.people.models import Person

BEGAN, SEEN = "began", "seen"  # seconds, as `time.time` counts them: a demo's clock does not end sessions
NOTED_EVERY = 600  # seconds


def begin_session(session: Any) -> None:
    """From this moment its hours count."""
    session[BEGAN] = session[SEEN] = int(time.time())
    now = clock.now()
    UserSession.objects.filter(session_key=session.session_key).update(created_at=now, last_seen_at=now)


def is_over(session: Any) -> bool:
    """Whether a session has lasted, or lain idle, too long. Notes now and then that it is in use."""
    now = int(time.time())
    began, seen = session.get(BEGAN), session.get(SEEN)
    if began is None or seen is None:
        begin_session(session)
        return False
    if now - began > settings.SESSION_COOKIE_AGE or now - seen > settings.SESSION_IDLE_AGE:
        return True
    if now - seen > NOTED_EVERY:
        session[SEEN] = now
        UserSession.objects.filter(session_key=session.session_key).update(last_seen_at=clock.now())
    return False


def end_sessions(person: Person, but: str = "") -> int:
    """End a person's sessions in all browsers, save the one of key `but`. Gives how many."""
    keys = list(UserSession.objects.filter(user=person).exclude(session_key=but).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()
    return len(keys)
