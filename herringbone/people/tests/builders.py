"""Those who keep an agency with somebody else, and what they ask of each other."""

from django.test import Client as Browser

from herringbone.people.actions import add_person, give_role
from herringbone.people.models import Wall
from herringbone.record.models import Event


def another(world, name, kind):
    """Somebody new with a role in the agency, whoever the others are."""
    made = add_person(
        by=world.head, name=name, email=f"{name.split()[0].lower()}@agency.example", office=world.office,
        department=world.departments["account services"],
    )  # fmt: skip
    give_role(by=world.head, person=made, client=None, kind=kind)
    return made


def signed_in(person):
    """A browser with which they have come in."""
    browser = Browser()
    browser.force_login(person)
    return browser


def stands(world):
    """The wall between Alder and Cedar, if it stands."""
    return Wall.objects.filter(lowered=None, one__in=[world.alder, world.cedar], other__in=[world.alder, world.cedar])


def last(verb):
    """The newest event of a verb."""
    return Event.objects.filter(verb=verb).last()
