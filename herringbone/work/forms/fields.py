"""Fields that several forms of this feature share."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from herringbone.clients.models import Client, Contact
from herringbone.core import clock
from herringbone.core.models import Office
from herringbone.core.typed import DayField, Unread
from herringbone.people.models import Person
from herringbone.people.rules import visible_to
from herringbone.work.queries.people import team_of
from herringbone.work.typed import read_amount, shown_amount
from herringbone.work.working_days import closed_on


class AmountField(forms.CharField):
    """An amount as people type it, in one currency: another one is refused."""

    def __init__(self, *, currency: str, **given: Any) -> None:
        super().__init__(max_length=60, **given)
        self.currency = currency

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        try:
            read = read_amount(text, self.currency)
        except Unread as reason:
            raise ValidationError(str(reason)) from None
        if read and read[1] != self.currency:
            raise ValidationError(_("Write the amount in %(currency)s") % {"currency": self.currency})
        return read[0] if read else None

    def prepare_value(self, value: Any) -> Any:
        return shown_amount(value, self.currency) if isinstance(value, Decimal) else value


class OpenDayField(DayField):
    """A day on which the office works; a closed one is refused with the nearest open ones."""

    def __init__(self, *, office: Office, **given: Any) -> None:
        super().__init__(office=office, **given)
        self.office = office

    def clean(self, value: Any) -> date | None:
        """Raises ValidationError for what is no day, may be two, or is a day on which the office is closed."""
        day = super().clean(value)
        free = closed_on(self.office, day) if day and day >= self.today else None
        if free:
            raise ValidationError(free.reason)
        return day


class OurPersonField(forms.ModelChoiceField):
    """Somebody who works on a client."""

    def __init__(self, *, client: Client, **given: Any) -> None:
        super().__init__(queryset=team_of(client, today_at(client)), empty_label="—", **given)


class EitherSideField(forms.ChoiceField):
    """One of ours or one of the client's: its value is "ours-7" or "theirs-4"."""

    def __init__(self, *, reader: Person, client: Client, **given: Any) -> None:
        ours = [(f"ours-{one.pk}", one.name) for one in team_of(client, today_at(client))]
        contacts = visible_to(reader, Contact).filter(client=client, left=None)
        theirs = [(f"theirs-{one.pk}", one.name) for one in contacts]
        super().__init__(choices=[("", "—"), (_("Ours"), ours), (client.name, theirs)], **given)


def today_at(client: Client) -> date:
    """The date at the client's office."""
    return client.office.local(clock.now()).date()
