"""The words of a file that are another program's own, such as the stages of a job, and what they mean here."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from herringbone.clients.importing.kinds import ImportKind
from herringbone.core.names import fold

if TYPE_CHECKING:
    from herringbone.clients.importing.reading import Record, Value

MOST = 40  # different words: a column with more of them holds something else


@dataclass(frozen=True)
class Word:
    """A word of a field as the file has it, in how many rows, and what it means; empty where nobody has said it."""

    field: str
    text: str
    rows: int
    means: str = ""

    @property
    def key(self) -> str:
        """What two spellings of the word have in common."""
        return fold(self.text)


def words_of(kind: ImportKind, records: Sequence["Record"], told: Mapping[str, Mapping[str, str]]) -> tuple[Word, ...]:
    """The words that have a meaning, in the order of the file: what a person said of them, else what is known."""
    found: dict[tuple[str, str], Word] = {}
    for record in records:
        for name in kind.meanings:
            text = "" if record.aside else record.text(name)
            if not text:
                continue
            key = name, fold(text)
            if key in found:
                found[key] = replace(found[key], rows=found[key].rows + 1)
            else:
                means = told.get(name, {}).get(key[1]) or kind.meanings[name].known(text) or ""
                found[key] = Word(name, text, 1, means)
    return tuple(found.values())


def too_many(kind: ImportKind, words: Sequence[Word]) -> list[str]:
    """A sentence for each field with more words than anybody explains: its column holds something else."""
    counts = Counter(word.field for word in words)
    text = _("The column for “%(field)s” has %(count)s different words: it holds something else. Leave it out.")
    labels = dict(kind.fields)
    return [text % {"field": labels[name], "count": count} for name, count in counts.items() if count > MOST]


def explained(words: Sequence[Word], records: Sequence["Record"]) -> list["Record"]:
    """The records with what their words mean in place of those that are explained."""
    means = {(word.field, word.key): word.means for word in words if word.means}
    fields = {word.field for word in words}
    return [
        replace(record, values={**record.values, **_meant(record, fields, means)}) if fields else record
        for record in records
    ]


def _meant(record: "Record", fields: set[str], means: Mapping[tuple[str, str], str]) -> dict[str, Sequence["Value"]]:
    found: dict[str, Sequence[Value]] = {}
    for name in fields & set(record.values):
        first, *others = record.all(name)
        if meaning := means.get((name, fold(first.text))):
            found[name] = [replace(first, text=meaning), *others]
    return found
