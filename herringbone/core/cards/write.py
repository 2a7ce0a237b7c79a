"""Cards written as vCard 3.0 (RFC 2426), which telephones, Outlook and Google all read."""

from collections.abc import Iterable, Iterator

from herringbone.core.cards.read import Address, Card, Part
from herringbone.core.text import visible

FOLD = 75  # bytes of a line, its end not counted
_TYPES = {"work": "WORK", "home": "HOME", "mobile": "CELL", "fax": "FAX", "pager": "PAGER"}


def write_cards(found: Iterable[Card]) -> bytes:
    """A file of these cards. Labels that are no type of vCard go along as Apple and Google write them."""
    return "".join(f"{_folded(line)}\r\n" for card in found for line in _lines(card)).encode()


def _lines(card: Card) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    yield f"FN:{_escaped(card.name)}"
    yield f"N:{_escaped(card.family_name)};{_escaped(card.given_name)};;;"
    if card.companies:
        company = _escaped(card.companies[0])
        yield f"ORG:{company};{_escaped(card.department)}" if card.department else f"ORG:{company}"
    yield from (f"TITLE:{_escaped(title)}" for title in card.titles)
    groups = iter(range(1, 10_000))
    for mail in card.mails:
        yield from _labelled("EMAIL", mail, _escaped(mail.text), groups, "INTERNET")
    for phone in card.phones:
        yield from _labelled("TEL", phone, _escaped(phone.text), groups)
    for address in card.addresses:
        yield from _labelled("ADR", address, _postal(address), groups)
    for site in card.websites:
        yield from _labelled("URL", site, _escaped(site.text), groups)
    if card.notes:
        yield f"NOTE:{_escaped(card.notes)}"
    if card.categories:
        yield f"CATEGORIES:{','.join(_escaped(one) for one in card.categories)}"
    if card.uid:
        yield f"UID:{_escaped(card.uid)}"
    yield "END:VCARD"


def _labelled(name: str, part: Part | Address, value: str, groups: Iterator[int], kind: str = "") -> Iterator[str]:
    known = _TYPES.get(part.label.lower(), "")
    types = "".join(f";TYPE={one}" for one in (kind, known) if one)
    if part.label and not known:
        group = f"item{next(groups)}"
        yield f"{group}.{name}{types}:{value}"
        yield f"{group}.X-ABLabel:{_escaped(part.label)}"
    else:
        yield f"{name}{types}:{value}"


def _postal(address: Address) -> str:
    parts = ("", "", address.street, address.city, address.region, address.postcode, address.country)
    return ";".join(_escaped(part) for part in parts)


def _escaped(text: str) -> str:
    text = visible(text).replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    """At most so many bytes a line, no character cut in two."""
    pieces, size = [""], 0
    for sign in line:
        wide = len(sign.encode())
        if size + wide > FOLD:
            pieces.append(" ")
            size = 1
        pieces[-1] += sign
        size += wide
    return "\r\n".join(pieces)
