"""Whose figures a person may read (J4): the head and executive management all, who leads accounts those of these
accounts, and everybody what they held themselves. Walls and teams come first, as everywhere."""

from django.db.models import Q

from herringbone.people.models import Role
from herringbone.people.rules import Standing


def reads_all(here: Standing) -> bool:
    """Whether this person reads the record of every client that they see: R1, and R11 who only reads."""
    return here.directs_agency or Role.Kind.MANAGEMENT in here.kinds


def reads_others(here: Standing) -> bool:
    """Whether this person reads figures of others: R1 to R3 and R11."""
    return reads_all(here) or bool(here.led)


def readable(here: Standing, *, whole: bool) -> Q:
    """The filter for the duties whose outcome a person may read. `whole` is what `reads_all` says of them."""
    seen = here.sees("client")
    return seen if whole else seen & (Q(client__in=here.led) | Q(held_by=here.person))
