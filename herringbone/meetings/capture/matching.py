"""How well typed words name somebody: the whole name, a first name, a beginning, initials."""

from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum
from functools import lru_cache
from typing import TypeVar

from herringbone.core.names import words

Named = TypeVar("Named")


class Fit(IntEnum):
    """From the best to the weakest; weaker ones count only if there is no better."""

    WHOLE = 0
    WORDS = 1
    BEGINNINGS = 2
    INITIALS = 3


@lru_cache(maxsize=4096)
def parts_of(name: str) -> tuple[str, ...]:
    """The folded words of a name; kept, since one line asks for the same names again and again."""
    return tuple(words(name))


def begins(name: str, prefix: str) -> bool:
    """Whether some word of a name begins with `prefix`, or its initials are `prefix`."""
    parts = parts_of(name)
    return any(part.startswith(prefix) for part in parts) or initials(parts) == prefix


def initials(parts: Sequence[str]) -> str:
    """The first letters of a name's words."""
    return "".join(part[0] for part in parts)


def fit(typed: Sequence[str], name: str) -> Fit | None:
    """How the typed words name a name; None if some word does not."""
    parts = parts_of(name)
    if not typed or not parts:
        return None
    if sorted(typed) == sorted(parts):
        return Fit.WHOLE
    if _each(typed, parts, str.__eq__):
        return Fit.WORDS
    if _each(typed, parts, lambda word, part: part.startswith(word)):
        return Fit.BEGINNINGS
    if len(typed) == 1 and len(parts) > 1 and typed[0] == initials(parts):
        return Fit.INITIALS
    return None


def owner_fit(typed: Sequence[str], name: str) -> Fit | None:
    """The same where other words follow: only whole words, or an initial beside one (`M. Galli`, `Giulia O`)."""
    found = fit(typed, name)
    if found is not Fit.BEGINNINGS:
        return found
    parts = set(parts_of(name))
    whole = any(word in parts for word in typed)
    return found if whole and all(word in parts or len(word) == 1 for word in typed) else None


def _each(typed: Sequence[str], parts: Sequence[str], agrees: Callable[[str, str], bool]) -> bool:
    """Whether each typed word agrees with a part of its own."""
    left = list(parts)
    for word in typed:
        taken = next((part for part in left if agrees(word, part)), None)
        if taken is None:
            return False
        left.remove(taken)
    return True


def best(
    typed: Sequence[str], named: Iterable[Named], name: Callable[[Named], str], how: Callable[..., Fit | None] = fit
) -> tuple[Fit, list[Named]] | None:
    """Those that fit best, in the order given."""
    fits = [(found, one) for one in named if (found := how(typed, name(one))) is not None]
    if not fits:
        return None
    top = min(found for found, _ in fits)
    return top, list(dict.fromkeys(one for found, one in fits if found == top))
