"""Who can be meant by an @ on a record: whoever sees its client."""

from django.db.models import Q

from herringbone.clients.models import Client
from herringbone.core.names import fold
from herringbone.core.names.order import by_name
from herringbone.people.models import Person
from herringbone.people.rules import may_see

OFFERED = 6
LOOKED_AT = 24  # each is asked where they stand, which costs a few queries


def who_can_be_meant(client: Client, typed: str) -> list[Person]:
    """The first few people by that name who see the client; the client's own team comes first."""
    wanted = fold(typed)
    everybody = Person.objects.filter(is_active=True).select_related("department", "office").order_by(by_name(), "pk")
    named = [
        one for one in everybody if any(word.startswith(wanted) for word in (fold(one.name), *fold(one.name).split()))
    ]
    team = set(client.roles.filter(Q(ends=None)).values_list("person", flat=True))
    named.sort(key=lambda one: one.pk not in team)
    found: list[Person] = []
    for one in named[:LOOKED_AT]:
        if may_see(one, client):
            found.append(one)
        if len(found) == OFFERED:
            break
    return found
