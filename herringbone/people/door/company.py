"""Sign-in with an account of the house: which one it is, whose it is, and who may still come by another way.

The person is known by issuer and subject alone. The address that the account shows is asked once, to find whose it is
the first time, and only where the provider says that it has verified it.
"""

from dataclasses import dataclass
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import clear_authentication_records, get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from herringbone.people.actions.identities import bind_identity
from herringbone.people.actions.signing_in import note_failed_sign_in
from herringbone.people.models import Identity, Person
from herringbone.people.rules import may_administer
from herringbone.record.action import Refused

COMPANY = "oidc"  # the method, as allauth notes it in the session


class NotLetIn(Exception):
    """Nobody comes in this way; the text says why, for whoever tried."""


@dataclass(frozen=True)
class Shown:
    """What the provider vouches for: who it is there, and the mail address if it has verified it, else nothing."""

    issuer: str
    subject: str
    email: str


def person_of(shown: Shown) -> Person:
    """Whose account it is; bound to them where it is not yet. Raises NotLetIn."""
    bound = Identity.objects.filter(issuer=shown.issuer, subject=shown.subject, released=None).select_related("person")
    if known := bound.first():
        if not known.person.is_active:
            note_failed_sign_in(known.person, "company account")
            raise NotLetIn(_stranger())
        return known.person
    if not shown.email:
        raise NotLetIn(
            _("The company account does not say that its mail address is verified, so it cannot be told whose it is.")
        )
    person = Person.objects.filter(email__iexact=shown.email, is_active=True).first()
    if person is None:
        note_failed_sign_in(None, "company account")
        raise NotLetIn(_stranger())
    try:
        bind_identity(by=person, person=person, issuer=shown.issuer, subject=shown.subject)
    except Refused as reason:
        note_failed_sign_in(person, "company account")
        raise NotLetIn(f"{str(reason).rstrip('.')}.") from None
    return person


def _stranger() -> str:
    return _("Nobody here has the mail address of that company account. An administrator can invite you.")


def is_bound(person: Person) -> bool:
    """Whether an account of the house is bound to somebody. One query."""
    return Identity.objects.filter(person=person, released=None).exists()


def may_come_otherwise(person: Person) -> bool:
    """Whether passwords, passkeys and letters let somebody in: everybody, or administrators alone.

    For them it stays open, so that a provider that is away or set up wrongly shuts nobody out for good.
    """
    return not (settings.OIDC and settings.OIDC.only) or may_administer(person)


def refused_otherwise(request: HttpRequest, person: Person) -> HttpResponse | None:
    """What is answered to whoever came by a way that is not open to them; None where it is."""
    records: list[dict[str, Any]] = get_authentication_records(request, person)
    if may_come_otherwise(person) or (records and records[-1].get("method") == COMPANY):
        return None
    clear_authentication_records(request)
    note_failed_sign_in(person, "not by company account")
    get_adapter().add_message(request, messages.ERROR, message=_("Here one comes in with the company account."))
    return redirect("account_login")
