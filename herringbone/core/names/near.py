"""Many names compared with many companies on record, by the measure of `companies`, quickly."""

from collections import defaultdict
from collections.abc import Iterable

from herringbone.core.names.companies import (
    FLOOR,
    SHORTEST_INITIALS,
    Known,
    Likeness,
    company_words,
    possible_duplicates,
)


class NearNames:
    """Companies on record, put in order once, so that each of a thousand names is compared with few of them.

    It says what `possible_duplicates` says of all of them: what may reach the floor is found by how names begin, by
    their letters without blanks, by initials, and by letters that are nearly the same; only that is measured.
    """

    def __init__(self, known: Iterable[Known]) -> None:
        self.known = list(known)
        self.ways: dict[str, set[int]] = defaultdict(set)  # by "begins:", "letters:" or "initials:"
        self.spelled: list[str] = []
        self.of: list[int] = []  # whose each spelling is
        for place, company in enumerate(self.known):
            for name in (company.name, *company.also):
                if not (parts := company_words(name)):
                    continue
                for way in _ways(parts):
                    self.ways[way].add(place)
                self.spelled.append(" ".join(sorted(parts)))
                self.of.append(place)

    def near(self, name: str, *, limit: int = 5) -> list[Likeness]:
        """The companies that a name may mean, likeliest first."""
        parts = company_words(name)
        if not parts:
            return []
        found = {place for way in (*_ways(parts), *_across(parts)) for place in self.ways.get(way, ())}
        from rapidfuzz import fuzz, process  # takes 4 MB, and few pages compare names

        spelled = " ".join(sorted(parts))
        alike = process.extract(spelled, self.spelled, scorer=fuzz.ratio, score_cutoff=FLOOR, limit=None)
        found.update(self.of[at] for _text, _score, at in alike)
        return possible_duplicates(name, (self.known[place] for place in sorted(found)), limit=limit)


def _ways(parts: tuple[str, ...]) -> list[str]:
    """By what a name is found that is the same but for blanks, or goes on otherwise."""
    initials = [f"initials:{_initials(parts)}"] if len(parts) >= SHORTEST_INITIALS else []
    return [f"begins:{parts[0]}", f"letters:{''.join(parts)}", *initials]


def _across(parts: tuple[str, ...]) -> list[str]:
    """The initials that a name is, and the name that its initials are."""
    return [f"initials:{parts[0]}"] if len(parts) == 1 else [f"begins:{_initials(parts)}"]


def _initials(parts: tuple[str, ...]) -> str:
    return "".join(part[0] for part in parts)
