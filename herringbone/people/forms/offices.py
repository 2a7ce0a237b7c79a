"""Offices, and the days on which one is closed."""

from datetime import timedelta
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from herringbone.core import clock
from herringbone.core.models import Office
from herringbone.core.text import OneLineField
from herringbone.core.typed import DayField, HourField
from herringbone.people.actions.offices import Place
from herringbone.people.queries.offices import clock_ahead, on_clock

TOMORROW = timedelta(days=1)


class ZoneChoice(forms.TypedChoiceField):
    """A time zone, found while typing."""

    def __init__(self, **given: Any) -> None:
        zones = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
        # The names of zones are of no language, so that nobody hears them read as one.
        shown = forms.Select(attrs={"data-typeahead": "", "lang": "zxx"})
        super().__init__(choices=[("", "—"), *((zone, zone) for zone in zones)], widget=shown, **given)


class OfficeForm(forms.Form):
    """Where an office is and when it is open."""

    name = OneLineField(label=_("Name"), max_length=80)
    legal_name = OneLineField(
        label=_("Company that invoices and signs there"), max_length=200, required=False,
        help_text=_("Its legal name, if not the agency’s own. It stands in the foot of what goes to clients here."),
    )  # fmt: skip
    tax_number = OneLineField(
        label=_("Its tax number"), max_length=40, required=False,
        help_text=_("VAT number or tax ID of the company, as it is to be printed behind its name."),
    )  # fmt: skip
    zone = ZoneChoice(label=_("Time zone"))
    country = OneLineField(label=_("Country of its holidays"), max_length=2, help_text=_("Two letters, as IT or US"))
    region = OneLineField(
        label=_("Region of its holidays"), max_length=10, required=False, help_text=_("As MI or NY, or empty")
    )
    opens = HourField(label=_("Opens at"))
    closes = HourField(label=_("Closes at"))
    currency = OneLineField(label=_("Currency"), max_length=3, help_text=_("Three letters, as EUR"))
    language = forms.ChoiceField(label=_("Language of whoever joins"), choices=settings.LANGUAGES)

    def clean_country(self) -> str:
        """In capitals."""
        return str(self.cleaned_data["country"]).upper()

    def clean_region(self) -> str:
        """In capitals, as most are."""
        return str(self.cleaned_data["region"]).upper()

    def clean_currency(self) -> str:
        """In capitals."""
        return str(self.cleaned_data["currency"]).upper()

    def place(self) -> Place:
        """What was typed, as the actions take it."""
        return Place(**{name: self.cleaned_data[name] for name in Place.__dataclass_fields__})


class OfficeChangeForm(OfficeForm):
    """The same of an office that is there, and from when its new clock, holidays or hours count. Where others are ahead
    already, it begins with those.
    """

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        ahead = clock_ahead(office)
        shown = on_clock(office, ahead) if ahead else office
        kwargs["initial"] = {
            **{name: getattr(shown, name) for name in Place.__dataclass_fields__},
            "opens": f"{shown.opens:%H:%M}",
            "closes": f"{shown.closes:%H:%M}",
            "since": ahead.since if ahead else office.local(clock.now()).date() + TOMORROW,
        }
        super().__init__(*args, **kwargs)
        self.fields["since"] = DayField(office=office, label=_("Hours, zone and holidays count from"))


class ClosingForm(forms.Form):
    """Days on which nobody works at an office, though no law says so."""

    why = OneLineField(label=_("Why"), max_length=120)

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first"] = DayField(office=office, label=_("First day closed"))
        self.fields["last"] = DayField(office=office, label=_("Last day closed"))
        self.order_fields(["first", "last", "why"])
