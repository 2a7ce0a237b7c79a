"""A contact, what they allowed, and how they are reached."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from herringbone.clients.forms.acted import ActedForm
from herringbone.clients.importing.companies import Companies
from herringbone.clients.models import Client, Consent, ContactRole, Reach
from herringbone.core.models import Office
from herringbone.core.text import OneLineField, ProseField
from herringbone.core.typed import DayField, FoundField
from herringbone.people.models import Person
from herringbone.people.rules import visible_to

ROLES = [
    (ContactRole.Kind.DECIDES.value, _("decides")),
    (ContactRole.Kind.DAY_TO_DAY.value, _("day to day")),
    (ContactRole.Kind.FINANCE.value, pgettext_lazy("what a contact does", "finance")),
    (ContactRole.Kind.LEGAL.value, pgettext_lazy("what a contact does", "legal")),
]
CHANNELS = [
    (Consent.Channel.ANY.value, _("any way")),
    (Consent.Channel.MAIL.value, _("by mail")),
    (Consent.Channel.PHONE.value, _("by telephone")),
    (Consent.Channel.MARKETING.value, _("with our own advertising")),
]
REACHES = [
    (Reach.Kind.MAIL.value, _("mail address")),
    (Reach.Kind.PHONE.value, _("telephone")),
    (Reach.Kind.PLACE.value, _("postal address")),
    (Reach.Kind.WEB.value, _("web address")),
]


class ContactForm(ActedForm):
    """Somebody outside the agency."""

    name = OneLineField(label=_("Name"), max_length=120)
    title = OneLineField(label=_("Title"), max_length=120, required=False)
    roles = forms.MultipleChoiceField(
        label=_("For us"), choices=ROLES, required=False, widget=forms.CheckboxSelectMultiple
    )
    email = OneLineField(
        label=_("Mail address"),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "off"}),
    )
    phone = OneLineField(
        label=_("Telephone"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("the client’s")), *settings.LANGUAGES], required=False
    )
    notes = ProseField(
        label=_("Notes"),
        max_length=5000,
        required=False,
        help_text=_("Seen by the team alone"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class OutsiderForm(ContactForm):
    """Somebody at no client of ours: a printer, a publisher, a consultant."""

    company = OneLineField(label=_("Company"), max_length=200, required=False)

    field_order = ["name", "company"]


class NewContactForm(OutsiderForm):
    """A new contact: at a client that the person sees, or elsewhere."""

    client = FoundField(Client.objects.none(), label=_("Client"), required=False, empty_label=_("no client of ours"))

    field_order = ["name", "client", "company"]

    def __init__(self, *args: object, person: Person, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["client"].queryset = visible_to(person, Client)  # type: ignore[attr-defined]


class PlaceForm(ActedForm):
    """The client of a contact who has none; proposed is the one that the contact's company sounds like."""

    client = FoundField(Client.objects.none(), label=_("Client"))

    def __init__(self, *args: Any, person: Person, company: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = visible_to(person, Client)
        self.fields["client"].queryset = seen  # type: ignore[attr-defined]  # a choice of records
        meant = Companies(seen).called(company)
        self.fields["client"].initial = meant[0] if len(meant) == 1 else None


class ConsentForm(ActedForm):
    """What a contact allowed or forbade."""

    channel = forms.ChoiceField(label=_("May be reached"), choices=CHANNELS)
    allowed = forms.TypedChoiceField(
        label=_("They said"),
        choices=[("no", _("no, do not contact me so")), ("yes", _("yes, you may"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    source = OneLineField(label=_("How they said so"), max_length=200, help_text=_("By telephone on 3 March"))


class DepartureForm(ActedForm):
    """The day somebody left."""

    def __init__(self, *args: object, office: Office, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"] = DayField(office=office, back=True, label=_("Left on"))


class ReachForm(ActedForm):
    """A further way to reach somebody."""

    kind = forms.ChoiceField(label=_("Kind"), choices=REACHES)
    value = ProseField(label=_("Address or number"), max_length=500, widget=forms.TextInput)
    label = OneLineField(label=_("Called"), max_length=60, required=False, help_text=_("private, assistant, Milan"))
