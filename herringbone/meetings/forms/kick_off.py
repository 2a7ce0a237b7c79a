"""Small forms about kick-offs."""

from django import forms
from django.utils.translation import gettext_lazy as _

from herringbone.clients.forms.acted import ActedForm
from herringbone.core.text import OneLineField

MONEY = forms.TextInput(attrs={"inputmode": "decimal", "class": "input-money"})
SHORT = forms.TextInput(attrs={"class": "input-short"})


class WaiveForm(ActedForm):
    """Why a job goes into work without its kick-off."""

    why = OneLineField(label=_("Why it goes without"), max_length=300)


class SizeForm(ActedForm):
    """From which size a job begins with a kick-off."""

    amount = forms.DecimalField(
        label=_("Budget from"), required=False, min_value=1, max_digits=14, decimal_places=2, widget=MONEY,
        help_text=_("In the currency of the client’s office. Empty: no budget asks for one"),
    )  # fmt: skip
    departments = forms.IntegerField(
        label=_("Departments named on the form"), required=False, min_value=1, max_value=99, widget=SHORT,
        help_text=_("Empty: their number asks for none"),
    )  # fmt: skip
    currency = forms.CharField(
        label=_("Only for budgets in"), required=False, max_length=3, widget=SHORT,
        help_text=_("A currency other than the office’s, as JPY; its amount alone is set then"),
    )  # fmt: skip
