"""Who is meant by an @ in a remark."""

from collections.abc import Iterable

from herringbone.people.models import Person

SIGN = "@"


def named_in(text: str, people: Iterable[Person]) -> list[Person]:
    """The people whose full name stands behind an @ in the text, in that order; of two that begin alike, the longer."""
    if SIGN not in text:
        return []
    longest_first = sorted(people, key=lambda person: -len(person.name))
    found: dict[int, Person] = {}
    for at, char in enumerate(text):
        if char == SIGN:
            rest = text[at + 1 :].casefold()
            meant = next((one for one in longest_first if _begins(rest, one.name.casefold())), None)
            if meant:
                found.setdefault(meant.pk, meant)
    return list(found.values())


def _begins(rest: str, name: str) -> bool:
    return rest.startswith(name) and not rest[len(name) : len(name) + 1].isalnum()
