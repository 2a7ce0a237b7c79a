"""The lines of a vCard: joined, parted into name, parameters and value, and decoded.

2.1 (versit), 3.0 (RFC 2426) and 4.0 (RFC 6350) differ in how a long line goes on and in what is escaped. Line ends may
be CR LF, LF or, from some phones, CR CR LF.
"""

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass

from herringbone.core.tables.codecs import text_codec

_LINE_END = re.compile(r"\r+\n|\r|\n")
_NAME = re.compile(r"(?:(?P<group>[\w-]+)\.)?(?P<name>[A-Za-z][\w-]*)\s*(?=[;:])")
_END = re.compile(r"\s*END:", re.IGNORECASE)
_HEAD = re.compile(r'(?:[^":]|"[^"]*")*(?=:)')
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_CARET = {"^n": "\n", "^'": '"', "^^": "^"}  # RFC 6868
_BARE_ENCODINGS = {"QUOTED-PRINTABLE": "ENCODING", "BASE64": "ENCODING", "8BIT": "ENCODING", "7BIT": "ENCODING"}


@dataclass(frozen=True, slots=True)
class Line:
    """A property: its group (`item1`), its name and parameters in capitals, its value as it stands in the file."""

    number: int  # of the file's line where it begins
    group: str
    name: str
    params: dict[str, list[str]]
    raw: str
    version: str

    @property
    def types(self) -> list[str]:
        """What kind it is, in small letters: `work`, `cell`, `fax`, `pref`."""
        return [kind.strip().lower() for kind in self.params.get("TYPE", ()) if kind.strip()]

    @property
    def text(self) -> str:
        """The value as text."""
        return self._read(self.raw)

    @property
    def parts(self) -> list[str]:
        """The values of a property that has several, such as N: parted before anything in them is decoded."""
        parts = [""]
        for piece in re.split(r"(\\.|;)", self.raw, flags=re.DOTALL):
            if piece == ";":
                parts.append("")
            else:
                parts[-1] += piece
        return [self._read(part) for part in parts]

    def _read(self, raw: str) -> str:
        if quoted_printable(self.params):
            charset = text_codec(self.params.get("CHARSET", ["utf-8"])[0]) or "utf-8"
            raw = quopri.decodestring(raw.encode()).decode(charset, errors="replace")
        if self.version == "2.1":
            return re.sub(r"\\([;:,])", r"\1", raw)
        return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], raw)


def quoted_printable(params: dict[str, list[str]]) -> bool:
    """Whether a value is written in quoted-printable, as 2.1 does."""
    return any(one.upper() in ("QUOTED-PRINTABLE", "Q") for one in params.get("ENCODING", ()))


def cards(text: str) -> Iterator[tuple[int, list[Line]]]:
    """Each card as the number of its first line and its properties. One without an end goes to the next beginning;
    a card within a card (an assistant's) is left out.
    """
    own: list[Line] = []
    begins, depth = 0, 0
    for line in _properties(text):
        mark = (line.name, line.raw.strip().upper())
        if mark == ("BEGIN", "VCARD"):
            if depth and not (own and own[-1].name == "AGENT"):
                yield begins, own
                depth = 0
            depth += 1
            if depth == 1:
                begins, own = line.number, []
        elif mark == ("END", "VCARD") and depth:
            depth -= 1
            if depth == 0:
                yield begins, own
        elif depth == 1:
            own.append(line)
    if depth:
        yield begins, own


def _properties(text: str) -> Iterator[Line]:
    """Properties, whatever their card; each takes the version that its card said, 3.0 until then."""
    version = _version(text)
    for number, joined in _joined(text.removeprefix("\ufeff"), version):
        found = _NAME.match(joined)
        if not found:
            continue
        name = found["name"].upper()
        head, value = _parted(joined[found.end() :], name)
        if name == "VERSION":
            version = value.strip()
        yield Line(number, (found["group"] or "").lower(), name, _params(head), value, version)


def _version(text: str) -> str:
    """The version of the first card: 2.1 may say it last."""
    found = re.search(r"^VERSION:\s*([\d.]+)", text, re.IGNORECASE | re.MULTILINE)
    return found[1] if found else "3.0"


def _joined(text: str, version: str) -> Iterator[tuple[int, str]]:
    """Whole lines with the number of the first: folded ones joined, and those that quoted-printable breaks with `=`."""
    pieces: list[str] = []  # joined at the end: a picture has thousands
    begins, soft, folds_away = 0, False, version != "2.1"
    for number, line in enumerate(_LINE_END.split(text), start=1):
        if soft and not _END.match(line):
            pieces.append(line)
        elif line[:1] in (" ", "\t") and pieces and line.strip():
            pieces.append(line[1:] if folds_away else line)
        elif pieces and line.strip() and not _NAME.match(line):
            pieces.append(line)  # a picture's line that nobody indented
        elif line.strip():
            if pieces:
                yield begins, "".join(pieces)
            pieces, begins = [line], number
            if line.upper().startswith("VERSION:"):
                folds_away = line[8:].strip() != "2.1"
        soft = bool(pieces) and pieces[-1].endswith("=") and _breaks_softly(pieces[0])
        if soft:
            pieces[-1] = pieces[-1][:-1]
    if pieces:
        yield begins, "".join(pieces)


def _breaks_softly(first: str) -> bool:
    return "QUOTED-PRINTABLE" in first.partition(":")[0].upper()


def _parted(rest: str, name: str) -> tuple[str, str]:
    """What stands before and after the colon that ends the parameters; in quotes there may be colons, too."""
    found = _HEAD.match(rest)
    at = found.end() if found else rest.find(":")
    head, value = rest[:at], rest[at + 1 :]
    if name == "ADR" and "LABEL=" in head.upper() and '"' not in head:
        # A label with colons in it that nobody quoted: an address begins at the last one before its first semicolon.
        label, colon, box = value.partition(";")[0].rpartition(":")
        if colon:
            return f"{head}:{label}", box + value[value.find(";") :]
    return head, value


def _params(head: str) -> dict[str, list[str]]:
    """Parameters by name. A bare one (`TEL;WORK:`) is a type, or an encoding where it is the name of one."""
    params: dict[str, list[str]] = {}
    for part in re.findall(r'(?:"[^"]*"|[^";])+', head.lstrip(";")):
        name, equals, value = part.partition("=")
        name = name.strip().upper()
        if not equals:
            name, value = _BARE_ENCODINGS.get(name, "TYPE"), part
        for one in value.replace('"', "").split(",") if name == "TYPE" else [value.strip('" ')]:
            params.setdefault(name, []).append(re.sub(r"\^[n'^]", lambda found: _CARET[found[0]], one.strip()))
    return params
