"""What a person holds that is still open, for whoever takes it over."""

from django.db.models import QuerySet

from herringbone.people.models import Person
from herringbone.work.models import Job, Routing, Stage, Task


def jobs_led(person: Person) -> QuerySet[Job]:
    """The jobs that somebody leads and that are not over."""
    return Job.objects.filter(lead=person).exclude(stage__in=Stage.OVER).order_by("number")


def next_steps_of(person: Person) -> QuerySet[Job]:
    """The jobs whose next step is somebody's."""
    return Job.objects.filter(next_person=person).exclude(stage__in=Stage.OVER).order_by("number")


def open_tasks_of(person: Person) -> QuerySet[Task]:
    """The tasks of somebody that are to be done."""
    return Task.objects.filter(owner=person, dropped=None, done=None).order_by("due", "pk")


def routings_of(person: Person) -> QuerySet[Routing]:
    """The forms that wait for somebody's word."""
    waits = Routing.objects.filter(person=person, acknowledgement=None, form__submission__isnull=False)
    return waits.exclude(form__job__stage__in=Stage.OVER).select_related("form__job").order_by("pk")
