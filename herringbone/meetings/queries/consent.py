"""Who at a client's asked not to be written to."""

from collections.abc import Iterable

from herringbone.clients.models import Consent

CHANNELS = (Consent.Channel.ANY, Consent.Channel.MAIL)


def do_not_mail(contacts: Iterable[int]) -> set[int]:
    """Of these contacts (ids) those who get no mail: the newest word on mail, or on every channel, is no. One query."""
    newest: dict[tuple[int, str], bool] = {}
    rows = Consent.objects.filter(contact__in=list(contacts), channel__in=CHANNELS).order_by("at", "pk")
    for contact, channel, allowed in rows.values_list("contact", "channel", "allowed"):
        newest[contact, channel] = allowed
    return {contact for (contact, _channel), allowed in newest.items() if not allowed}
