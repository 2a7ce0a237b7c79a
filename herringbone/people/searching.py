"""The agency's own people are searched: whoever works here finds them, as in the directory. Who has left is not."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from herringbone.core.links import link
from herringbone.core.search import Searched, Shown, Text
from herringbone.people.models import Person


def _people() -> QuerySet[Person]:
    return Person.objects.filter(is_active=True)


def _person(person: Person) -> Iterator[Text]:
    """Neither office, department nor the house's own domain: hundreds share those, and would hide clients so called."""
    body = " · ".join(part for part in (person.title, person.email.partition("@")[0], person.phone) if part)
    yield Text(person.name, None, str(person.pk), (), body, person.title, shown=Shown.HOUSE)


PERSON = Searched(
    "person", _("People"), Person, _people, _person,
    {"people.Person": "pk"},
    lambda found: link("person", int(found.key)), order=25, shelf="few",
)  # fmt: skip
