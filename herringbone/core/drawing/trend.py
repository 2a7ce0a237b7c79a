"""The share of twelve months as a line: thin, flat, labelled in place. The table beside it has the figures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDE, TALL = 800, 350
LEFT, RIGHT, TOP, BOTTOM = 40.0, 704.0, 32.0, 300.0  # "100%" stands left of it, "obiettivo 100%" right, both in whole
INSET = 14.0  # of the first and the last point from the ends of the axis
STEPS = (5, 10, 25)  # between grid lines, of which there are at most four
HUNDRED = 100
APART = 20  # of two lines of words at the end of the drawing
BELOW = 19  # the lowest point: where its words stand


@dataclass(frozen=True)
class Point:
    """One month: `share` of one, or None where nothing can be said; `year` stands below where it begins."""

    label: str
    share: Decimal | None
    said: str  # the share in words, at the line's end
    year: str = ""


def scale(shares: Sequence[Decimal]) -> tuple[int, int, int]:
    """Lowest mark, highest mark and step, in hundredths, so that all shares lie between at most five marks."""
    lowest, highest = min(shares) * HUNDRED, max(shares) * HUNDRED
    for step in STEPS:
        low, high = floor(lowest / step) * step, ceil(highest / step) * step
        high = max(high, low + step)
        if high > HUNDRED:
            low, high = HUNDRED - step, HUNDRED
        if (high - low) // step <= 4:
            return low, high, step
    return 0, HUNDRED, STEPS[-1]


def trend(
    points: Sequence[Point], sentence: str, worst: str = "", goals: Sequence[int | None] = (), goal: str = ""
) -> SafeString:
    """The drawing; nothing where no month has a share. `worst` is said beside the lowest point, if not the last.

    `goals` are what was aimed at in each month, in hundredths; `goal` is said at the end of their line.
    """
    known = [(number, point) for number, point in enumerate(points) if point.share is not None]
    if not known:
        return SafeString("")
    aims = [Decimal(aim) / HUNDRED for aim in goals if aim is not None]
    last_number, last = known[-1]
    lowest_number, lowest = min(known, key=lambda one: one[1].share or 0)
    said = bool(worst) and lowest_number != last_number
    low, high, step = scale([*aims, *(point.share for _, point in known if point.share is not None)])
    if said and (BOTTOM - TOP) * float((lowest.share or 0) * HUNDRED - low) / (high - low) < BELOW:
        low -= step  # so that its words have room above the months
    apart = (RIGHT - LEFT - 2 * INSET) / max(1, len(points) - 1)

    def x(number: int) -> str:
        return f"{LEFT + INSET + number * apart:.1f}"

    def y(hundredths: Decimal | int) -> float:
        return BOTTOM - (BOTTOM - TOP) * float(hundredths - low) / (high - low)

    def height(share: Decimal | None) -> float:
        return y((share or Decimal(0)) * HUNDRED)

    ends = height(last.share)
    parts = [
        format_html_join("", *_marks(low, high, step, y)),
        *_goal(goals, goal, apart, y, ends),
        *(_line([(x(number), height(point.share)) for number, point in run]) for run in _runs(known)),
        format_html_join(
            "", '<text class="faint middle" x="{}" y="320">{}</text>',
            ((x(number), point.label) for number, point in enumerate(points)),
        ),
        format_html_join(
            "", '<text class="faint middle" x="{}" y="338">{}</text>',
            ((x(number), point.year) for number, point in enumerate(points) if point.year),
        ),
        *(_worst(x(lowest_number), height(lowest.share), worst, lowest_number) if said else ()),
        format_html(
            '<circle class="milestone" cx="{0}" cy="{1}" r="3.5"/><text class="strong halo" x="{2}" y="{3}">{4}</text>',
            x(last_number), f"{ends:.1f}", f"{float(x(last_number)) + 12:.1f}", f"{ends - 6:.1f}", last.said,
        ),
    ]  # fmt: skip
    inside = format_html_join("", "{}", ((part,) for part in parts))
    return format_html(
        '<svg class="drawing" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>', WIDE, TALL, sentence, inside
    )


def _marks(low: int, high: int, step: int, y: Callable[[int], float]) -> tuple[str, list[tuple[object, ...]]]:
    marks: list[tuple[object, ...]] = []
    for mark in range(max(low, 0), high + 1, step):
        at = y(mark)
        kind = "axis" if mark == max(low, 0) else "grid"
        marks.append((kind, f"{at:.1f}", f"{at + 4:.1f}", f"{mark}%" if mark + step > high else mark))
    return (
        f'<line class="{{0}}" x1="{LEFT:.0f}" x2="{RIGHT:.0f}" y1="{{1}}" y2="{{1}}"/>'
        f'<text class="faint end" x="{LEFT - 8:.0f}" y="{{2}}">{{3}}</text>',
        marks,
    )


def _goal(
    goals: Sequence[int | None], said: str, apart: float, y: Callable[[Decimal | int], float], taken: float
) -> tuple[SafeString, ...]:
    """What was aimed at, as a line that steps where it was set anew; its words keep clear of the last share's."""
    places: list[tuple[float, float]] = []
    for number, aim in enumerate(goals):
        if aim is not None:
            middle = LEFT + INSET + number * apart
            begins = LEFT if number == 0 else middle - apart / 2
            ends = RIGHT if number == len(goals) - 1 else middle + apart / 2
            places += [(begins, y(aim)), (ends, y(aim))]
    if not places:
        return ()
    at = places[-1][1]
    beside = at + 4 if abs(at - taken) > APART else taken + APART
    line = " ".join(f"{x:.1f},{height:.1f}" for x, height in places)
    return (
        format_html('<polyline class="line-goal" points="{}"/>', line),
        format_html('<text x="{}" y="{}">{}</text>', f"{RIGHT + 8:.0f}", f"{beside:.1f}", said),
    )


def _runs(known: list[tuple[int, Point]]) -> list[list[tuple[int, Point]]]:
    """The points that follow each other without a month between of which nothing can be said."""
    runs: list[list[tuple[int, Point]]] = []
    for number, point in known:
        if runs and runs[-1][-1][0] == number - 1:
            runs[-1].append((number, point))
        else:
            runs.append([(number, point)])
    return runs


def _line(places: list[tuple[str, float]]) -> SafeString:
    """A line through several points; a dot where a month stands alone."""
    if len(places) == 1:
        return format_html('<circle class="milestone" cx="{}" cy="{}" r="2.5"/>', places[0][0], f"{places[0][1]:.1f}")
    return format_html('<polyline class="line" points="{}"/>', " ".join(f"{x},{y:.1f}" for x, y in places))


def _worst(x: str, y: float, said: str, number: int) -> tuple[SafeString, ...]:
    """The one point that needs a word: below it, where no line runs, since every other point is higher."""
    return (
        format_html('<circle class="bar-over" cx="{}" cy="{}" r="4"/>', x, f"{y:.1f}"),
        format_html(
            '<text class="late-text halo{}" x="{}" y="{}">{}</text>', " middle" if number else "", x,
            f"{y + BELOW:.1f}", said,
        ),
    )  # fmt: skip
