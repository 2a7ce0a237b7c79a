"""The plumb line: hangs at "now"; late runs to the left of it, time left to the right, both on a log scale.

A week late is 58 px long and two weeks left are 98 px: the hours of today are told apart and next week still fits.
"""

from datetime import datetime
from functools import lru_cache
from math import log

from django.utils.html import format_html
from django.utils.safestring import SafeString

from herringbone.core.wording.durations import HOUR, urgency

CENTRE = 64.0
LATE_WEEK, LEFT_FORTNIGHT = 58.0, 98.0
WEEK_HOURS, FORTNIGHT_HOURS = 168.0, 336.0
# The hours over which the scale is nearly straight: a smaller number makes the first hours longer.
BEND = 2.0


def late_length(hours: float) -> float:
    """Pixels of a stroke for so many hours late, never beyond the edge of the drawing (about twelve days)."""
    return min(CENTRE, LATE_WEEK * log(1 + hours / BEND) / log(1 + WEEK_HOURS / BEND))


def left_length(hours: float) -> float:
    """Pixels of a stroke for so many hours left, never longer than that of two weeks."""
    return min(LEFT_FORTNIGHT, LEFT_FORTNIGHT * log(1 + hours / BEND) / log(1 + FORTNIGHT_HOURS / BEND))


def plumb(due: datetime, now: datetime) -> SafeString:
    """The plumb line of one duty. The words beside it say the same, so it is hidden from screen readers."""
    hours = abs((due - now).total_seconds()) / HOUR
    state = urgency(due, now)
    end = CENTRE - late_length(hours) if state == "late" else CENTRE + left_length(hours)
    return _strokes(state, f"{end:.1f}")


@lru_cache(maxsize=4096)  # all that there can be: a tenth of a pixel more or less
def _strokes(state: str, end: str) -> SafeString:
    if state == "late":
        stroke = format_html('<line class="plumb-late" x1="{}" x2="64" y1="50%" y2="50%"/>', end)
    else:
        stroke = format_html(
            '<line class="plumb-left{0}" x1="64" x2="{1}" y1="50%" y2="50%"/>'
            '<circle class="plumb-end{0}" cx="{1}" cy="50%" r="3"/>',
            " plumb-soon" if state == "soon" else "",
            end,
        )
    return format_html('<div class="plumb" aria-hidden="true"><svg>{}</svg></div>', stroke)


def plumb_marks() -> list[tuple[str, float]]:
    """Where the scale above the line bears its marks: (kind of mark, x), kinds being "week", "now" and "day"."""
    return [
        ("week", CENTRE - late_length(WEEK_HOURS)),
        ("now", CENTRE),
        ("day", CENTRE + left_length(24)),
        ("week", CENTRE + left_length(WEEK_HOURS)),
    ]
