"""Which addresses may be asked: those that anybody on the internet could ask, and never one inside our own house (S33).

`settings.LOCAL_ADDRESSES` names hosts with their ports, as `hooks.intra.example:443`, that may stand inside, and may be
asked without https: for a receiver in one's own network, and for tests. Even they never lead to what machines tell
about themselves (the metadata addresses of clouds).
"""

import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

LONGEST = 500
PORTS = (443, 8443)
_PRINTED = re.compile(r"[!-~]+")
_HOST = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?")
_NUMBER = ipaddress.IPv4Network | ipaddress.IPv6Network
# What `ipaddress` of some version calls global, or what hides an address of the house in another.
_NEVER_GLOBAL: tuple[_NUMBER, ...] = tuple(
    ipaddress.ip_network(net)
    for net in (
        "0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "240.0.0.0/4",
        "::/96", "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2002::/16",
        "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
    )
)  # fmt: skip
# What no setting lets through: metadata of machines, link-local and multicast addresses.
_NEVER: tuple[_NUMBER, ...] = tuple(
    ipaddress.ip_network(net)
    for net in (
        "169.254.0.0/16", "168.63.129.16/32", "100.100.100.200/32", "224.0.0.0/4", "255.255.255.255/32", "fe80::/10",
        "fd00:ec2::/32", "ff00::/8", "::ffff:169.254.0.0/112", "64:ff9b::169.254.0.0/112",
    )
)  # fmt: skip


class BadAddress(Exception):
    """This address is not asked; the text says why, for the eyes of whoever typed it."""


class UnknownHost(Exception):
    """No number belongs to the host's name, at the moment."""


@dataclass(frozen=True)
class Place:
    """An address, read. `target` is its path with the query; `local` says that a setting lets it stand inside."""

    secure: bool
    host: str
    port: int
    target: str
    local: bool

    def __str__(self) -> str:
        port = "" if self.port == (443 if self.secure else 80) else f":{self.port}"
        return f"{'https' if self.secure else 'http'}://{self.host}{port}{self.target}"


def read(address: str) -> Place:
    """Read an address and refuse what may never be asked, as far as its own words say so. Raises BadAddress."""
    if len(address) > LONGEST:
        raise BadAddress(_("That is longer than an address of ours: at most 500 characters"))
    if not _PRINTED.fullmatch(address) or "\\" in address:
        raise BadAddress(_("An address has no spaces and only plain letters"))
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        raise BadAddress(_("That is no address: it begins with https:// and a host")) from None
    if parts.scheme not in ("https", "http") or not host:
        raise BadAddress(_("That is no address: it begins with https:// and a host"))
    if "@" in parts.netloc:
        raise BadAddress(_("No name and password in an address: they would be read by others"))
    if parts.fragment:
        raise BadAddress(_("What stands after # is never sent: leave it off"))
    if port is None:
        port = 443 if parts.scheme == "https" else 80
    target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    place = Place(parts.scheme == "https", host, port, target, f"{host}:{port}" in settings.LOCAL_ADDRESSES)
    if not place.local:
        _refuse_inside(place)
    return place


def _refuse_inside(place: Place) -> None:
    if not place.secure:
        raise BadAddress(_("Only https: what is sent must not be read on the way"))
    if not _HOST.fullmatch(place.host):
        raise BadAddress(_("A full host name, such as hooks.example.com, and not a number"))
    if place.port not in PORTS:
        raise BadAddress(_("Only the ports 443 and 8443"))


def numbers_of(place: Place) -> list[str]:
    """The numbers of a host's name, now. Raises BadAddress where any of them lies inside, and UnknownHost."""
    numbers = look_up(place.host, place.port)
    if not numbers:
        raise UnknownHost("no such host")
    if any(_is_forbidden(number, place.local) for number in numbers):
        raise BadAddress(_("That host lies inside a network of its own, which nobody outside can ask"))
    return numbers


def look_up(host: str, port: int) -> list[str]:
    """What the system's resolver says of a name; nothing where it knows of none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def _is_forbidden(number: str, local: bool) -> bool:
    """Whether a number must not be asked. One with a zone (`%eth0`) is always of a network of its own."""
    try:
        found = ipaddress.ip_address(number)
    except ValueError:
        return True
    if "%" in number or any(found in net for net in _NEVER):
        return True
    return not local and (
        not found.is_global or found.is_multicast or found.is_reserved or any(found in net for net in _NEVER_GLOBAL)
    )
