"""When two names may be the same company."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from herringbone.core.names.text import fold, words

# Said at the end of a name, they tell how a company is founded and not which one it is.
_LEGAL_FORMS = (
    "ab ag aps as bv co company corp corporation gmbh group gruppo inc incorporated kg kgaa limited llc llp ltd ltda "
    "mbh nv ohg oy oyj plc pty pvt rl sa sagl sarl sas sl slu snc spa srl srls and e et und"
)
LEGAL_FORMS = frozenset(_LEGAL_FORMS.split())
ARTICLES = frozenset({"the", "la", "le", "il", "lo", "gli", "der", "die", "das"})
SHORTEST_INITIALS = 3
FLOOR = 86  # of 100, from which on a name may mean a company


class Why(StrEnum):
    """Why two names look like one company, from the surest to the least sure."""

    SAME = "same"
    LEGAL_FORM = "legal_form"
    SPACING = "spacing"
    PART = "part"
    INITIALS = "initials"
    SPELLING = "spelling"


@dataclass(frozen=True, slots=True)
class Known:
    """A company on record: its id, its name, and other names it goes by (legal name, brands)."""

    id: int
    name: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Likeness:
    """A known company that a name may mean, from 0 to 100."""

    known: Known
    score: float
    why: Why


def company_key(name: str) -> str:
    """What makes a company the same in an import: its name without case and surplus blanks."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


@lru_cache(maxsize=8192)
def company_words(name: str) -> tuple[str, ...]:
    """The folded words of a company's name without its legal form: `S.p.A.`, `GmbH & Co. KG`, `The … Company`."""
    parts = words(name.replace(".", ""))
    while len(parts) > 1 and parts[-1] in LEGAL_FORMS:
        parts.pop()
    if len(parts) > 1 and parts[0] in ARTICLES:
        parts.pop(0)
    return tuple(parts)


def possible_duplicates(name: str, known: Iterable[Known], *, limit: int = 5, floor: float = FLOOR) -> list[Likeness]:
    """Known companies that `name` may mean, likeliest first; none below `floor`."""
    if not company_words(name):
        return []
    found = []
    for company in known:
        score, why = max(
            (_likeness(name, other) for other in (company.name, *company.also)), key=lambda found: found[0]
        )
        if score >= floor:
            found.append(Likeness(company, score, why))
    found.sort(key=lambda likeness: (-likeness.score, fold(likeness.known.name)))
    return found[:limit]


def _likeness(one: str, other: str) -> tuple[float, Why]:
    if company_key(one) == company_key(other):
        return 100, Why.SAME
    ones, others = company_words(one), company_words(other)
    if not others:
        return 0, Why.SPELLING
    if ones == others:
        return 98, Why.LEGAL_FORM
    if "".join(ones) == "".join(others):
        return 96, Why.SPACING
    short, long = sorted((ones, others), key=len)
    if long[: len(short)] == short:
        return 92, Why.PART
    if len(short) == 1 and len(long) >= SHORTEST_INITIALS and short[0] == "".join(word[0] for word in long):
        return 90, Why.INITIALS
    # Names of few letters differ by one letter and are still two companies: demand more of them.
    letters = min(len("".join(ones)), len("".join(others)))
    penalty = max(0, 8 - letters) * 3
    from rapidfuzz import fuzz  # takes 4 MB, and few pages compare names

    return fuzz.token_sort_ratio(" ".join(ones), " ".join(others)) - penalty, Why.SPELLING
