"""Names stand in the order of a dictionary, on both databases."""

from random import Random

from herringbone.clients.actions import add_contact
from herringbone.clients.models import Contact
from herringbone.clients.queries.contact_list import contact_list
from herringbone.core.names.order import by_name
from herringbone.core.search.keeping import follow
from herringbone.people.models import Person
from tests.world import World

NAMES = ["Ádám Ács", "agnese Bo", "Bea Alti", "de Luca", "Élan", "Elba", "Èrika", "Zeta", "Øyvind Berg", "Ørsted"]
ORDER = ["Ádám Ács", "agnese Bo", "Bea Alti", "de Luca", "Élan", "Elba", "Èrika", "Ørsted", "Øyvind Berg", "Zeta"]


def test_names_stand_with_their_letter_whatever_its_accent_and_case(world: World):
    mixed = Random(7).sample(NAMES, len(NAMES))
    for name in mixed:
        add_contact(by=world.ae_alder, client=world.alder, name=name, roles=["day to day"])
    contacts = Contact.objects.filter(client=world.alder, name__in=NAMES)
    assert list(contacts.order_by(by_name(), "pk").values_list("name", flat=True)) == ORDER
    shown = [line.name for line in contact_list(world.ae_alder, {}).page.object_list]
    assert [name for name in shown if name in NAMES] == ORDER


def test_people_are_offered_in_that_order_too(world: World, client):
    for person, name in ((world.ae_alder, "élodie"), (world.coord_alder, "Dora"), (world.planner_alder, "Fa")):
        Person.objects.filter(pk=person.pk).update(name=name)
        follow({Person._meta.label: [person.pk]})
    client.force_login(world.sup_alder)
    page = client.get("/clients/ALD/team/").content.decode()
    offered = page[page.index('name="person"') :]
    assert offered.index(">Dora<") < offered.index(">élodie<") < offered.index(">Fa<")
