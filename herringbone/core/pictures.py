"""Pictures from people, made anew: decoded in a child process with limits, written as PNG or JPEG by us.

What comes out holds pixels and nothing else: no script, no second file inside, no place where it was taken.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext as _

LARGEST_FILE = 25 * 1024 * 1024  # bytes
MOST_PIXELS = 50_000_000
SECONDS = 15.0
MEMORY = 1024 * 1024 * 1024  # bytes the child may hold: 50 million pixels, twice over
SCRIPT = Path(__file__).with_name("picture_maker.py")


class PictureRefused(ValueError):
    """The file is no picture that can be taken; the text says why and may be shown."""


class Picture(NamedTuple):
    """A picture made anew. Width and height are in pixels, as it is looked at."""

    data: bytes
    media_type: str
    width: int
    height: int


def remade(data: bytes, *, longest: int = 0) -> Picture:
    """The picture in PNG (drawings, transparency) or JPEG (photographs), turned upright, in sRGB.

    `longest` scales the longer side down to that many pixels; 0 leaves the size. Of an animation the first frame
    stays. Raises PictureRefused.
    """
    if len(data) > LARGEST_FILE:
        raise PictureRefused(_("The picture is larger than %(size)d MB.") % {"size": LARGEST_FILE // 1024 // 1024})
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(SCRIPT), str(MEMORY), str(MOST_PIXELS), str(longest)],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PictureRefused(_("The picture takes too long to read.")) from None
    head, _gap, body = done.stdout.partition(b"\n")
    if done.returncode or not body:
        raise PictureRefused(_reason(head))
    told = json.loads(head)
    return Picture(body, told["media_type"], told["width"], told["height"])


def _reason(head: bytes) -> str:
    if head == b"too many pixels":
        return _("The picture has more than %(count)d million pixels.") % {"count": MOST_PIXELS // 1_000_000}
    return _("This file cannot be read as a picture. PNG, JPEG, GIF and WebP can.")
