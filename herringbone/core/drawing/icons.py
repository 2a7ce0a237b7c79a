"""Lucide's icons as inline SVG, read once from the wheel and kept."""

from functools import cache
from importlib.resources import as_file, files
from xml.etree.ElementTree import tostring
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring
from django.utils.safestring import SafeString, mark_safe

_NAMESPACE = "{http://www.w3.org/2000/svg}"
_HEAD = (
    '<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor"'
    ' stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">'
)


class NoSuchIcon(LookupError):
    """The name is none of Lucide's."""


@cache
def icon(name: str) -> SafeString:
    """The icon of that name, 16 px beside a word, hidden from screen readers. Raises NoSuchIcon."""
    with as_file(files("lucide") / "lucide.zip") as path, ZipFile(path) as icons:
        try:
            drawing = fromstring(icons.read(f"{name}.svg"))
        except KeyError:
            raise NoSuchIcon(name) from None
    strokes = []
    for stroke in drawing:
        stroke.tag = stroke.tag.removeprefix(_NAMESPACE)
        stroke.tail = None
        strokes.append(tostring(stroke, encoding="unicode"))
    return mark_safe(f"{_HEAD}{''.join(strokes)}</svg>")  # noqa: S308  # read from the wheel, not from people
