"""How often somebody may try a door that needs no password. Counted in the cache that all processes share."""

from django.core.cache import cache
from django.http import HttpRequest

from herringbone.core.addresses import client_address

MINUTES = 10
OF_ONE_ADDRESS = 20  # wrong tries within MINUTES; a network of IPv6 counts as one address
OF_ALL = 1_000


def shut_to(door: str, request: HttpRequest) -> bool:
    """Whether this address has tried a door too often and must wait."""
    return int(cache.get(_key(door, client_address(request)), 0)) >= OF_ONE_ADDRESS


def note_wrong(door: str, request: HttpRequest) -> bool:
    """Count a wrong try; tells whether it was one too many, of this address or of all together."""
    own = _count(_key(door, client_address(request)))
    return _count(_key(door, "all")) > OF_ALL or own > OF_ONE_ADDRESS


def used_too_often(door: str, whose: str, most: int) -> bool:
    """Count one more use of what somebody holds a right to; tells whether it is more than `most` within MINUTES."""
    return _count(_key(door, whose)) > most


def _key(door: str, whose: str) -> str:
    return f"wrong:{door}:{whose}".replace(" ", "-")  # what every cache takes as a key


def _count(key: str) -> int:
    if cache.add(key, 1, MINUTES * 60):
        return 1
    try:
        return int(cache.incr(key))
    except ValueError:  # it ran out between the two
        cache.set(key, 1, MINUTES * 60)
        return 1
