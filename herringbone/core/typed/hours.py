"""An hour of the day as people type it."""

import re
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

TYPED = re.compile(r"(\d{1,2})(?:\s*[:.h]\s*|(?=\d\d\b))?(\d\d)?\s*h?\s*(?:([ap])\.?m\.?)?", re.IGNORECASE | re.ASCII)
NOON = 12


def read_hour(text: str) -> time | None:
    """10:30, 10.30, 10h30, 1030, 930, 10, 9am, 2:30 p.m.; None where it is no hour."""
    said = TYPED.fullmatch(text.strip())
    if not said:
        return None
    hour, minute, half = int(said[1]), int(said[2] or 0), (said[3] or "").lower()
    if half:
        if not 1 <= hour <= NOON:
            return None
        hour = hour % NOON + (NOON if half == "p" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        return None


class HourField(forms.CharField):
    """An hour, typed; gives a time, or None where it may be empty."""

    def __init__(self, **given: Any) -> None:
        shown = forms.TextInput(attrs={"inputmode": "numeric", "class": "input-short", "placeholder": "10:30"})
        super().__init__(max_length=20, widget=shown, **given)

    def clean(self, value: Any) -> time | None:
        """Raises ValidationError for what is no hour."""
        text = super().clean(value)
        found = read_hour(text) if text else None
        if text and found is None:
            raise ValidationError(_("That is no hour. Write it as 10:30, or 10"))
        return found
