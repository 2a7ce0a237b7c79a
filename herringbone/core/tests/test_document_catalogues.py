"""The message catalogues are made into what Django reads."""

import gettext
import os

from herringbone.core.catalogues import compile_catalogues


def test_catalogues_are_made_once_and_again_when_the_source_changed(tmp_path):
    folder = tmp_path / "it" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source = folder / "django.po"
    source.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "of"\nmsgstr "perché"\n')
    assert compile_catalogues(tmp_path) == [folder / "django.mo"]
    assert compile_catalogues(tmp_path) == []
    with (folder / "django.mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("of") == "perché"
    os.utime(source, (source.stat().st_atime + 10, source.stat().st_mtime + 10))
    assert compile_catalogues(tmp_path) == [folder / "django.mo"]
    assert [file.name for file in sorted(folder.iterdir())] == ["django.mo", "django.po"]
