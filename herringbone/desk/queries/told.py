"""What a person was told."""

from django.db.models import QuerySet

from herringbone.desk.models import Notification
from herringbone.people.models import Person
from herringbone.people.rules import Standing


def told_to(person: Person, here: Standing) -> QuerySet[Notification]:
    """The person's own notifications, newest first, without those of clients they may no longer see."""
    beside = ("event__by", "event__contact", "event__client", "instead_of")
    own = Notification.objects.select_related(*beside).filter(person=person)
    return (own.filter(event__client=None) | own.filter(here.sees("event__client"))).order_by("-made", "-pk")
