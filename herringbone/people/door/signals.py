"""What allauth, axes and Django tell of the door, noted for the security log."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import password_changed, password_reset, password_set, user_logged_in
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed, authenticator_reset
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.dispatch import receiver

from herringbone.core import clock
from herringbone.core.addresses import account_key
from herringbone.people.actions.signing_in import (
    note_failed_sign_in,
    note_shut_door,
    note_sign_in,
    note_sign_out,
    note_way_in,
)
from herringbone.people.door.company import COMPANY
from herringbone.people.models import Person
from herringbone.people.sessions import begin_session, end_sessions
from herringbone.record.actor import SYSTEM
from herringbone.record.effects import enqueue

METHODS = {
    "password": "password", "mfa": "passkey", "password_reset": "reset", "invitation": "invitation", "demo": "demo",
    COMPANY: "company account",
}  # fmt: skip


@receiver(user_logged_in)
def came_in(request: Any, user: Person, **_: Any) -> None:
    """Somebody is in, all steps taken."""
    first: dict[str, Any] = next(iter(get_authentication_records(request, user)), {})
    begin_session(request.session)
    note_sign_in(by=user, person=user, method=METHODS.get(first.get("method", ""), "other"))


@receiver(user_logged_out)
def went(user: Person | None, **_: Any) -> None:
    """Somebody signed out."""
    if isinstance(user, Person) and user.is_active:
        note_sign_out(by=user, person=user)


@receiver(user_login_failed)
def failed(credentials: dict[str, Any], **_: Any) -> None:
    """A wrong password; noted alike whether the account exists, so that it takes as long."""
    person = Person.objects.filter(email__iexact=account_key(None, credentials)).first()
    note_failed_sign_in(person, "password")


@receiver(authentication_failed)
def wrong_code(user: Person, **_: Any) -> None:
    """A wrong code at the second step."""
    note_failed_sign_in(user, "code")


@receiver(user_locked_out)
def shut(username: str, **_: Any) -> None:
    """Too many wrong passwords from one place. The owner is told once an hour at most."""
    person = Person.objects.filter(email__iexact=username, is_active=True).first()
    if person is not None:
        note_shut_door(by=SYSTEM, person=person)
        hour = f"{clock.now():%Y-%m-%dT%H}"
        enqueue("notice: shut", key=f"notice:shut:{person.pk}:{hour}", subject=person, person=person)


@receiver([password_changed, password_set, password_reset])
def new_password(request: Any, user: Person, **_: Any) -> None:
    """Every other session is over; Django sees to it by the password's hash, and here they leave the list."""
    end_sessions(user, but=request.session.session_key or "")
    note_way_in(by=user, person=user, change="password")


@receiver([authenticator_added, authenticator_removed, authenticator_reset])
def new_way(user: Person, authenticator: Any, signal: Any, **_: Any) -> None:
    """The second step or a passkey was added, taken away or made anew."""
    what = {authenticator_added: "added", authenticator_removed: "removed"}.get(signal, "renewed")
    note_way_in(by=user, person=user, change=f"{authenticator.type} {what}")
