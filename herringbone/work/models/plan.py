"""Milestones, tasks and saved views of the job list."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from herringbone.clients.models import Client
from herringbone.core import clock
from herringbone.people.models import Person
from herringbone.work.models.job import Job


class Milestone(models.Model):
    """What is to be reached on a job, and on which date of the client's office; each date it had is a move."""

    client_path: ClassVar = "job__client"

    job = models.ForeignKey(Job, models.CASCADE, related_name="milestones")
    name = models.CharField(max_length=120)
    on = models.DateField()
    planned = models.DateTimeField(default=clock.now)
    dropped = models.DateTimeField(null=True)  # it is no longer part of the job

    class Meta:
        indexes = [models.Index(fields=["job", "on"], name="milestones_of_a_job")]

    def __str__(self) -> str:
        return f"{self.job}: {self.name}"


class MilestoneMove(models.Model):
    """A milestone was promised for a date: when it was planned (`was` empty), and each time it was moved, with why."""

    client_path: ClassVar = "milestone__job__client"

    milestone = models.ForeignKey(Milestone, models.CASCADE, related_name="moves")
    was = models.DateField(null=True)
    to = models.DateField()
    why = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(was=None) | ~Q(why=""), name="move_says_why")]
        indexes = [models.Index(fields=["milestone", "at", "id"], name="dates_of_a_milestone")]

    def __str__(self) -> str:
        return f"{self.milestone} for {self.to}"


class Reached(models.Model):
    """A milestone that was reached."""

    client_path: ClassVar = "milestone__job__client"

    milestone = models.OneToOneField(Milestone, models.CASCADE, related_name="reached")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.milestone} reached"


class Task(models.Model):
    """Something that one person does by a date, at the close of the office or at a time; each date is a move."""

    client_path: ClassVar = "client"

    client = models.ForeignKey(Client, models.PROTECT, related_name="tasks")
    job = models.ForeignKey(Job, models.PROTECT, null=True, related_name="tasks")
    title = models.CharField(max_length=300)
    owner = models.ForeignKey(Person, models.PROTECT, related_name="tasks")
    due = models.DateField()
    due_at = models.DateTimeField(null=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made = models.DateTimeField(default=clock.now)
    dropped = models.DateTimeField(null=True)
    item_key = models.CharField(max_length=36, blank=True)  # of the contact report's next step that it comes from

    class Meta:
        indexes = [
            models.Index(fields=["owner", "due"], name="tasks_of_a_person"),
            models.Index("dropped", condition=models.Q(dropped__isnull=False), name="tasks_dropped"),
        ]

    def __str__(self) -> str:
        return self.title


class TaskMove(models.Model):
    """A task was promised for a date: when it was made (`was` empty), and each time it was moved."""

    client_path: ClassVar = "task__client"

    task = models.ForeignKey(Task, models.CASCADE, related_name="moves")
    was = models.DateField(null=True)
    to = models.DateField()
    to_at = models.DateTimeField(null=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [
            models.Index(fields=["task", "at", "id"], name="dates_of_a_task"),
            models.Index("task", "id", condition=models.Q(was__isnull=False), name="tasks_moved"),
        ]

    def __str__(self) -> str:
        return f"{self.task} for {self.to}"


class TaskDone(models.Model):
    """A task was done, by whom and when."""

    client_path: ClassVar = "task__client"

    task = models.OneToOneField(Task, models.CASCADE, related_name="done")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.task} done"


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def of(self, person: Person | int) -> "SavedViewQuerySet":
        """A person's own, and those shared with everybody."""
        return self.filter(Q(person=person) | Q(shared=True))


class SavedView(models.Model):
    """Filters and order of a list under a name; one's own, or shared with everybody."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="views")
    list = models.CharField(max_length=30)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=500)
    shared = models.BooleanField(default=False)
    at = models.DateTimeField(default=clock.now)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "list", "name"], name="one_view_per_name")]
        indexes = [models.Index(fields=["list"], name="shared_views", condition=Q(shared=True))]

    def __str__(self) -> str:
        return self.name
