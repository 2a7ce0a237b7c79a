"""The job change form: what was promised on a job is changed on paper that named people acknowledge (B2)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from herringbone.core import clock
from herringbone.people.models import Person
from herringbone.work.models.form import Form
from herringbone.work.models.job import Job


class Change(models.Model):
    """What makes of a form a change form: the job, what is to be otherwise, and why. It is routed like any form.

    `wanted` holds what is to be otherwise, and `seen` what stood there when that was written: stage, begins,
    delivered_by, budget, scope, deliverables, and milestones by their id (a date, or nothing where one is dropped).
    With its submission it takes effect: from then on `seen` says what was. `number` counts the job's changes.
    `touches` names the brief, plan or documents that it concerns: {"what": […], "files": [ids], "other": ""}.
    """

    client_path: ClassVar = "form__client"

    form = models.OneToOneField(Form, models.PROTECT, related_name="change")
    job = models.ForeignKey(Job, models.PROTECT, related_name="changes")
    number = models.PositiveSmallIntegerField(null=True)
    why = models.CharField(max_length=300, blank=True)
    wanted = models.JSONField(default=dict, blank=True)
    seen = models.JSONField(default=dict, blank=True)
    touches = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["job", "number"], condition=Q(number__isnull=False), name="one_change_per_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.job}: change {self.number or ''}".rstrip()


class ChangeSource(models.Model):
    """An item of a contact report was put on a change form.

    `item_key` names the item through corrections. No item stands on two forms; where the draft was discarded, the row
    passes to the next one.
    """

    client_path: ClassVar = "change__form__client"

    change = models.ForeignKey(Change, models.PROTECT, related_name="sources")
    item_key = models.CharField(max_length=36, unique=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.change} from a contact report"
