"""What somebody holds who is about to be let go, and what is without anybody after it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import ngettext

from herringbone.core import clock
from herringbone.core.names.order import by_name
from herringbone.people.models import Person, Role
from herringbone.people.queries.clients import clients_of
from herringbone.people.queries.handover import Pile, handover_preview
from herringbone.people.rules import standing
from herringbone.record.models import Duty


@dataclass(frozen=True)
class Leaving:
    """`piles` by client as the hand-over lists them; `owed` counts open duties; `pointless` are the clients that would
    have no point person, `unseen` how many more of them the reader does not see."""

    piles: Sequence[Pile]
    owed: int
    pointless: Sequence[str]
    unseen: int


def leaving_preview(person: Person, by: Person) -> Leaving:
    """What stands against letting somebody go without handing over first."""
    on = person.office.local(clock.now()).date()
    points = Role.objects.running(on).filter(kind=Role.Kind.POINT, client__isnull=False, person__is_active=True)
    theirs = set(points.filter(person=person).values_list("client", flat=True))
    alone = theirs - set(points.filter(client__in=theirs).exclude(person=person).values_list("client", flat=True))
    names = list(clients_of(by).filter(pk__in=alone).order_by(by_name()).values_list("name", flat=True))
    owed = _owed(person)
    piles = [_as_seen(pile) for pile in handover_preview(person, by)]
    return Leaving(piles, owed, names, len(alone) - len(names))


def _owed(person: Person) -> int:
    """How many open duties are this person's, as their own desk counts them: owed by name, as whoever answers for a
    client, or taken over; what they have only while somebody is away is not theirs."""
    here, at = standing(person), clock.now()
    theirs = here.answers if person.pk in here.mine else frozenset[int]()
    nobodys = {holder: Q(**{holder: None}) | Q(**{f"{holder}__is_active": False}) for holder in ("owner", "taken_by")}
    mine = nobodys["taken_by"] & (Q(owner=person) | nobodys["owner"] & Q(client__in=theirs)) | Q(taken_by=person)
    return Duty.objects.filter(here.sees("client"), mine, done=None, started__lte=at).count()


def _as_seen(pile: Pile) -> Pile:
    """Of a client that the reader does not see no name is told, of its jobs neither: only how much there is."""
    if pile.client is None or pile.name:
        return pile
    many = len(pile.things)
    return Pile(pile.client, "", [ngettext("%(count)d thing", "%(count)d things", many) % {"count": many}])
