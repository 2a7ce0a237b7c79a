"""Accounts of the house: bound to a person at the first sign-in, and released by an administrator alone."""

import uuid
from typing import Any

from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.people.models import Identity, Invitation, Person
from herringbone.people.rules import may_administer
from herringbone.record.action import Done, action, refuse_unless
from herringbone.record.effects import enqueue


def _oneself(*, by: Any, person: Person, **_: Any) -> bool:
    return isinstance(by, Person) and by.pk == person.pk


def _administrator(*, by: Any, **_: Any) -> bool:
    return may_administer(by)


@action("company account bound", may=_oneself)
def bind_identity(*, by: Person, person: Person, issuer: str, subject: str) -> Done[Identity]:
    """Whoever has shown that this account is theirs comes in by it from now on, whatever address it shows later.

    It answers an open invitation, and its person is told. Raises Refused where another account is bound to the person.
    """
    now = clock.now()
    refuse_unless(person.is_active, _("%(person)s has left the agency") % {"person": person})
    refuse_unless(
        not Identity.objects.filter(person=person, issuer=issuer, released=None).exists(),
        _("Another company account is bound to this person. An administrator can release it."),
    )
    identity = Identity.objects.create(person=person, issuer=issuer, subject=subject, bound=now)
    Invitation.objects.filter(person=person, used=None, revoked=None, expires__gt=now).update(used=now)
    _tell(person)
    return Done(identity, {"person": person.pk})


@action("company account released", may=_administrator)
def release_identity(*, by: Person, identity: Identity) -> Done[Identity]:
    """The account opens nothing any more; the person's next sign-in with one binds that one. They are told."""
    refuse_unless(identity.released is None, _("It was released already"))
    identity.released, identity.released_by = clock.now(), by
    identity.save(update_fields=["released", "released_by"])
    _tell(identity.person)
    return Done(identity, {"person": identity.person_id})


def _tell(person: Person) -> None:
    enqueue("notice: company account", key=f"notice:company:{person.pk}:{uuid.uuid4()}", subject=person, person=person)
