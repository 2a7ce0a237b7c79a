"""A client, the companies billed for it, its brands, and what it brings."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from herringbone.clients.forms.acted import ActedForm
from herringbone.clients.models import Client
from herringbone.core.models import Office
from herringbone.core.names.order import by_name
from herringbone.core.text import OneLineField, ProseField
from herringbone.core.typed import NOBODY, DayField, FoundField
from herringbone.people.models import Person
from herringbone.people.rules import visible_to


class CurrencyField(OneLineField):
    """A currency by its code."""

    def __init__(self, **options: object) -> None:
        shown = forms.TextInput(attrs={"class": "input-short", "autocapitalize": "characters"})
        super().__init__(**{"label": _("Currency"), "min_length": 3, "max_length": 3, "widget": shown, **options})  # type: ignore[arg-type]

    def to_python(self, value: object) -> str | None:
        code = super().to_python(value)
        return code.upper() if code else code


class ClientFields(ActedForm):
    """What is known of a client from the first day."""

    name = OneLineField(label=_("Name"), max_length=120)
    office = forms.ModelChoiceField(Office.objects.order_by(by_name()), label=_("Office"), empty_label=None)
    industry = OneLineField(label=_("Industry"), max_length=80, required=False)
    country = OneLineField(label=_("Country"), max_length=80, required=False)
    website = OneLineField(label=_("Website"), max_length=200, required=False)
    currency = CurrencyField(help_text=_("In which it is billed"), required=False)
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, help_text=_("Its people are written to in it")
    )
    parent = FoundField(Client.objects.none(), label=_("Belongs to"), required=False, empty_label=_("no other client"))

    field_order = ["name", "office", "industry", "country", "website", "currency", "language", "since"]

    def __init__(self, *args: object, person: Person, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"] = DayField(office=person.office, back=True, label=_("Client since"), required=False)
        self.fields["parent"].queryset = visible_to(person, Client)  # type: ignore[attr-defined]
        self.order_fields(self.field_order)


class NewClientForm(ClientFields):
    """Opening an account. Name, code and office are enough."""

    code = OneLineField(
        label=_("Code"),
        max_length=8,
        required=False,
        help_text=_("Up to eight letters and figures, for every job number. Left empty, one is made of the name"),
        widget=forms.TextInput(attrs={"class": "input-short", "autocapitalize": "characters"}),
    )
    point_person = FoundField(
        Person.objects.none(), label=_("Point person"), required=False, empty_label=_("nobody yet"), unknown=NOBODY
    )
    legal_name = OneLineField(label=_("Company that is billed"), max_length=200, required=False)
    brands = OneLineField(label=_("Brands"), required=False, max_length=600, help_text=_("With commas between them"))

    field_order = ["name", "code", "office", "point_person", *ClientFields.field_order[2:]]

    def __init__(self, *args: object, person: Person, **kwargs: object) -> None:
        super().__init__(*args, person=person, **kwargs)
        self.fields["point_person"].queryset = Person.objects.filter(is_active=True).order_by(by_name())  # type: ignore[attr-defined]

    def clean_brands(self) -> list[str]:
        """The brands as names."""
        return [name.strip() for name in (self.cleaned_data["brands"] or "").split(",") if name.strip()]


class EntityForm(ActedForm):
    """A company that is billed."""

    name = OneLineField(label=_("Registered name"), max_length=200)
    address = ProseField(label=_("Address"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    country = OneLineField(
        label=_("Country"),
        max_length=2,
        required=False,
        help_text=_("Two letters, as IT"),
        widget=forms.TextInput(attrs={"class": "input-short"}),
    )
    tax_number = OneLineField(label=_("Tax number"), max_length=40, required=False)


class BrandForm(ActedForm):
    """A brand's name."""

    name = OneLineField(label=_("Brand"), max_length=120)


class RevenueForm(ActedForm):
    """What an account brings in a year."""

    amount = forms.DecimalField(
        label=_("Revenue in a year"),
        max_digits=14,
        decimal_places=2,
        help_text=_("Fees and margins. Media and costs passed through are not in it"),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "input-money"}),
    )
    currency = CurrencyField()
    year = forms.IntegerField(
        label=_("Year"), widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input-short"})
    )
    source = OneLineField(
        label=_("Where the figure comes from"),
        max_length=200,
        help_text=_("Contract of March, forecast of the director"),
    )


class MajorForm(ActedForm):
    """From what revenue an account is a major one, in one currency."""

    currency = CurrencyField()
    amount = forms.DecimalField(
        label=_("Major from"),
        max_digits=14,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "input-money"}),
    )
