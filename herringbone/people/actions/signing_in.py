"""What happens at the door, noted for the security log: ids only, never an address that was typed."""

from typing import Any

from herringbone.people.models import Person
from herringbone.record.action import Done, action
from herringbone.record.actor import System
from herringbone.record.models import Denial


def _oneself(*, by: Any, person: Person, **_: Any) -> bool:
    return isinstance(by, Person) and by.pk == person.pk


def _the_program(*, by: Any, **_: Any) -> bool:
    return isinstance(by, System)


@action("signed in", may=_oneself)
def note_sign_in(*, by: Person, person: Person, method: str) -> Done[Person]:
    """Somebody came in. `method` is "password", "passkey", "company account", "invitation", "reset" or "demo"."""
    return Done(person, {"method": method})


@action("signed out", may=_oneself)
def note_sign_out(*, by: Person, person: Person) -> Done[Person]:
    """Somebody went, and said so."""
    return Done(person, {})


def note_failed_sign_in(person: Person | None, step: str) -> None:
    """A wrong password or code, or another way in that is not open; `step` is one of a fixed list. One row, and no
    event: strangers must not be able to hold up the agency's chain of events, and an address that nobody has takes as
    long as one that somebody has."""
    Denial.objects.create(
        by=None, verb=f"sign-in: {step}", subject_label="people.Person", subject_id=person.pk if person else None
    )


@action("sign-in shut", may=_the_program)
def note_shut_door(*, by: System, person: Person) -> Done[Person]:
    """Too many wrong attempts on this account from one address: it is refused for a while, and its owner is told."""
    return Done(person, {})


@action("way in changed", may=_oneself)
def note_way_in(*, by: Person, person: Person, change: str) -> Done[Person]:
    """A password, the second step or a passkey was set, changed or taken away. `change` is one of a fixed list."""
    return Done(person, {"change": change})


@action("sessions ended", may=_oneself)
def note_sessions_ended(*, by: Person, person: Person, ended: int) -> Done[Person]:
    """Somebody ended sessions of their own."""
    return Done(person, {"ended": ended})
