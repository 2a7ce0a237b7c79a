"""At the door: a person with a password, and a browser that comes from an address of one's choice."""

import time
from typing import Any

from allauth.mfa.totp.internal import auth
from django.test import Client

from herringbone.people.models import Person
from herringbone.record.effects.sending import send_due

PASSWORD = "three herons on a weir"
HALF_MINUTE, NEAR = 30, 6  # seconds


def with_password(person: Person, password: str = PASSWORD) -> Person:
    """As if the person had answered an invitation."""
    person.set_password(password)
    person.save(update_fields=["password"])
    return person


def sign_in(client: Client, person: Person, password: str = PASSWORD, **extra: Any) -> Any:
    """Send the door's form."""
    return client.post("/sign-in/", {"login": person.email, "password": password}, **extra)


def letters_sent(mailoutbox: list[Any]) -> list[Any]:
    """Everything that waits is sent; gives the letters so far."""
    while send_due():
        pass
    return mailoutbox


def link_in(letter: Any) -> str:
    """The path of the one link in a letter."""
    line = next(line for line in letter.body.splitlines() if line.startswith("http"))
    return "/" + line.split("/", 3)[3]


def code_of(secret: str, ahead: int = 0) -> str:
    """What an authenticator app shows now, or `ahead` half minutes from now. Near the end of a half minute the next
    one is waited for, so that the code is still good when it is sent.
    """
    if (left := HALF_MINUTE - time.time() % HALF_MINUTE) < NEAR:
        time.sleep(left)
    counter = next(auth.yield_hotp_counters_from_time()) + ahead
    return auth.format_hotp_value(auth.hotp_value(secret, counter))
