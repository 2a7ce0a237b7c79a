"""From where, and for whom: the keys under which attempts are counted."""

import ipaddress
import unicodedata
from typing import Any

from django.conf import settings
from django.http import HttpRequest

PREFIX_OF_A_HOME = 64  # bits of an IPv6 address that one customer holds; all of it counts as one


def client_address(request: HttpRequest) -> str:
    """The address that a request came from, as counted: past the trusted proxies, IPv6 cut to its network.

    What a client itself writes into X-Forwarded-For stands further left than the proxies' own entries and is
    never read. An address that cannot be read counts as `0.0.0.0`, so all such share one count.
    """
    told = request.META.get("REMOTE_ADDR", "")
    proxies: int = settings.TRUSTED_PROXIES
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if proxies and len(hops) >= proxies:
        told = hops[-proxies]
    try:
        address = ipaddress.ip_address(told.strip().strip("[]"))
    except ValueError:
        return "0.0.0.0"  # noqa: S104  # a name for "unknown", nothing is bound to it
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, PREFIX_OF_A_HOME), strict=False).network_address)
    return str(address)


def account_key(request: HttpRequest | None, credentials: dict[str, Any] | None = None) -> str:
    """The account that somebody tries to enter, in one spelling, so that no other spelling gets fresh attempts."""
    given = credentials or {}
    if request is not None and not given:
        given = request.POST.dict()
    told = next((given[name] for name in ("email", "login", "username") if given.get(name)), "")
    return unicodedata.normalize("NFKC", str(told)).strip().casefold()
