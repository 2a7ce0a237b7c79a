"""Makes what pages load from what is written: one style sheet out of many, and the fonts.

`build(folder)` is called before the static files are collected, and by `serve` and the demo at every start;
it does nothing where nothing has changed.
"""

import re
from pathlib import Path

from herringbone.web.build_fonts import build_fonts

SOURCES = Path(__file__).parent / "static" / "herringbone" / "css"
# The order of the layers is said in tokens.css; within a layer, components stand by the alphabet.
FIRST, LAST = ("tokens", "fonts", "reset", "base", "layout"), ("utilities", "print")

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INDENT = re.compile(r"\n\s+")
_BLANK = re.compile(r"\n{2,}")


def sheets() -> list[Path]:
    """Every style sheet of the project in its order."""
    components = sorted((SOURCES / "components").glob("*.css"))
    return [*(SOURCES / f"{name}.css" for name in FIRST), *components, *(SOURCES / f"{name}.css" for name in LAST)]


def joined() -> str:
    """All sheets as one, without comments and indents. Compression does the rest."""
    text = "\n".join(sheet.read_text() for sheet in sheets())
    return _BLANK.sub("\n", _INDENT.sub("\n", _COMMENT.sub("", text))).strip() + "\n"


def build(folder: Path) -> None:
    """Bring `folder`, a root of static files, up to date: herringbone/built/herringbone.css and herringbone/fonts."""
    build_fonts(folder / "herringbone" / "fonts")
    sheet = folder / "herringbone" / "built" / "herringbone.css"
    newest = max(source.stat().st_mtime for source in (*sheets(), SOURCES / "components"))
    if sheet.is_file() and sheet.stat().st_mtime >= newest:
        return
    sheet.parent.mkdir(parents=True, exist_ok=True)
    sheet.write_text(joined())
