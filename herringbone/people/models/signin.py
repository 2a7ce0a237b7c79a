"""Invitations, and seeing the program as somebody else sees it."""

from django.db import models
from django.db.models import F, Q

from herringbone.core import clock
from herringbone.people.models.person import Person


class Invitation(models.Model):
    """A way in for somebody who has no password yet. Only the token's SHA-256 is kept; it works once."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="invitations")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    # Written when the mail is made; none is not the same as another none, so null and not "".
    token_sha256 = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001
    made = models.DateTimeField(default=clock.now)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)
    revoked = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"Invitation of {self.person}"


class Viewing(models.Model):
    """An administrator looks at the program as somebody else: read only, with a reason, for half an hour at most."""

    by = models.ForeignKey(Person, models.PROTECT, related_name="viewings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="viewed")
    reason = models.CharField(max_length=200)
    begins = models.DateTimeField(default=clock.now)
    expires = models.DateTimeField()
    ended = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(expires__gt=F("begins")), name="viewing_ends"),
            models.CheckConstraint(condition=~Q(person=F("by")), name="viewing_somebody_else"),
        ]

    def __str__(self) -> str:
        return f"{self.by} as {self.person}"
