"""To whom everything goes: one person, save where a client gets its own."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from herringbone.people.forms.persons import PersonChoice
from herringbone.people.models import Person
from herringbone.people.queries.handover import Pile


class HandoverForm(forms.Form):
    """A field `to` for all, and one for each client that differs: `client-7`."""

    to = PersonChoice(
        label=_("To whom"), required=False, help_text=_("Everything, save where a client says otherwise.")
    )
    leaves = forms.BooleanField(label=_("Then let them go: no way in from that moment"), required=False)

    def __init__(self, *args: Any, person: Person, piles: Sequence[Pile], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for pile in piles:
            if pile.client:
                self.fields[f"client-{pile.client}"] = PersonChoice(label=pile.name, required=False)
        for field in self.fields.values():
            if isinstance(field, PersonChoice):
                field.queryset = field.queryset.exclude(pk=person.pk)  # type: ignore[union-attr]

    def by_client(self) -> dict[int, Person]:
        """The heirs of single clients."""
        return {
            int(name.removeprefix("client-")): heir
            for name, heir in self.cleaned_data.items()
            if name.startswith("client-") and heir
        }
