"""The permissions that most actions ask for, and the one way to load records."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models
from django.db.models import QuerySet

from herringbone.people.models import Person, Role
from herringbone.people.rules.standing import Standing, standing

if TYPE_CHECKING:  # a higher floor, named for the type checker only
    from herringbone.clients.models import Client

Row = TypeVar("Row", bound=models.Model)
Kind = Role.Kind


def visible_to(person: Person, model: type[Row], at: datetime | None = None) -> QuerySet[Row]:
    """The only way to load records of a client: those of the clients that a person may see.

    The model says by `client_path` where its client stands; a model that does not say raises AttributeError,
    which is the intended refusal.
    """
    return visible(standing(person, at), model)


def visible(here: Standing, model: type[Row]) -> QuerySet[Row]:
    """The same for a standing that is known, which a query compiled once is given in the place of a person."""
    return model._default_manager.filter(here.sees(model.client_path))  # type: ignore[attr-defined]


def may_see(person: Person, client: "Client") -> bool:
    """Whether the client is visible to this person."""
    return isinstance(person, Person) and person.is_active and standing(person).sees_client(client.pk)


def may_work_on(person: Person, client: "Client") -> bool:
    """Whether this person may do the daily work of a client: all who see it, save management, who only read (R11)."""
    return may_see(person, client) and standing(person).writes


def may_lead_client(person: Any, client: "Client | None" = None) -> bool:
    """Whether the person leads this account: its supervisor or director, or the head of account services."""
    if not isinstance(person, Person) or not person.is_active:
        return False
    here = standing(person)
    if client is None:
        return here.directs_agency
    return here.sees_client(client.pk) and (here.directs_agency or client.pk in here.led)


def may_direct(person: Any, client: "Client | None" = None) -> bool:
    """Whether the person directs this client, or (no client) the agency."""
    if not isinstance(person, Person) or not person.is_active:
        return False
    here = standing(person)
    if client is None:
        return here.directs_agency
    return here.sees_client(client.pk) and (here.directs_agency or client.pk in here.directed)


def may_administer(person: Any) -> bool:
    """R12."""
    return isinstance(person, Person) and person.is_active and standing(person).administers
