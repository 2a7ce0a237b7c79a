"""E-mail addresses and phones as they stand in files and forms: what is compared, and what is kept as written."""

import re
import unicodedata
from dataclasses import dataclass

import phonenumbers

from herringbone.core.names.text import fold
from herringbone.core.text import one_line

_IN_BRACKETS = re.compile(r"(?P<name>.*)<(?P<address>[^<>]*)>", re.DOTALL)
# One mailbox: no second @, and nothing that a mail program would take for the start of another address.
_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\\\"]+@[^\s@<>()\[\],;:\\\"._-](?:[\w.-]*\w)?")
_ADDRESS_INSIDE = re.compile(r"[^\s@<>()\[\],;:\\\"/|]+@[\w-]+(?:\.[\w-]+)*")
_EXTENSION = re.compile(r"(?:;ext=|\b(?:ext(?:ension)?|int(?:erno)?|x)\.?:?\s*)(\d{1,7})\s*$", re.IGNORECASE)
_BETWEEN_PHONES = re.compile(r"[;,|\n]|\s/\s|^\s*/|/\s*$")
_SUM = re.compile(r"=\s*[^\s\"]")  # a spreadsheet's formula; ="0123456" is how one keeps the nought
LONGEST_ADDRESS = 254
FEWEST_DIGITS = 5


@dataclass(frozen=True, slots=True)
class Email:
    """An address as written, the key by which it is compared, and the name that stood before it.

    `twin` is the key of the address that this one only looks like (full-width letters): a person must decide.
    """

    address: str
    key: str
    name: str = ""
    twin: str | None = None


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone as written, its digits, its international form if it has one, and the extension."""

    written: str
    digits: str
    international: str | None = None
    extension: str | None = None


def read_email(text: str) -> Email | None:
    """Read one address, alone or as `Name <address>`; None if there is not exactly one."""
    text = one_line(text)
    name = ""
    if in_brackets := _IN_BRACKETS.fullmatch(text):
        name, text = in_brackets["name"].strip(), in_brackets["address"].strip()
        if "<" in name and not (name[0] == name[-1] == '"'):
            return None  # two addresses; inside quotes it would be part of the name
        name = name.strip("\"'").strip()
    if text[:7].lower() == "mailto:":
        text = text[7:].strip()
    if len(text) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(text) or ".." in text or not text.isprintable():
        return None
    key = _key(text)
    twin = _key(unicodedata.normalize("NFKC", text))
    return Email(text, key, name, twin if twin != key else None)


def _key(address: str) -> str:
    return unicodedata.normalize("NFC", address).casefold()


def read_phone(text: str, country: str | None = None) -> Phone | None:
    """Read a phone; None if it has too few digits to be one, or is a formula.

    `country` (`IT`) is where a number without + belongs.
    """
    written = one_line(text)
    number = written[4:] if written[:4].lower() == "tel:" else written
    extension = None
    if found := _EXTENSION.search(number):
        extension, number = found[1], number[: found.start()]
    digits = "".join(str(unicodedata.digit(sign)) for sign in number if sign.isdigit())
    if len(digits) < FEWEST_DIGITS or "@" in number or _SUM.match(number):
        return None
    return Phone(written, digits, _international(number, country), extension)


def _international(number: str, country: str | None) -> str | None:
    try:
        parsed = phonenumbers.parse(number, country)
    except phonenumbers.NumberParseException:
        return None
    # With its country the number is what it says; without, it must be one of the country it is taken for.
    told = number.strip().startswith("+")
    if not (phonenumbers.is_possible_number(parsed) if told else phonenumbers.is_valid_number(parsed)):
        return None
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))


def split_reach(text: str) -> tuple[list[str], list[str], str]:
    """Sort a cell that mixes them by looks: addresses, phones, and what is neither (`raj@agency.in / 9876501234`)."""
    emails = _ADDRESS_INSIDE.findall(text)
    phones, rest = [], []
    for part in _BETWEEN_PHONES.split(_ADDRESS_INSIDE.sub(" ", text)):
        part = part.strip(" /\t")
        if read_phone(part) and not re.search(r"[^\W\d_]{4,}", fold(part)):
            phones.append(part)
        elif part:
            rest.append(part)
    return emails, phones, " ".join(rest)
