"""What a change made of a text, word by word."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

# Below this likeness a text was written anew: marking single words would only confuse.
ALIKE = 0.4
WORDS = 2_000  # a longer text is marked as a whole, since comparing grows with the square


Mark = Literal["same", "ins", "del"]


class Run(NamedTuple):
    """A stretch of text, and whether it stayed, came in or was taken out."""

    mark: Mark
    text: str


def difference(was: str, now: str) -> list[Run]:
    """The runs that make `now` of `was`: what was taken out stands before what came in its place."""
    before, after = _words(was), _words(now)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if len(before) + len(after) > WORDS or matcher.ratio() < ALIKE:
        return _put_together([("del", was), ("ins", now)])
    pieces: list[tuple[Mark, str]] = []
    for tag, start, end, from_, to in _joined(matcher.get_opcodes(), before):
        old, new = "".join(before[start:end]), "".join(after[from_:to])
        pieces += [("same", new)] if tag == "equal" else [("del", old), ("ins", new)]
    return _put_together(pieces)


def _words(text: str) -> list[str]:
    """Words, each with the space before it, so that put together they are the text."""
    return re.findall(r"\s*\S+", f" {text.strip()}")


def _put_together(pieces: Iterable[tuple[Mark, str]]) -> list[Run]:
    """Runs without empty ones; the space before a mark stays outside of it."""
    runs: list[Run] = []
    for mark, text in pieces:
        inner = text.lstrip()
        space = text[: len(text) - len(inner)] or (" " if runs else "")
        if not inner:
            continue
        if mark == "same" or not runs:
            runs.append(Run(mark, (space if runs else "") + inner))
        else:
            runs += [Run("same", space), Run(mark, inner)]
    return runs


def _joined(codes: Iterable[tuple[str, int, int, int, int]], before: list[str]) -> list[tuple[str, int, int, int, int]]:
    """Changes with only one short word between them become one change: two marks around "of" are harder to read."""
    joined: list[tuple[str, int, int, int, int]] = []
    for tag, start, end, from_, to in codes:
        if len(joined) >= 2 and tag != "equal":
            (bridge, b1, b2, _, _), (_, s1, _, f1, _) = joined[-1], joined[-2]
            if bridge == "equal" and len("".join(before[b1:b2]).strip()) <= 3:
                joined[-2:] = [("replace", s1, end, f1, to)]
                continue
        joined.append((tag, start, end, from_, to))
    return joined
