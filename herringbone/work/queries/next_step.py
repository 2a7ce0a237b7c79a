"""The next step of a job as it is compared when two people edit it, and who does it: one of ours or of the client's."""

from collections.abc import Mapping
from typing import Any

from herringbone.clients.models import Contact
from herringbone.clients.moves import one_now
from herringbone.core.merge import plain
from herringbone.people.models import Person
from herringbone.work.models import Job


def either(person: Any, contact: Any) -> str:
    """ "ours-7", "theirs-4", or nothing; records or their ids."""
    ours, theirs = plain(person), plain(contact)
    return f"ours-{ours}" if ours else f"theirs-{theirs}" if theirs else ""


def either_side(chosen: str) -> tuple[Person | None, Contact | None]:
    """The person or the contact behind "ours-7" or "theirs-4"; whether they may be named, the action says.

    A contact who was merged since is the one they were merged into.
    """
    side, _sign, pk = chosen.partition("-")
    person = Person.objects.filter(pk=pk).first() if side == "ours" else None
    return person, one_now(int(pk)) if side == "theirs" and pk.isdecimal() else None


def next_step_values(job: Job) -> Mapping[str, Any]:
    """Step, who and day in their plain form."""
    who = either(job.next_person_id, job.next_contact_id)
    return {"step": job.next_step, "person": who, "on": plain(job.next_on)}
