"""How somebody is called in a row: one name, however many columns hold it."""

from herringbone.clients.importing.reading import Record
from herringbone.core.names import words
from herringbone.core.text import one_line


def full_name(record: Record) -> str:
    """The whole name. Of a table, what a column of first or last names has more than the one of names is part of it;
    a card's own name is whole."""
    name, first, last = (one_line(record.text(part)) for part in ("name", "first_name", "last_name"))
    if not name:
        whole = len(words(first)) > 1 and _within(last, first)
        return first if whole else " ".join(part for part in (first, last) if part)
    if record.source is not None:
        return name
    before = first if not last and not _within(first, name) else ""
    after = last if not first and not _within(last, name) else ""
    return " ".join(part for part in (before, name, after) if part)


def _within(part: str, name: str) -> bool:
    return set(words(part)) <= set(words(name))
