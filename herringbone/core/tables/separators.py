"""Which separator a file uses: the one its header line tells."""

import csv
import io
from itertools import islice

from django.utils.translation import gettext as _

from herringbone.core.tables.table import Choice, Question, TableRefused

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
_NAMES = {sign: name for name, sign in SEPARATORS.items()}
_TRIED = 50  # records
SAMPLE = 5  # headings
FEWEST = 2  # lines that a sign must part before it is believed against the first one


def named_separator(name: str) -> str:
    """The sign for `,` or `comma`, `;`, `tab`, `\\t`, `|`. Raises TableRefused for anything else."""
    sign = SEPARATORS.get(name.strip().lower(), name.replace("\\t", "\t"))
    if sign not in _NAMES:
        raise TableRefused(_("A separator is one of comma, semicolon, tab, bar."))
    return sign


def tell_separator(text: str) -> tuple[str, Question | None]:
    """The separator of a text that begins with its header line, and the question if the line tells several."""
    header = _first_record(text)
    told = {sign: header.count(sign) for sign in _NAMES if sign in header}
    title = not told or (set(told) == {","} and header.count(", ") == told[","] and not _even(text, ","))
    if title and (below := _below_a_title(text)):
        return below, None
    if len(told) > 1:
        told = _without_prose(told, header) or told
    if len(told) > 1:
        even = [sign for sign in told if _even(text, sign)]
        told = {sign: told[sign] for sign in even} or told
    if len(told) <= 1:
        return next(iter(told), ","), None
    likely = max(told, key=lambda sign: told[sign])
    choices = tuple(Choice(_NAMES[sign], " | ".join(header.split(sign)[:SAMPLE])) for sign in told)
    return likely, Question(
        "separator", _("The header line has several separators. Which one divides its columns?"), choices
    )


def _first_record(text: str) -> str:
    """The first record with a value, line ends and quoted parts left out: what is quoted separates nothing."""
    kept: list[str] = []
    quoted = False
    for sign in text:
        if sign == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif sign in "\r\n":
            if "".join(kept).strip(",;|\t "):
                break
            kept = []
        else:
            kept.append(sign)
    return "".join(kept)


def _without_prose(told: dict[str, int], header: str) -> dict[str, int]:
    """`City, State` is one heading: a comma always followed by a blank is no separator if there is another."""
    return {sign: count for sign, count in told.items() if sign != "," or header.count(", ") < count}


def _below_a_title(text: str) -> str:
    """The sign, other than a comma, that parts most of the lines below a first one which it does not part: a title."""
    lines = [line for line in text.splitlines()[1:_TRIED] if line.strip()]
    parted = {sign: sum(sign in line for line in lines) for sign in _NAMES if sign != ","}
    likely = max(parted, key=lambda sign: parted[sign])
    return likely if parted[likely] >= FEWEST and parted[likely] * 2 > len(lines) else ""


def _even(text: str, sign: str) -> bool:
    """Whether the first records are all as wide as the header."""
    records = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    try:
        widths = [len(record) for record in islice(records, _TRIED) if any(cell.strip() for cell in record)]
    except csv.Error:
        return False
    return len(widths) > 1 and len(set(widths)) == 1
