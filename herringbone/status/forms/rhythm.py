"""The days of a report, and a pause."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from herringbone.clients.forms.acted import ActedForm
from herringbone.clients.models import Client
from herringbone.core.text import OneLineField
from herringbone.core.typed import DayField

WEEKDAYS = (
    ("1", _("Monday")), ("2", _("Tuesday")), ("3", _("Wednesday")), ("4", _("Thursday")), ("5", _("Friday")),
)  # fmt: skip


class DaysForm(ActedForm):
    """On which days of the week."""

    days = forms.MultipleChoiceField(
        label=_("Published each week on"), choices=WEEKDAYS, required=False, widget=forms.CheckboxSelectMultiple
    )


class PauseForm(ActedForm):
    """Until when there is no report, and why."""

    reason = OneLineField(label=_("Why"), max_length=200)

    def __init__(self, *args: Any, client: Client, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["begins"] = DayField(
            label=_("From"), office=client.office, required=False, help_text=_("Empty: from today on")
        )
        self.fields["until"] = DayField(label=_("Last day without a report"), office=client.office)
        self.order_fields(["reason", "begins", "until"])
