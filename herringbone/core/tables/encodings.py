"""From bytes to text: the mark at the beginning tells the encoding, without one it is UTF-8, else it is asked."""

import codecs
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from herringbone.core.tables.codecs import text_codec
from herringbone.core.tables.table import Choice, Note, Question, TableRefused

# UTF-32's mark begins with that of UTF-16, so it is looked for first.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LIKELY = ("cp1252", "mac-roman", "cp1250", "cp1251", "shift_jis", "gb18030", "big5", "euc-kr")
_REPLACED = "\ufffd"
SAMPLE = 60  # characters


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, or the question that stands before it."""

    text: str
    question: Question | None = None
    note: Note | None = None


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """The text of a file. Raises TableRefused for a name that is no encoding.

    In an encoding that was named, bytes it does not know become U+FFFD, and a note says how many.
    """
    mark = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), None)
    if encoding is not None:
        return _named(data, encoding, mark)
    if mark:
        return _lossy(data[len(mark[0]) :], mark[1])
    if wide(data):
        return Decoded("", _question(data, ("utf-16-le", "utf-16-be")))
    try:
        return Decoded(data.decode())
    except UnicodeDecodeError:
        return Decoded("", _question(data, _LIKELY))


def _named(data: bytes, encoding: str, mark: tuple[bytes, str] | None) -> Decoded:
    codec = text_codec(encoding)
    if codec is None:
        raise TableRefused(_("There is no encoding called “%(name)s”.") % {"name": encoding[:40]})
    if mark and text_codec(mark[1]) == codec:
        data = data[len(mark[0]) :]
    return _lossy(data, codec)


def _lossy(data: bytes, codec: str) -> Decoded:
    try:
        return Decoded(data.decode(codec).removeprefix("\ufeff"))
    except UnicodeDecodeError:
        text = data.decode(codec, errors="replace")
    count = text.count(_REPLACED)
    told = ngettext(
        "%(count)s character cannot be read in %(encoding)s.",
        "%(count)s characters cannot be read in %(encoding)s.",
        count,
    )
    return Decoded(text, note=Note(told % {"count": count, "encoding": codec}))


def wide(data: bytes) -> bool:
    """Whether every other byte is empty, as in UTF-16 without its mark."""
    head = data[:2000]
    return len(head) > 1 and max(head[::2].count(0), head[1::2].count(0)) > len(head) // 4


def _question(data: bytes, candidates: tuple[str, ...]) -> Question:
    """Ask, showing how the first line with a foreign letter would read in each encoding that can read it all."""
    choices: dict[str, str] = {}
    for name in candidates:
        try:
            text = data.decode(name)
        except ValueError:
            continue
        sample = next((line for line in text.splitlines() if not line.isascii()), text.partition("\n")[0])
        choices.setdefault(" ".join(sample.split())[:SAMPLE], name)
    text = _("The file is not in UTF-8 and does not tell its encoding. In which one does it read right?")
    return Question("encoding", text, tuple(Choice(name, sample) for sample, name in choices.items()))
