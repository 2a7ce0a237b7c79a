"""A code for a client, made of its name: three letters that nobody has, as people would choose them."""

import re
from collections.abc import Collection, Iterator

from herringbone.core.names import company_words, fold

LENGTH = 3
NAMELESS = "CLI"  # of a name without a Latin letter


def code_for(name: str, taken: Collection[str]) -> str:
    """A code that is free: ORS for Orsatti Vermouth, else ORV, OVE …, else ORS2, ORS3 …"""
    return next(code for code in _candidates(name) if code not in taken)


def _candidates(name: str) -> Iterator[str]:
    words = [word for word in (_plain(word) for word in company_words(name)) if word] or [_plain(name)]
    whole = "".join(words)
    base = (whole[:LENGTH] or NAMELESS).ljust(LENGTH, "X")
    yield base
    if len(words) > 1:
        yield (words[0][:2] + words[1][0]).ljust(LENGTH, "X")
        yield (words[0][0] + words[1][:2]).ljust(LENGTH, "X")
    for last in whole[LENGTH:]:
        yield base[:2] + last
    number = 2
    while True:
        yield f"{base}{number}"
        number += 1


def _plain(word: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", fold(word).upper())
