"""Whom a command is given for."""

from herringbone.commands.failure import Failed
from herringbone.people.models import Person


def person_of(email: str) -> Person:
    """The person of that address. Raises Failed where nobody who works here has it."""
    found = Person.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if found is None:
        raise Failed(f"Nobody at the agency has the address {email}.")
    return found
