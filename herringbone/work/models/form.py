"""The project-initiation form: no work starts without one that named people have acknowledged (B1)."""

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from herringbone.clients.models import Brand, Client, Contact
from herringbone.core import clock
from herringbone.core.fields import FixedField
from herringbone.people.models import Department, Person

if TYPE_CHECKING:
    from herringbone.work.models.job import Job


class JobKind(models.Model):
    """A kind of job: which departments its form must go to, which fields it asks beside the usual, its way.

    `way` lists the stages in their order by key. `fields` lists the extra questions of the form, each with `key`,
    `label` (and `label_it`), `type` ("text", "lines", "number", "date", "choice", "yes"), `choices` and `required`.
    """

    key = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=80)
    name_it = models.CharField(max_length=80, blank=True)
    needs = models.ManyToManyField(Department, related_name="+", blank=True)
    way = models.JSONField(default=list)
    fields = models.JSONField(default=list)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        italian = (get_language() or "").startswith("it")
        return self.name_it if italian and self.name_it else self.name


class Form(models.Model):
    """A project-initiation form, or with a `Change` a job change form: a draft until its `Submission` stands.

    From then on nothing of it changes any more.

    `route` names for a department who is to acknowledge, where it is not the department's head. `stamp` grows with each
    save: whoever edits an older state is shown both.
    """

    client_path: ClassVar = "client"

    client = models.ForeignKey(Client, models.PROTECT, related_name="forms")
    kind = models.ForeignKey(JobKind, models.PROTECT, null=True, blank=True, related_name="forms")
    name = models.CharField(max_length=200, blank=True)
    brand = models.ForeignKey(Brand, models.PROTECT, null=True, blank=True, related_name="forms")
    asked_by = models.ForeignKey(Contact, models.PROTECT, null=True, blank=True, related_name="+")
    asked_how = models.CharField(max_length=200, blank=True)  # "by telephone, Monday 16:05"
    begins = models.DateField(null=True, blank=True)
    delivered_by = models.DateField(null=True, blank=True)
    budget = FixedField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    scope = models.TextField(blank=True)
    departments = models.ManyToManyField(Department, related_name="forms", blank=True)
    route = models.JSONField(default=dict, blank=True)  # {"<department's id>": person's id}
    deliverables = models.JSONField(default=list, blank=True)  # [{"what", "quantity", "rounds"}]
    extra = models.JSONField(default=dict, blank=True)  # answers to the kind's own fields, by key
    unread = models.JSONField(default=dict, blank=True)  # what was typed into a draft and could not be read, by field
    lead = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="forms")
    begun = models.DateTimeField(default=clock.now)
    saved = models.DateTimeField(default=clock.now)
    stamp = models.PositiveIntegerField(default=0)
    discarded = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(budget=None) | Q(budget__gte=0), name="budget_not_negative")]

    def __str__(self) -> str:
        return self.name or "draft"

    @property
    def about(self) -> "Job | None":
        """The job that came of the form, or that a change form changes; none for a draft of a new job."""
        change = getattr(self, "change", None)
        return change.job if change else getattr(self, "job", None)


class Submission(models.Model):
    """A form was submitted: its job has its number, and the route must acknowledge."""

    client_path: ClassVar = "form__client"

    form = models.OneToOneField(Form, models.PROTECT, related_name="submission")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.form} submitted"


class Routing(models.Model):
    """A person whom a submitted form names, for a department, and who acknowledges it."""

    client_path: ClassVar = "form__client"

    form = models.ForeignKey(Form, models.CASCADE, related_name="routings")
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="routings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form", "person"], name="routed_once")]

    def __str__(self) -> str:
        return f"{self.form} to {self.person}"


class Acknowledgement(models.Model):
    """The form was seen: by click, or by word, and then `noted_by` says to whom it was confirmed and `how`."""

    client_path: ClassVar = "routing__form__client"

    routing = models.OneToOneField(Routing, models.PROTECT, related_name="acknowledgement")
    confirmed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    noted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    how = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.routing} acknowledged"
