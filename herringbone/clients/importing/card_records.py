"""vCards as records of contacts: the same fields that a table's columns hold."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from herringbone.clients.importing.reading import Reading, Record, Told, Value, without_columns
from herringbone.core.cards import Card, Part, looks_like_cards, read_cards
from herringbone.core.tables import TableRefused
from herringbone.core.tables.encodings import decode
from herringbone.core.tables.limits import MOST_ROWS

# Of a file in another encoding the beginning tells all the same: BEGIN:VCARD is ASCII in nearly all.
_BEGINS = b"begin:vcard"


def read_card_file(data: bytes, told: Told, name: str) -> Reading | None:
    """The cards of a file; None if it is no vCard. Asks for the encoding where the file is not in UTF-8."""
    decoded = decode(data, told.encoding)
    if decoded.question:
        if data[:200].lstrip().lower().startswith(_BEGINS):
            return without_columns("contacts", [], [decoded.question])
        return None
    if not looks_like_cards(decoded.text):
        return None
    cards = read_cards(decoded.text)
    if len(cards) > MOST_ROWS:
        raise TableRefused(_("The file has more than %(count)s rows. Cut it into several.") % {"count": MOST_ROWS})
    notes = [decoded.note.text] if decoded.note else []
    records = [_record(number, card) for number, card in enumerate(cards, start=1)]
    return without_columns("contacts", records, [], notes)


def _record(number: int, card: Card) -> Record:
    values = {
        "name": [Value(card.name)],
        "first_name": [Value(card.given_name)],
        "last_name": [Value(card.family_name)],
        "company": [Value(company) for company in card.companies[:1]],
        "department": [Value(card.department)],
        "title": [Value(title) for title in card.titles[:1]],
        "email": [_value(mail) for mail in card.mails],
        "phone": [_value(phone) for phone in card.phones],
        "place": [Value(address.text, address.label) for address in card.addresses],
        "website": [_value(site) for site in card.websites],
        "notes": [Value(line) for line in _notes(card)],
        "external_id": [Value(card.uid)],
    }
    kept = {name: filled for name, all_ in values.items() if (filled := _filled(all_))}
    return Record(number, card.line, kept, source=card)


def _filled(values: list[Value]) -> list[Value]:
    return [value for value in values if value.text]


def _value(part: Part) -> Value:
    return Value(part.text, part.label)


def _notes(card: Card) -> Iterator[str]:
    """The note, and what a contact has no place of its own for: extensions, a second company, a second title."""
    yield card.notes
    for phone in card.phones:
        if phone.extension:
            yield _("%(phone)s: extension %(extension)s") % {"phone": phone.text, "extension": phone.extension}
    yield from card.companies[1:]
    yield from card.titles[1:]
