"""What a client said to a report, written down by one of ours."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from herringbone.clients.forms.acted import ActedForm
from herringbone.clients.models import Contact
from herringbone.core.text import ProseField
from herringbone.meetings.models.answer import Via
from herringbone.people.models import Person
from herringbone.people.rules import visible_to

VIA = [(Via.PHONE.value, _("by telephone")), (Via.MAIL.value, _("by mail"))]


class OnBehalf(ActedForm):
    """Who said it, and how it came."""

    contact = forms.ModelChoiceField(Contact.objects.none(), label=_("Who said it"), empty_label=None)
    via = forms.ChoiceField(label=_("It came"), choices=VIA, widget=forms.RadioSelect, initial=Via.PHONE.value)

    def __init__(self, *args: Any, person: Person, client: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = visible_to(person, Contact).filter(client=client, left=None)
        self.fields["contact"].queryset = rows  # type: ignore[attr-defined]


class ObjectionForm(OnBehalf):
    """An objection to one item of an issue."""

    reason = ProseField(
        label=_("What is wrong with it, in their words"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 4})
    )


class SettlementForm(ActedForm):
    """How an objection was settled in words."""

    how = ProseField(
        label=_("How it was settled with the client"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For a change in the report, issue a correction instead: it settles the objection by itself"),
    )


class CorrectionForm(ActedForm):
    """Why a report is corrected."""

    because = ProseField(
        label=_("Why it is corrected"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Stays in the house"),
    )
