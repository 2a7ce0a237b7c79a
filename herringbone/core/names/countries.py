"""The names of countries, in the languages in which people write them down."""

from functools import cache

from babel import Locale

from herringbone.core.names.text import fold

LANGUAGES = ("en", "it", "de")
ALSO = frozenset({"usa", "us", "u.s.", "u.s.a.", "uk", "u.k.", "great britain", "england", "scotland", "wales"})
# Towns as well: where a file says nothing else, nobody knows which is meant.
TOWNS = """
luxembourg lussemburgo luxemburg monaco singapore singapur panama guatemala djibouti gibuti dschibuti kuwait macao
gibraltar gibilterra
"""


def is_country(text: str) -> bool:
    """Whether a country is called so, in any of these languages."""
    return fold(text.strip()) in _names()


def is_town_too(text: str) -> bool:
    """Whether a town is called like this country."""
    return fold(text.strip()) in TOWNS.split()


@cache
def _names() -> frozenset[str]:
    found = set(ALSO)
    for language in LANGUAGES:
        territories = Locale(language).territories
        found |= {fold(name) for code, name in territories.items() if len(code) == 2 and code.isalpha()}
    return frozenset(found)
