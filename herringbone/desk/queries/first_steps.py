"""What a new agency has in already, and what it still lacks."""

from dataclasses import astuple, dataclass, fields
from datetime import datetime

from django.db.models import Exists, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from herringbone.clients.models import Client, Contact
from herringbone.core.models import Agency
from herringbone.core.wording.numbers import in_words, sentence
from herringbone.people.models import Department, Person, Role
from herringbone.people.rules import Standing
from herringbone.work.models import Job


@dataclass(frozen=True)
class FirstSteps:
    """Whether each of the first steps is done: there are people beside the first, departments with their heads, a head
    of account services, clients, contacts, jobs."""

    people: bool
    departments: bool
    head: bool
    clients: bool
    contacts: bool
    jobs: bool

    @property
    def left(self) -> int:
        """How many of them are still to do."""
        return astuple(self).count(False)

    @property
    def heading(self) -> str:
        """What stands above them: how many come first, and once some are done how many are left."""
        if self.left == len(fields(self)):
            return _("The agency is set up. Six things come first.")
        said = ngettext("one thing is left to do.", "%(number)s things are left to do.", self.left)
        return f"{_('The agency is set up.')} {sentence(said % {'number': in_words(self.left)})}"


def first_steps(here: Standing, at: datetime) -> FirstSteps | None:
    """Of an administrator, as long as something is left. One query; none for anybody else."""
    if not here.administers:
        return None
    head = Q(kind=Role.Kind.HEAD, person__is_active=True)
    row = Agency.objects.values_list(
        Exists(Person.objects.filter(is_active=True).exclude(pk=here.person)),
        Exists(Department.objects.filter(head__is_active=True)),
        Exists(Role.objects.running(at.date()).filter(head)),
        Exists(Client.objects.all()), Exists(Contact.objects.all()), Exists(Job.objects.all()),
    )[0]  # fmt: skip
    steps = FirstSteps(*row)
    return steps if steps.left else None
