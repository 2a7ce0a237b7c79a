"""The one style sheet and the fonts: made when needed, and within what a page may weigh."""

import gzip
import os
import re
from pathlib import Path

import django_htmx
import pytest
from fontTools.ttLib import TTFont

from herringbone.web import build_fonts, static_build

STATIC = Path(static_build.__file__).parent / "static" / "herringbone"
SCRIPTS = [
    *(STATIC / "js").glob("*.js"),
    Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js",
]


def packed(text: bytes) -> int:
    return len(gzip.compress(text, 9))


def weight_of_css_and_js() -> int:
    return packed(static_build.joined().encode()) + sum(packed(script.read_bytes()) for script in SCRIPTS)


def test_every_sheet_is_in_the_one_that_pages_load() -> None:
    joined = static_build.joined()
    assert len(static_build.sheets()) == len(list((STATIC / "css").rglob("*.css")))
    assert joined.index("@layer tokens, reset, base, layout, components, utilities, print;") == 0
    for name in (".duty", ".versus", ".toast-place", "@page", "font-face"):
        assert name in joined


def test_joining_loses_no_rule() -> None:
    """Brackets balance, and each sheet's rules are all there."""
    joined = static_build.joined()
    assert joined.count("{") == joined.count("}") == sum(sheet_rules(sheet) for sheet in static_build.sheets())


def sheet_rules(sheet: Path) -> int:
    return re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL).count("{")


def test_every_colour_has_its_name_in_the_tokens() -> None:
    """No sheet but tokens.css mixes a colour of its own."""
    for sheet in static_build.sheets():
        if sheet.name == "tokens.css":
            continue
        assert not re.search(r"#[0-9a-f]{3,8}\b|rgb\(|hsl\(|(?<!in )oklch\(", sheet.read_text()), sheet.name


def test_css_and_js_of_a_page_stay_under_60_kb() -> None:
    assert weight_of_css_and_js() < 60_000


def test_the_sheet_is_made_anew_only_when_a_source_is_newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(static_build, "build_fonts", lambda folder: None)
    static_build.build(tmp_path)
    sheet = tmp_path / "herringbone" / "built" / "herringbone.css"
    sheet.write_text("kept")
    static_build.build(tmp_path)
    assert sheet.read_text() == "kept"
    os.utime(sheet, (0, 0))
    static_build.build(tmp_path)
    assert sheet.read_text() == static_build.joined()


def test_fonts_of_this_recipe_are_not_made_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    monkeypatch.setattr(build_fonts, "make", lambda face: made.append(face) or b"font")
    build_fonts.build_fonts(tmp_path)
    build_fonts.build_fonts(tmp_path)
    assert len(made) == len(build_fonts.FACES) == 4
    (tmp_path / "recipe.txt").write_text("0")
    build_fonts.build_fonts(tmp_path)
    assert len(made) == 8


@pytest.mark.slow
def test_with_its_fonts_a_page_stays_under_320_kb_and_can_write_every_name(tmp_path: Path) -> None:
    build_fonts.build_fonts(tmp_path)
    fonts = sorted(tmp_path.glob("*.woff2"))
    assert sum(font.stat().st_size for font in fonts) + weight_of_css_and_js() < 320_000
    for font in fonts:
        letters = TTFont(font).getBestCmap()
        missing = [sign for sign in "àèéìòùÀÈçñöüßøåæœšžłğıőű–—“”‘’…·−×€" if ord(sign) not in letters]
        assert not missing, (font.name, missing)
