"""Static files as production serves them."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

from herringbone.web import static_build

pytestmark = pytest.mark.thorough


@pytest.fixture
def collected(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Everything gathered with the storage of production; empty files stand for the fonts."""
    monkeypatch.setattr(static_build, "build_fonts", no_fonts)
    settings.STATIC_BUILT = tmp_path / "built"
    static_build.build(settings.STATIC_BUILT)
    settings.STATICFILES_DIRS = [settings.STATIC_BUILT]
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "herringbone.web.storage.StaticFiles"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    return settings.STATIC_ROOT


def no_fonts(folder: Path) -> None:
    folder.mkdir(parents=True)
    for name in ("newsreader", "newsreader-italic", "instrument-sans", "instrument-sans-italic"):
        (folder / f"{name}.woff2").write_bytes(name.encode())


def test_modules_and_fonts_are_asked_for_by_the_names_of_their_content(collected: Path) -> None:
    first = collected / staticfiles_storage.stored_name("herringbone/js/herringbone.js")
    for line in first.read_text().splitlines():
        if line.startswith("import"):
            name = line.split('"')[1].removeprefix("./")
            assert name.count(".") == 2, name
            assert (first.parent / name).is_file()
    sheet = collected / staticfiles_storage.stored_name("herringbone/built/herringbone.css")
    assert "../fonts/newsreader.woff2" not in sheet.read_text()
    assert sheet.with_name(f"{sheet.name}.gz").is_file()
