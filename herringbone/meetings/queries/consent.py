"""Who at a client's asked not to be written to."""

from collections.abc import Iterable

from herringbone.clients.models import Consent, Contact
from herringbone.clients.rules import forbidden


def do_not_mail(contacts: Iterable[int]) -> set[int]:
    """Of these contacts (ids) those who forbade mail, or every channel. One query."""
    silent = Contact.objects.filter(forbidden(Consent.Channel.MAIL), pk__in=list(contacts))
    return set(silent.values_list("pk", flat=True))
