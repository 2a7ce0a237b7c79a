"""Which deeds take four eyes, and whose: of those entitled, another than whoever asks agrees. Where nobody else is
entitled, one person does it alone, with the reason on record.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from herringbone.core import clock
from herringbone.core.names.order import by_name
from herringbone.people.models import Person, Role, SecondLook
from herringbone.people.rules.cover import stand_ins
from herringbone.people.rules.standing import standing

What, Kind = SecondLook.What, Role.Kind
TO_ANSWER = timedelta(days=7)  # for somebody to agree
TO_DO = timedelta(hours=24)  # from then on, for what is done at a shell
ENTITLED: Mapping[str, frozenset[str]] = {
    What.RAISE: frozenset({Kind.HEAD}),
    What.LOWER: frozenset({Kind.HEAD}),
    What.EXPORT: frozenset({Kind.HEAD, Kind.ADMINISTRATOR}),
    What.PROMOTE: frozenset({Kind.ADMINISTRATOR}),
    What.ROLE: frozenset({Kind.HEAD, Kind.ADMINISTRATOR}),
}
AT_A_SHELL = frozenset({What.EXPORT, What.PROMOTE})  # the others are done as soon as somebody agrees
REASON_HERE = AT_A_SHELL | {What.ROLE}  # their reason has no other place, so they are asked for by the only one, too


def may_decide(person: Any, what: str) -> bool:
    """Whether somebody is entitled to this deed, and so may ask for it and look at what others ask."""
    return isinstance(person, Person) and person.is_active and bool(standing(person).kinds & ENTITLED[what])


def may_agree(person: Any, look: SecondLook) -> bool:
    """Whether somebody is the second pair of eyes: entitled, and not who asked."""
    return may_decide(person, look.what) and person.pk != look.asked_by_id


def decided_by(person: Person) -> list[str]:
    """The deeds to which somebody is entitled."""
    return [what for what in What if may_decide(person, what)]


def entitled() -> Mapping[str, Sequence[Person]]:
    """For each deed who is entitled now: who holds the role, and who stands in for them. Three queries."""
    now = clock.now()
    kinds = frozenset().union(*ENTITLED.values())
    roles = Role.objects.running(now.date()).filter(client=None, kind__in=kinds, person__is_active=True)
    held = list(roles.values_list("kind", "person"))
    covers = stand_ins(now)
    held += [(kind, covers[holder]) for kind, holder in held if holder in covers]
    people = Person.objects.filter(pk__in={holder for _, holder in held}, is_active=True).order_by(by_name(), "pk")
    return {
        what: [one for one in people if any(one.pk == holder and kind in ENTITLED[what] for kind, holder in held)]
        for what in What
    }


def others(by: Person, what: str) -> list[Person]:
    """Who may agree to what this person asks; nobody where they are the only one entitled. Three queries."""
    return [one for one in entitled()[what] if one.pk != by.pk]
