"""Who can be named on a client's work, for the choices of forms."""

from datetime import date

from django.db.models import Q, QuerySet

from herringbone.clients.models import Client
from herringbone.core.names.order import by_name
from herringbone.people.models import Department, Person, Role


def team_of(client: Client, on: date) -> QuerySet[Person]:
    """Everybody active who holds a role on the client or was named on one of its forms."""
    held = Role.objects.running(on).filter(client=client).values("person")
    return (
        Person.objects.filter(Q(pk__in=held) | Q(routings__form__client=client), is_active=True)
        .distinct()
        .order_by(by_name())
    )


def departments_to_ask() -> QuerySet[Department]:
    """The departments that a form may go to: all but the one that writes it."""
    return Department.objects.exclude(craft=Department.Craft.ACCOUNT).select_related("head")
