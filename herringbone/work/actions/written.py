"""What actions do with what people write: clean it, and refuse what is too long or missing, at its field."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from herringbone.core.models import Office, WorkingDay
from herringbone.core.text import one_line, prose
from herringbone.record.action import refuse_unless

LONGEST_PROSE = 20_000


def line(text: str, field: str, longest: int, missing: str = "") -> str:
    """One clean line. Refused where it is longer than its column, or empty when `missing` says what to write."""
    text = one_line(text)
    refuse_unless(text or not missing, missing, field)
    refuse_unless(len(text) <= longest, _("That is longer than %(longest)d characters") % {"longest": longest}, field)
    return text


def lines(text: str, field: str) -> str:
    """A clean text of several lines."""
    text = prose(text)
    longest = {"longest": LONGEST_PROSE}
    refuse_unless(len(text) <= LONGEST_PROSE, _("That is longer than %(longest)d characters") % longest, field)
    return text


def day(office: Office, on: date | None, field: str, now: datetime, past: bool = False) -> date:
    """A date within the office's calendar and, unless `past`, not before today."""
    refuse_unless(on, _("Choose a day"), field)
    assert on
    refuse_unless(past or on >= office.local(now).date(), _("That day has passed"), field)
    reached = WorkingDay.objects.filter(office=office, date=on).exists()
    refuse_unless(reached, _("The calendar of %(office)s does not reach that day") % {"office": office}, field)
    return on
