"""Fields that several forms of this feature share."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from herringbone.clients.models import Client, Contact
from herringbone.core import clock
from herringbone.core.models import Office
from herringbone.core.typed import DayField, Unread
from herringbone.core.wording import dates
from herringbone.people.models import Person
from herringbone.people.rules import visible_to
from herringbone.work.queries.people import team_of
from herringbone.work.typed import read_amount, shown_amount
from herringbone.work.working_days import Free, closed_on


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
    """A day on which the office works: a form that `AsksOfClosedDays` asks about another one.

    `stands` is the day that stands there already, which is no new question; `others` are offices that work on it, too.
    `keep` is what the tick says that lets the day be.
    """

    keep = gettext_lazy("Keep %(day)s")

    def __init__(
        self, *, office: Office, stands: date | None = None, others: Iterable[Office] = (), **given: Any
    ) -> None:  # fmt: skip
        super().__init__(office=office, **given)
        self.stands, self.offices = stands, list(others) or [office]

    def closed(self, day: date | None) -> list[Free]:
        """For each office that is closed on a day why, and which days are open around it. A query for each office."""
        if day is None or day < self.today or day == self.stands:
            return []
        return [free for office in self.offices if (free := closed_on(office, day))]


@dataclass(frozen=True)
class ClosedDay:
    """What the tick beside a closed day sends, what stands beside it, and whether it is ticked."""

    value: str
    label: str
    kept: bool


class AsksOfClosedDays(forms.Form):
    """Asks about each day on which an office is closed: it is another day, or it is kept with a tick beside it."""

    closed_days: dict[str, ClosedDay]  # by field; the component `field` draws the tick

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # Django's hook after cleaning
        self.closed_days = {}
        for name, field in self.fields.items():
            day = self.cleaned_data.get(name)
            if not isinstance(field, OpenDayField) or not day or not (closed := field.closed(day)):
                continue
            kept = self.data.get(f"{self.add_prefix(name)}-kept") == day.isoformat()
            if all(free.ways for free in closed):
                label = field.keep % {"day": dates.written(day, "long")}
                self.closed_days[name] = ClosedDay(day.isoformat(), label, kept)
            if not kept or name not in self.closed_days:
                self.add_error(name, " ".join(dict.fromkeys(free.reason for free in closed)))


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
