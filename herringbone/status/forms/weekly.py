"""What is typed at the table of a weekly meeting."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from herringbone.clients.forms.acted import ActedForm
from herringbone.clients.models import Client
from herringbone.core.text import OneLineField
from herringbone.core.typed import DayField
from herringbone.work.forms.fields import OurPersonField


class MeetingForm(ActedForm):
    """How long a meeting is meant to take."""

    minutes = forms.IntegerField(label=_("Minutes that it is meant to take"), min_value=5, max_value=240, initial=60)


class SpeakerForm(ActedForm):
    """Who speaks for a client."""

    def __init__(self, *args: Any, client: Client, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["speaker"] = OurPersonField(label=_("Who speaks"), client=client)


class TableChangeForm(ActedForm):
    """Why something that was promised changes; what exactly is written on the form itself."""

    why = OneLineField(label=_("What changes, and why"), max_length=300)


class TableTaskForm(ActedForm):
    """A task for somebody."""

    title = OneLineField(label=_("What is to be done"), max_length=300)

    def __init__(self, *args: Any, client: Client, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"] = OurPersonField(label=_("Who does it"), client=client)
        self.fields["due"] = DayField(label=_("Due on"), office=client.office)
