"""Cards as contacts: names, companies, and every way to reach somebody. Nothing is fetched from an address."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from herringbone.core.cards.lines import Line, cards
from herringbone.core.names import read_phone
from herringbone.core.text import one_line, prose

_APPLE = re.compile(r"_\$!<(.*)>!\$_")
# Types that say what a phone or address is for, and how we call it; the last two before all others.
_LABELS = {"work": "work", "home": "home", "cell": "mobile", "mobile": "mobile", "pager": "pager", "fax": "fax"}
_SILENT = {"internet", "pref", "voice", "text", "msg", "video", "textphone", "postal", "parcel", "dom", "intl", "x400"}
LONGEST = 500  # characters of one value


@dataclass(frozen=True, slots=True)
class Part:
    """A mail address, telephone or web address and its label; of a telephone also the extension."""

    text: str
    label: str = ""
    extension: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address in its parts."""

    street: str  # with box and suite, in lines
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    label: str = ""

    @property
    def text(self) -> str:
        """As it is written on an envelope."""
        town = " ".join(filter(None, (self.postcode, self.city)))
        return "\n".join(filter(None, (self.street, town, self.region, self.country)))


@dataclass(frozen=True, slots=True)
class Card:
    """Somebody, or a company, as a card has it: preferred ways first, else in the order of the file."""

    line: int = 0
    name: str = ""
    family_name: str = ""
    given_name: str = ""
    companies: Sequence[str] = ()
    department: str = ""
    titles: Sequence[str] = ()
    mails: Sequence[Part] = ()
    phones: Sequence[Part] = ()
    addresses: Sequence[Address] = ()
    websites: Sequence[Part] = ()
    notes: str = ""
    uid: str = ""
    categories: Sequence[str] = field(default=())


def looks_like_cards(text: str) -> bool:
    """Whether a text is a file of vCards, by how it begins."""
    return text[:200].lstrip("\ufeff \t\r\n").lower().startswith("begin:vcard")


def read_cards(text: str) -> list[Card]:
    """All cards of a file. What a card has that is none of ours, or unreadable, is left out of it."""
    return [_card(begins, lines) for begins, lines in cards(text)]


def _card(begins: int, lines: Sequence[Line]) -> Card:
    labels = {line.group: _label_of_group(line) for line in lines if line.name == "X-ABLABEL" and line.group}

    def all_of(name: str) -> list[Line]:
        return sorted((line for line in lines if line.name == name and line.raw.strip()), key=_preference)

    def first(name: str) -> str:
        return next((text for line in all_of(name) if (text := one_line(line.text))), "")

    family, given, middle, before, after = [*map(one_line, _first_parts(all_of("N"))), *[""] * 5][:5]
    organisations = [[one_line(part) for part in line.parts] for line in all_of("ORG")]
    return Card(
        line=begins,
        name=first("FN") or " ".join(filter(None, (before, given, middle, family, after))),
        family_name=family,
        given_name=given,
        companies=[parts[0] for parts in organisations if parts[0]],
        department=next((parts[1] for parts in organisations if len(parts) > 1 and parts[1]), ""),
        titles=[text for line in all_of("TITLE") if (text := one_line(line.text))],
        mails=[_part(line, labels, one_line(line.text)) for line in all_of("EMAIL")],
        phones=[_phone(line, labels) for line in all_of("TEL")],
        addresses=[address for line in all_of("ADR") if (address := _address(line, labels)).text],
        websites=[_part(line, labels, one_line(line.text)) for line in all_of("URL")],
        notes="\n".join(prose(line.text) for line in all_of("NOTE")),
        uid=first("UID"),
    )


def _first_parts(lines: Sequence[Line]) -> list[str]:
    return lines[0].parts if lines else []


def _preference(line: Line) -> int:
    """4.0 says `PREF=1` to `PREF=100`, 3.0 `TYPE=pref`, 2.1 `PREF`."""
    told = line.params.get("PREF", [""])[0]
    if told.isdecimal():
        return int(told)
    return 1 if "pref" in line.types else 101


def _part(line: Line, labels: dict[str, str], text: str) -> Part:
    return Part(text[:LONGEST], _label(line, labels))


def _phone(line: Line, labels: dict[str, str]) -> Part:
    """A telephone; from a `tel:` address (RFC 3966) the number, its extension apart."""
    text = one_line(line.text)
    if text[:4].lower() != "tel:":
        return _part(line, labels, text)
    read = read_phone(text)
    number = re.split(r";", text[4:])[0]
    return Part(number[:LONGEST], _label(line, labels), read.extension or "" if read else "")


def _address(line: Line, labels: dict[str, str]) -> Address:
    box, suite, street, city, region, postcode, country = (*(prose(part) for part in line.parts), *[""] * 7)[:7]
    lines = "\n".join(filter(None, (box, suite, street)))
    return Address(lines, one_line(city), one_line(region), one_line(postcode), one_line(country), _label(line, labels))


def _label(line: Line, labels: dict[str, str]) -> str:
    """What a person named it, else the type that tells most: a fax at work is a fax."""
    if told := labels.get(line.group):
        return told
    known = [_LABELS[kind] for kind in line.types if kind in _LABELS]
    for kind in ("fax", "pager", "mobile"):
        if kind in known:
            return kind
    if known:
        return known[0]
    return next((kind[:60] for kind in line.types if kind not in _SILENT), "")


def _label_of_group(line: Line) -> str:
    found = _APPLE.fullmatch(line.text.strip())
    return one_line(found[1] if found else line.text)[:60]
