"""Rhythms in words, and who may keep one."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from herringbone.clients.models import Client, Rhythm
from herringbone.clients.rules import contacts_open
from herringbone.core import clock
from herringbone.core.names.order import by_name
from herringbone.people.models import Person, Role

RHYTHMS = [
    (7, _("every week")),
    (14, _("every two weeks")),
    (30, _("every month")),
    (60, _("every two months")),
    (90, _("every three months")),
    (180, _("every six months")),
]


def rhythm_in_words(days: int) -> str:
    """ "every two weeks"; by the days where no choice of ours is so long."""
    told = dict(RHYTHMS).get(days)
    return str(told) if told else ngettext("every %(count)d day", "every %(count)d days", days) % {"count": days}


def team_of(client: Client) -> QuerySet[Person]:
    """Whoever has a role with the client now, by name."""
    running = Role.objects.running(client.office.local(clock.now()).date()).filter(client=client)
    return Person.objects.filter(pk__in=running.values("person"), is_active=True).order_by(by_name(), "pk")


def rhythms_open(person: Person) -> QuerySet[Rhythm]:
    """The rhythms that run, with contacts of whom somebody sees everything."""
    rows = Rhythm.objects.filter(contact__in=contacts_open(person), ended=None)
    return rows.select_related("contact__client", "person")
