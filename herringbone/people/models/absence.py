"""Who is away, and who stands in."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from herringbone.people.models.person import Person


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def running(self, at: datetime) -> "AbsenceQuerySet":
        """The absences of a moment."""
        return self.filter(begins__lte=at, ends__gt=at)


class Absence(models.Model):
    """A person away, and who stands in: moments and not dates, since half a day off is common."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="absences")
    cover = models.ForeignKey(Person, models.PROTECT, related_name="covers")
    begins = models.DateTimeField()
    ends = models.DateTimeField()
    reason = models.CharField(max_length=40, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="absence_lasts"),
            models.CheckConstraint(condition=~Q(cover=F("person")), name="cover_is_somebody_else"),
        ]
        indexes = [models.Index("ends", "begins", name="absences_running")]

    def __str__(self) -> str:
        return f"{self.person} away"
