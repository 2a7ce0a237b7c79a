"""Ways in for those who have none yet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.core.mail import stays_here
from herringbone.core.models import Office
from herringbone.people.actions.persons import add_person, may_keep_people
from herringbone.people.models import Department, Invitation, Person
from herringbone.people.rules import may_administer
from herringbone.record.action import Done, Refused, action, refuse_unless
from herringbone.record.canonical import sha256
from herringbone.record.effects import enqueue

A_WEEK = timedelta(days=7)


@action("person invited", may=may_keep_people)
def invite(*, by: Person, person: Person) -> Done[Invitation]:
    """Send somebody a mail with a way in: good once, for seven days. Earlier ones that were not used are void."""
    refuse_unless(person.is_active, _("%(person)s has left the agency") % {"person": person})
    refuse_unless(
        not person.has_usable_password(),
        _("%(person)s has a password: who forgot it asks for a new one at the door") % {"person": person},
    )
    refuse_unless(person.address, _("No mail address of %(person)s is known yet. Enter it first") % {"person": person})
    now = clock.now()
    person.invitations.filter(used=None, revoked=None).update(revoked=now)
    invitation = Invitation.objects.create(person=person, by=by, made=now, expires=now + A_WEEK)
    enqueue("invitation", key=f"invitation:{invitation.pk}", subject=invitation, person=person)
    return Done(invitation, {"person": person.pk, "expires": invitation.expires})


def _may_revoke(*, by: Any, invitation: Invitation, **_: Any) -> bool:
    return may_keep_people(by=by)


@action("invitation revoked", may=_may_revoke)
def revoke_invitation(*, by: Person, invitation: Invitation) -> Done[Invitation]:
    """Close the way in before it was used."""
    refuse_unless(invitation.used is None, _("%(person)s has come in already") % {"person": invitation.person})
    refuse_unless(invitation.revoked is None, _("That invitation is void already"))
    invitation.revoked = clock.now()
    invitation.save(update_fields=["revoked"])
    return Done(invitation, {"person": invitation.person_id})


def _may_see_way_in(*, by: Any, **_: Any) -> bool:
    return may_administer(by)


@action("way in shown", may=_may_see_way_in)
def show_way_in(*, by: Person, invitation: Invitation, token: str) -> Done[Invitation]:
    """Let the way in of this token (`people.mail.new_token`) take the place of the one in the letter, to be handed on.

    Only where no mail server is set, so that the letter reaches nobody. The event says who saw it, and not what.
    """
    refuse_unless(stays_here(), _("The letter goes by mail: nobody else is to see its link"))
    refuse_unless(
        invitation.used is None and invitation.revoked is None and invitation.expires > clock.now(),
        _("This invitation was used, is too old, or was withdrawn"),
    )
    # Else the letter, once it is made, would void what was handed on.
    refuse_unless(invitation.token_sha256, _("The letter is being written. Ask again in a moment"))
    invitation.token_sha256 = sha256(token)
    invitation.save(update_fields=["token_sha256"])
    return Done(invitation, {"person": invitation.person_id})


def _invited(*, by: Any, invitation: Invitation, **_: Any) -> bool:
    return isinstance(by, Person) and by.is_active and by.pk == invitation.person_id


@action("invitation answered", may=_invited)
def answer_invitation(*, by: Person, invitation: Invitation, password: str) -> Done[Person]:
    """Choose a password and so come in, once. Nothing else about the person is taken from the answer."""
    now = clock.now()
    try:
        validate_password(password, by)
    except ValidationError as error:
        raise Refused(" ".join(error.messages), "password") from None
    still_good = Invitation.objects.filter(pk=invitation.pk, used=None, revoked=None, expires__gt=now)
    refuse_unless(still_good.update(used=now), _("This invitation was used, is too old, or was withdrawn"))
    by.set_password(password)
    by.save(update_fields=["password"])
    return Done(by, {"invitation": invitation.pk})


@dataclass(frozen=True)
class Invited:
    """One line of a list of people to be invited, and what became of it: `person`, or the `reason` why not."""

    line: int
    name: str
    email: str
    title: str = ""
    person: Person | None = None
    reason: str = ""


def invite_list(
    *, by: Person, office: Office, department: Department | None, lines: Sequence[Invited], language: str = ""
) -> tuple[Invited, ...]:
    """Enter and invite everybody on a list, or nobody: where one line is refused, each says what stands against it.

    `language` is that of their letter and pages; empty, the office's.
    """
    outcome: list[Invited] = []
    try:
        with transaction.atomic():
            outcome = [_one(by, office, department, line, language) for line in lines]
            if any(line.reason for line in outcome):
                raise _Undone
    except _Undone:
        return tuple(replace(line, person=None) for line in outcome)
    return tuple(outcome)


class _Undone(Exception):
    """One line was refused, so nothing of the list is kept."""


def _one(by: Person, office: Office, department: Department | None, line: Invited, language: str) -> Invited:
    if line.reason:
        return line
    try:
        with transaction.atomic():
            person = add_person(
                by=by, name=line.name, email=line.email, office=office, department=department, title=line.title,
                language=language,
            )  # fmt: skip
            invite(by=by, person=person)
    except Refused as refused:
        return replace(line, reason=str(refused))
    return replace(line, person=person)
