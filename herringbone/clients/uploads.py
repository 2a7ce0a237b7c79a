"""Files that people hand over, judged by what is in them and never by what they are called."""

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from herringbone.core.pictures import Picture, PictureRefused, remade
from herringbone.core.text import one_line
from herringbone.record.action import Refused

LARGEST = 25 * 1024 * 1024  # bytes of one file
MOST = 10  # files at once
TOGETHER = 50 * 1024 * 1024  # bytes of them all, which are held in memory for a moment
PREVIEW = 1600  # pixels of the longer side
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
UNKNOWN = "application/octet-stream"
LONGEST_NAME = 120
JUDGED_BY = 8192  # bytes at the beginning


@dataclass(frozen=True)
class Upload:
    """A file as it was handed over."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Judged:
    """A file that is taken: its cleaned name, what its content says it is, and a picture of ours where it is one."""

    name: str
    data: bytes
    media_type: str
    preview: Picture | None


def uploads(files: Iterable[UploadedFile]) -> list[Upload]:
    """The files of a request. Raises Refused before anything is read that is too much."""
    given = list(files)
    if len(given) > MOST:
        raise Refused(_("%(most)d files at once are enough") % {"most": MOST}, "files")
    for file in given:
        _refuse_large(file.name or "", file.size or 0)
    if sum(file.size or 0 for file in given) > TOGETHER:
        raise Refused(_("Together they are larger than %(most)d MB") % {"most": TOGETHER // 1024 // 1024}, "files")
    return [Upload(file.name or "", file.read()) for file in given]


def judge(upload: Upload) -> Judged:
    """Find out what a file is. Raises Refused for an empty or large one, and for a picture that is no picture."""
    name = clean_name(upload.name)
    if not upload.data:
        raise Refused(_("%(name)s is empty") % {"name": name}, "files")
    _refuse_large(name, len(upload.data))
    media_type = _what_is(upload.data)
    preview = None
    if media_type in PICTURES:
        try:
            preview = remade(upload.data, longest=PREVIEW)
        except PictureRefused as reason:
            raise Refused(f"{name}: {reason}", "files") from reason
    return Judged(name, upload.data, media_type, preview)


def clean_name(name: str) -> str:
    """What people call the file: without folders, control characters and leading dots; its ending stays."""
    last = re.split(r"[/\\]", one_line(name))[-1].lstrip(". ") or _("file")
    if len(last) <= LONGEST_NAME:
        return last
    stem, dot, ending = last.rpartition(".")
    return f"{stem[: LONGEST_NAME - 10]}{dot}{ending[:9]}" if dot else last[:LONGEST_NAME]


def _refuse_large(name: str, size: int) -> None:
    if size > LARGEST:
        raise Refused(
            _("%(name)s is larger than %(most)d MB") % {"name": clean_name(name), "most": LARGEST // 1024 // 1024},
            "files",
        )


def _what_is(data: bytes) -> str:
    import puremagic  # knows hundreds of kinds, and most pages take no file

    try:
        return str(puremagic.from_stream(io.BytesIO(data[:JUDGED_BY]), mime=True)) or UNKNOWN
    except (puremagic.PureError, ValueError):
        return UNKNOWN
