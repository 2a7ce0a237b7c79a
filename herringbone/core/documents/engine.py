"""Setting a document: a template of ours, data of anybody's.

Why no text can become a program: the template is a file of the package, read here and handed over as it is; data
goes as one JSON string that the template only ever prints (`eval` and reading files are banned in `.typ` files by
a test); and the child that sets it works in an empty folder, so that even a template could read nothing.
"""

import base64
import json
import logging
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from herringbone.core.documents.child import ChildGone, typesetter
from herringbone.core.text import visible

SECONDS = 10.0
LONGEST_TEXT = 100_000  # characters of one text
LARGEST = 2_000_000  # characters of all data
LARGEST_PICTURES = 2_000_000  # bytes of all pictures
HOUSE = Path(__file__).parent.parent / "typst" / "house.typ"

log = logging.getLogger(__name__)


class DocumentError(Exception):
    """The document could not be set."""


class DocumentTooLarge(DocumentError):
    """The data is beyond what a document may hold; nothing was cut silently."""


class DocumentTooSlow(DocumentError):
    """Setting took longer, or more memory, than it may."""


class Setting(NamedTuple):
    """A document as set: bytes, whether it bears the marks of PDF/UA and PDF/A, the pictures it had to do without."""

    pdf: bytes
    conforms: bool
    left_out: tuple[str, ...]


def render_pdf(
    template: Path, data: Mapping[str, Any], pictures: Mapping[str, bytes] | None = None, *, moment: datetime
) -> bytes:
    """The document as PDF. Like `set_document`, for those who need no more than the bytes."""
    return set_document(template, data, pictures, moment=moment).pdf


def set_document(
    template: Path, data: Mapping[str, Any], pictures: Mapping[str, bytes] | None = None, *, moment: datetime
) -> Setting:
    """Set `data` in a template; `pictures` are PNG or JPEG by name, those that cannot be read are left out.

    `moment` is when the document was issued and becomes its date, so that the same data gives the same bytes.
    The house style reads data["document"]: title, author, language. Raises DocumentTooLarge, DocumentTooSlow,
    and DocumentError when the template refuses the data.
    """
    pictures = pictures or {}
    if sum(map(len, pictures.values())) > LARGEST_PICTURES:
        raise DocumentTooLarge("The pictures are too large for a document")
    stamped = {**_clean(data), "moment": [moment.year, moment.month, moment.day, moment.hour, moment.minute]}
    told = json.dumps(stamped, ensure_ascii=False, sort_keys=True)
    if len(told) > LARGEST:
        raise DocumentTooLarge(f"The data has {len(told)} characters; a document may hold {LARGEST}")
    request = {
        "files": {"main.typ": _source(template), "house.typ": _source(HOUSE)},
        "data": told,
        "pictures": {name: base64.b64encode(picture).decode() for name, picture in pictures.items()},
        "moment": int(moment.timestamp()),
    }
    try:
        answer = typesetter.ask(request, SECONDS)
    except (TimeoutError, ChildGone) as error:
        raise DocumentTooSlow(str(error)) from error
    if "error" in answer:
        raise DocumentError(answer["error"])
    if answer["left_out"]:
        log.warning("Set %s without %d unreadable pictures", template.stem, len(answer["left_out"]))
    if not answer["conforms"]:
        log.warning("Set %s without the marks of PDF/UA and PDF/A", template.stem)
    return Setting(base64.b64decode(answer["pdf"]), answer["conforms"], tuple(answer["left_out"]))


@cache
def _source(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _clean(value: Any) -> Any:
    """Data with every text free of what cannot be seen, though it should have been cleaned on entry."""
    match value:
        case str():
            if len(value) > LONGEST_TEXT:
                raise DocumentTooLarge(f"A text has {len(value)} characters; a document may hold {LONGEST_TEXT}")
            return visible(value)
        case Mapping():
            return {str(key): _clean(one) for key, one in value.items()}
        case list() | tuple():
            return [_clean(one) for one in value]
    return value
