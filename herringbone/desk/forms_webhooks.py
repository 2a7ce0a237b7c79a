"""The forms of webhooks."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from herringbone.clients.forms.acted import ActedForm
from herringbone.clients.models import Client
from herringbone.core.text import OneLineField
from herringbone.core.typed import DayField
from herringbone.desk.forms_chats import AddressField
from herringbone.desk.queries.webhooks import client_with_code
from herringbone.desk.webhooks.types import EVERY, GROUPS, TYPES, group_of
from herringbone.people.models import Person


class WebhookForm(ActedForm):
    """Which address is told of what."""

    address = AddressField(label=gettext_lazy("Address"))
    client = OneLineField(
        label=gettext_lazy("Only of the client with the code"), required=False, max_length=8,
        help_text=gettext_lazy("Of all clients, where nothing is said"),
        widget=forms.TextInput(attrs={"class": "input-short"}),
    )  # fmt: skip
    every = forms.BooleanField(
        label=gettext_lazy("Of everything: all kinds below, and those that later versions bring"), required=False
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Of what"), choices=[(name, words) for name, _verb, words in TYPES], required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def kind_groups(self) -> list[tuple[Any, list[Any]]]:
        """The boxes of the kinds as they stand together: a heading, and its boxes."""
        boxes = self["kinds"].subwidgets
        return [
            (heading, [box for box in boxes if group_of(box.data["value"]) == number])
            for number, (heading, _begins) in enumerate(GROUPS)
        ]

    def given(self) -> dict[str, Any]:
        """What was filled in; everything is one kind that stands for all."""
        found = super().given()
        return {**found, "kinds": [EVERY]} if found.pop("every") else found

    def clean_client(self) -> Client | None:
        """The client of a code."""
        code = self.cleaned_data["client"]
        found = client_with_code(code) if code else None
        if code and not found:
            raise ValidationError(_("No client has that code"))
        return found


class RangeForm(ActedForm):
    """From which day to which, both included, everything is sent again."""

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(person.office.zone)
        self.fields["since"] = DayField(office=person.office, label=gettext_lazy("From"), back=True)
        self.fields["until"] = DayField(office=person.office, label=gettext_lazy("To"), back=True)

    def given(self) -> dict[str, Any]:
        """Two moments: the beginning of the one day and the end of the other."""
        first, last = self.cleaned_data["since"], self.cleaned_data["until"]
        return {"since": self._midnight(first), "until": self._midnight(last + timedelta(days=1))}

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time.min, self.zone)
