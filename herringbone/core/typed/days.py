"""A day as people type it, in English or Italian, by the calendar of an office."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from herringbone.core import clock
from herringbone.core.dates import Ambiguous, Read, label, question, read_date
from herringbone.core.models import Office
from herringbone.core.wording import dates


@dataclass(frozen=True)
class Way:
    """A way out: a value for the field, and what its button says."""

    value: str
    label: str


class Unread(ValueError):
    """What was typed cannot be read; the text says why, `ways` what may be meant."""

    def __init__(self, reason: str, ways: tuple[Way, ...] = ()) -> None:
        super().__init__(reason)
        self.ways = ways

    @property
    def in_full(self) -> str:
        """The reason, and what may be meant."""
        return f"{self} {', '.join(way.label for way in self.ways)}".strip()


def read_day(typed: str, today: date, *, back: bool = False) -> date | None:
    """The day that was typed; None for nothing. Raises Unread, with the days that may be meant.

    `back` looks for the nearest day gone by: since when, when somebody left.
    """
    typed = typed.strip()
    if not typed:
        return None
    reading = read_date(typed, today, language=dates.language(), back=back)
    if isinstance(reading, Read) and reading.day:
        return reading.day
    if isinstance(reading, Ambiguous):
        meant = [read for read in reading.choices if read.day]
        ways = tuple(Way(shown_day(read.day), label(Read(read.day), today)) for read in meant if read.day)
        raise Unread(question(reading, typed), ways)
    raise Unread(_("“%(typed)s” is not a day. Write it as 8 Dec, or 2026-12-08.") % {"typed": typed})


def shown_day(day: date | None) -> str:
    """A day as it stands in a field, so that reading it gives the same day: "8 Dec 2026"."""
    return dates.written(day, "far") if day else ""


class DayInput(forms.TextInput):
    """An input for a day; beside it the page puts the month of `office` (component `field`)."""

    def __init__(self, office: int) -> None:
        super().__init__(attrs={"autocomplete": "off"})
        self.office = office


class DayField(forms.CharField):
    """A day as people type it, by the calendar of one office; gives a date, or None where it may be empty."""

    widget: DayInput

    def __init__(self, *, office: Office, back: bool = False, **given: Any) -> None:
        told = gettext_lazy("As 9 Dec 2024") if back else gettext_lazy("As 9 Dec, or wed")
        super().__init__(max_length=60, widget=DayInput(office.pk), **{"help_text": told, **given})
        self.today, self.back = office.local(clock.now()).date(), back

    def clean(self, value: Any) -> date | None:
        """Raises ValidationError for what is no day, or may be two."""
        text = super().clean(value)
        try:
            return read_day(text, self.today, back=self.back)
        except Unread as reason:
            raise ValidationError(reason.in_full) from None

    def prepare_value(self, value: Any) -> Any:
        """A date as it would be typed; what was typed stays as it is."""
        return shown_day(value) if isinstance(value, date) else value
