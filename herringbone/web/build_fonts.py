"""Cuts the two families of the house down to Latin and packs them as woff2, for pages. Documents use the full files.

Takes about half a minute, once; afterwards the files in the data folder are good until RECIPE changes.
"""

import logging
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import fontpkg_instrument_sans
import fontpkg_newsreader
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

# Grows with every change below that alters a file.
RECIPE = 1

# Basic Latin, Latin-1 and Latin Extended-A hold every name of Europe's Latin scripts but Romanian's commas.
_LETTERS = [*range(0x20, 0x7F), *range(0xA0, 0x180), 0x218, 0x219, 0x21A, 0x21B, 0x1E9E]
# Dashes, quotes, bullet, dots, primes, euro, trade mark, arrows, minus, signs of comparison.
_SIGNS = [
    *(0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2022, 0x2026, 0x2032, 0x2033, 0x2039, 0x203A),
    *(0x20AC, 0x2122, 0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2248, 0x2264, 0x2265),
]
_FEATURES = ["kern", "liga", "ccmp", "locl", "mark", "mkmk", "tnum", "lnum", "rvrn", "case"]


class Face(NamedTuple):
    """A file to make: its source in the wheel, and the reach of its axes (a number pins an axis)."""

    source: Path
    axes: dict[str, tuple[int, int] | int]


_newsreader = fontpkg_newsreader.ROOT / "files"
_instrument = fontpkg_instrument_sans.ROOT / "files"
# The serif is set from 400 to 430, and at 600 where somebody writes in bold; the italics are rare and hold one weight.
FACES = {
    "newsreader": Face(_newsreader / "Newsreader[opsz,wght].ttf", {"wght": (400, 600)}),
    "newsreader-italic": Face(_newsreader / "Newsreader-Italic[opsz,wght].ttf", {"wght": 400, "opsz": 18}),
    "instrument-sans": Face(_instrument / "InstrumentSans[wdth,wght].ttf", {}),
    "instrument-sans-italic": Face(_instrument / "InstrumentSans-Italic[wdth,wght].ttf", {"wght": 400, "wdth": 100}),
}


def make(face: Face) -> bytes:
    """The woff2 file of a face."""
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    options = Options()
    options.layout_features = _FEATURES
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # the licence stays in the file, as the OFL asks
    font = TTFont(face.source)
    cutter = Subsetter(options)
    cutter.populate(unicodes=[*_LETTERS, *_SIGNS])
    cutter.subset(font)
    if face.axes:
        font = instantiateVariableFont(font, face.axes)
    font.flavor = "woff2"
    packed = BytesIO()
    font.save(packed)
    return packed.getvalue()


def build_fonts(folder: Path) -> None:
    """Write every face of FACES into `folder` as NAME.woff2, unless they are there and of this recipe."""
    stamp = folder / "recipe.txt"
    if stamp.is_file() and stamp.read_text() == str(RECIPE):
        return
    folder.mkdir(parents=True, exist_ok=True)
    for name, face in FACES.items():
        (folder / f"{name}.woff2").write_bytes(make(face))
    stamp.write_text(str(RECIPE))
