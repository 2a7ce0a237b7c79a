"""What a client's contact may say to a report."""

from django import forms
from django.utils.translation import gettext as _

from herringbone.clients.forms.acted import ActedForm
from herringbone.core.text import OneLineField, ProseField
from herringbone.meetings.models.answer import Wrong


class ObjectForm(ActedForm):
    """What is wrong with an item, by a choice, by a line, or both."""

    why = forms.ChoiceField(choices=Wrong.choices, required=False)
    should = ProseField(max_length=3_000, required=False)

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        if not given.get("why") and not given.get("should"):
            self.add_error("should", _("Say in a line what is wrong"))
        return given


class ConfirmForm(ActedForm):
    """The name of whoever confirms."""

    name = OneLineField(max_length=120)


class MessageForm(ActedForm):
    """Something else that the client wants to say."""

    text = ProseField(max_length=5_000)
