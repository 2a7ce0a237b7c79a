"""Raising and lowering walls, and naming who sees both sides."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from herringbone.core.names.order import by_name
from herringbone.core.text import OneLineField
from herringbone.core.typed import FoundField
from herringbone.people.forms.persons import PersonChoice
from herringbone.people.models import Person
from herringbone.people.queries.clients import clients_of


class RaiseForm(forms.Form):
    """Two clients, and why."""

    one = FoundField(None, label=_("Client"), empty_label="—")
    other = FoundField(None, label=_("Competes with"), empty_label="—")
    reason = OneLineField(label=_("Why"), max_length=200)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("one", "other"):
            self.fields[name].queryset = clients_of(person).order_by(by_name())  # type: ignore[attr-defined]


class LowerForm(forms.Form):
    """Why a wall comes down."""

    reason = OneLineField(label=_("Why it comes down"), max_length=200)


class NameForm(forms.Form):
    """Who sees both sides."""

    person = PersonChoice(label=_("Who sees both sides"))
