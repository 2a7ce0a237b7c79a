"""Invitations as they stand."""

from dataclasses import dataclass
from datetime import datetime

from django.shortcuts import get_object_or_404

from herringbone.core import clock
from herringbone.people.models import Invitation, Person
from herringbone.record.canonical import sha256

SHOWN = 100


@dataclass(frozen=True)
class Sent:
    """One invitation. `state`: "waiting", "used", "revoked" or "expired"; `written`: its letter was made."""

    id: int
    person: Person
    by: str
    made: datetime
    expires: datetime
    state: str
    written: bool


def live_invitation(token: str = "", pk: int | None = None) -> Invitation | None:
    """The invitation behind a link, or of a session that opened one; None for whatever may not be used now."""
    asked = {"token_sha256": sha256(token)} if token else {"pk": pk}
    found = Invitation.objects.select_related("person__office", "person__department")
    return found.filter(**asked, used=None, revoked=None, expires__gt=clock.now(), person__is_active=True).first()


def invitation_of(pk: int) -> Invitation:
    """One invitation, whatever its state. Raises Http404."""
    return get_object_or_404(Invitation.objects.select_related("person"), pk=pk)


def invitations() -> list[Sent]:
    """The newest first. One query."""
    now = clock.now()
    rows = Invitation.objects.select_related("person", "by").order_by("-made", "-pk")[:SHOWN]

    def state(row: Invitation) -> str:
        if row.used:
            return "used"
        if row.revoked:
            return "revoked"
        return "expired" if row.expires <= now else "waiting"

    return [
        Sent(
            row.pk, row.person, row.by.name if row.by else "", row.made, row.expires, state(row), bool(row.token_sha256)
        )
        for row in rows
    ]  # fmt: skip
