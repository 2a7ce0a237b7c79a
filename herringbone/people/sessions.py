"""Sessions: ended at once where somebody leaves, and by themselves after a while."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from herringbone.people.models import Person


def end_sessions(person: Person, but: str = "") -> int:
    """End a person's sessions in all browsers, save the one of key `but`. Gives how many."""
    keys = list(UserSession.objects.filter(user=person).exclude(session_key=but).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()
    return len(keys)
