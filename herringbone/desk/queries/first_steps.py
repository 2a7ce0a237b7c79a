"""What a new agency has in already, and what it still lacks."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, Q

from herringbone.clients.models import Client, Contact
from herringbone.core.models import Agency
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
    def all_done(self) -> bool:
        """Whether nothing of them is left."""
        return all((self.people, self.departments, self.head, self.clients, self.contacts, self.jobs))


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
    return None if steps.all_done else steps
