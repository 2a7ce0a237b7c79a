"""Invitations, accounts of the house that people sign in with, and seeing the program as somebody else sees it."""

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


class Identity(models.Model):
    """Somebody's account at the provider with which the agency's people sign in: its issuer and the name it has there.

    Bound at the first sign-in and for good: another account of the same provider never takes its place, whatever
    address it shows, until an administrator has released this one.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="identities")
    issuer = models.CharField(max_length=300)
    subject = models.CharField(max_length=255)
    bound = models.DateTimeField(default=clock.now)
    released = models.DateTimeField(null=True)
    released_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name_plural = "identities"
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "subject"], condition=Q(released=None), name="one_person_per_identity"
            ),
            models.UniqueConstraint(
                fields=["person", "issuer"], condition=Q(released=None), name="one_identity_per_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.issuer}"


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
