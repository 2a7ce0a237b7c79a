"""Who does what for which client, from when until when."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from herringbone.people.models.person import Person


class RoleQuerySet(models.QuerySet["Role"]):
    def running(self, on: date) -> "RoleQuerySet":
        """The roles held on a date."""
        return self.filter(Q(ends=None) | Q(ends__gt=on), starts__lte=on)


class Role(models.Model):
    """A role on a client's team, or in the whole agency (`client` empty), from `starts` until the day before `ends`.

    `shielded`: a member whom the client reaches only through the account team (A3).
    """

    class Kind(models.TextChoices):
        # of the agency as a whole
        HEAD = "head"  # R1, director of account services
        MANAGEMENT = "management"  # R11
        ADMINISTRATOR = "administrator"  # R12
        FINANCE = "finance"
        BUSINESS = "business development"  # R7
        TRAFFIC = "traffic"  # R8, where it spans all clients
        # on an account
        DIRECTOR = "director"  # R2
        SUPERVISOR = "supervisor"  # R3
        EXECUTIVE = "executive"  # R4
        COORDINATOR = "coordinator"  # R5
        PLANNER = "planner"  # R6
        PRODUCER = "producer"  # R8
        MEMBER = "member"  # R9
        POINT = "point person"
        SECOND = "second contact"

    AGENCY_KINDS: ClassVar = frozenset(
        {Kind.HEAD, Kind.MANAGEMENT, Kind.ADMINISTRATOR, Kind.FINANCE, Kind.BUSINESS, Kind.TRAFFIC}
    )
    client_path: ClassVar = "client"

    person = models.ForeignKey(Person, models.PROTECT, related_name="roles")
    client = models.ForeignKey("clients.Client", models.CASCADE, null=True, related_name="roles")
    kind = models.CharField(max_length=20, choices=Kind)
    shielded = models.BooleanField(default=False)
    starts = models.DateField()
    ends = models.DateField(null=True)

    objects = RoleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gte=F("starts")), name="role_lasts"),
            models.CheckConstraint(
                condition=Q(
                    client=None,
                    kind__in=["head", "management", "administrator", "finance", "business development", "traffic"],
                )
                | Q(
                    client__isnull=False,
                    kind__in=[
                        "director", "supervisor", "executive", "coordinator", "planner", "producer", "member",
                        "point person", "second contact",
                    ],
                ),
                name="role_in_agency_or_on_account",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index("person", "kind", "client", name="roles_of_a_person"),
            models.Index("client", "kind", "starts", name="team_of_a_client"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.kind}"
