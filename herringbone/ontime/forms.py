"""The form of a duty's length."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from herringbone.clients.forms.acted import ActedForm
from herringbone.clients.forms.words import unit_choices
from herringbone.clients.models import Client
from herringbone.core import clock
from herringbone.core.names.order import by_name
from herringbone.core.text import OneLineField
from herringbone.core.typed import DayField
from herringbone.people.models import Person
from herringbone.people.rules import may_administer, may_direct, standing, visible_to
from herringbone.record.duties.declare import register
from herringbone.record.models import Policy

Unit = Policy.Unit


class LengthForm(ActedForm):
    """How long a kind of duty may take: for the whole agency or one client, from now or from a day on."""

    client = forms.ModelChoiceField(Client.objects.none(), label=_("For"), required=False)
    amount = forms.IntegerField(
        label=_("Length"), min_value=1, max_value=1000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input-short"}),
    )  # fmt: skip
    unit = forms.TypedChoiceField(label=_("Counted in"), coerce=Unit)

    def __init__(self, *args: Any, person: Person, units: Sequence[Policy.Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["begins"] = DayField(office=person.office, label=_("Counts from"), required=False)
        self.fields["unit"].choices = unit_choices(units)  # type: ignore[attr-defined]
        of_client: Any = self.fields["client"]
        of_client.queryset = led_by(person)
        of_client.empty_label = _("The whole agency")
        if not sets_for_all(person):
            of_client.required, of_client.empty_label = True, _("Choose a client")

    def clean_begins(self) -> datetime | None:
        """Midnight of the day at the client's office, or one's own; nothing for today, which is now."""
        day: date | None = self.cleaned_data["begins"]
        client: Client | None = self.cleaned_data.get("client")
        zone = (client or self.person).office.wall
        if day is None or day == clock.now().astimezone(zone).date():
            return None
        return datetime.combine(day, time.min, zone)


class ReasonForm(ActedForm):
    """Why a duty was late."""

    why = OneLineField(label=_("Why it was late"), max_length=300)


class GoalForm(ActedForm):
    """The share in time that the agency aims at, from a day on; of all duties, or of one kind."""

    kind = forms.ChoiceField(label=_("For"), required=False)
    share = forms.IntegerField(
        label=_("In time, of a hundred"), min_value=1, max_value=100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input-short"}),
    )  # fmt: skip

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = sorted(((name, str(kind.plural)) for name, kind in register.items()), key=lambda one: one[1])
        self.fields["kind"].choices = [("", _("All duties")), *kinds]  # type: ignore[attr-defined]
        self.fields["begins"] = DayField(office=person.office, label=_("Counts from"), required=False)


def sets_for_all(person: Person) -> bool:
    """Whether somebody may set what counts for the whole agency."""
    return may_direct(person) or may_administer(person)


def led_by(person: Person) -> Any:
    """The clients for which this person may set a length, by name."""
    here = standing(person)
    seen = visible_to(person, Client).select_related("office").order_by(by_name())
    return seen if here.directs_agency else seen.filter(pk__in=here.led)
