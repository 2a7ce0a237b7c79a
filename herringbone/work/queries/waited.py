"""What waits on the client, said once for every page: what it was asked for, and next steps that are its own."""

from django.db.models import Q


def theirs() -> Q:
    """Jobs whose next step is the client's."""
    return Q(next_contact__isnull=False) & ~Q(next_step="")


def waits_on_client() -> Q:
    """Jobs on which the client was asked for something or has the next step, as its status report groups them."""
    return Q(waiting_since__isnull=False) | theirs()
