"""How often somebody at a client is to be heard from."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from herringbone.clients.forms.acted import ActedForm
from herringbone.clients.queries.relations import RHYTHMS
from herringbone.core.typed import NOBODY, FoundField
from herringbone.people.models import Person


class RhythmForm(ActedForm):
    """Who keeps in touch, and how often."""

    every = forms.TypedChoiceField(label=_("Meet or call them"), choices=RHYTHMS, coerce=int, initial=30)
    person = FoundField(
        Person.objects.none(),
        label=_("Who does"),
        required=False,
        empty_label=_("whoever answers for the client"),
        unknown=NOBODY,
    )

    def __init__(self, *args: Any, team: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = team  # type: ignore[attr-defined]  # a choice of records
