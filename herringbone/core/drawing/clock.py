"""The line of a clock: how much of a span has gone, with ticks at its quarters or days."""

from datetime import datetime

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


def clock_line(began: datetime, due: datetime, now: datetime, parts: int = 4) -> SafeString:
    """The thin line under a clock's figure, divided into `parts`. Hidden from screen readers: the figure says it."""
    whole = (due - began).total_seconds()
    spent = min(1.0, max(0.0, (now - began).total_seconds() / whole)) if whole > 0 else 1.0
    # The outermost ticks stand a hair inside, or half their stroke would be cut off.
    at = [min(99.8, max(0.2, 100 * part / parts)) for part in range(parts + 1)]
    ticks = format_html_join(
        "", '<line class="tick" x1="{0}%" x2="{0}%" y1="1" y2="7"/>', ((f"{place:.1f}",) for place in at)
    )
    return format_html(
        '<svg aria-hidden="true"><line class="left" x1="0" x2="100%" y1="4" y2="4"/>'
        '<line class="spent" x1="0" x2="{}%" y1="4" y2="4"/>{}</svg>',
        f"{100 * spent:.1f}",
        ticks,
    )
