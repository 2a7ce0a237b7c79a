"""A line taken apart at its arrow and its semicolons."""

import re
from dataclasses import dataclass

from herringbone.core.text import one_line

_ARROW = re.compile(r"\s*(?:→|⇒|➔|➜|=+>|-+>)\s*")
# Alone it is an arrow as well, but not in "budget > 10k".
_BARE_ARROW = re.compile(r"(?:\s+>\s*|>\s+)(?=[^\s\d])")
_BETWEEN_STEPS = re.compile(r"\s*;\s*")
MOST_STEPS = 20


@dataclass(frozen=True, slots=True)
class Line:
    """What was said, and the promises after the arrow."""

    head: str
    steps: tuple[str, ...]


def take_apart(line: str) -> Line:
    """Cut a line; an arrow without anything after it makes no step. More steps than anybody promises stay in one."""
    line = one_line(line)
    arrow = _ARROW if _ARROW.search(line) else _BARE_ARROW
    head, *rest = arrow.split(line)
    steps = [step.strip() for part in rest for step in _BETWEEN_STEPS.split(part)]
    steps = [step for step in steps if step]
    if len(steps) > MOST_STEPS:
        steps = [*steps[: MOST_STEPS - 1], "; ".join(steps[MOST_STEPS - 1 :])]
    return Line(head.strip(), tuple(steps))


def tidy(text: str) -> str:
    """A text from which something was taken out: no double blanks, no comma left at its ends."""
    text = re.sub(r"\s+([,;:.])", r"\1", re.sub(r"\s{2,}", " ", text))
    return text.strip(" ,;:-–")
