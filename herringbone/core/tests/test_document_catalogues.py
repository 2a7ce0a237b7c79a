"""The message catalogues are whole, and made into what Django reads."""

import gettext
import os
import re

import pytest
from babel.messages.pofile import read_po

from herringbone.core.catalogues import LOCALE, compile_catalogues

PLACEHOLDER = re.compile(r"%\(\w+\)[sd0-9]+")


def messages():
    with (LOCALE / "it" / "LC_MESSAGES" / "django.po").open("rb") as file:
        return [message for message in read_po(file, locale="it") if message.id]


@pytest.mark.parametrize("message", messages(), ids=lambda message: str(message.id)[:40])
def test_every_message_is_translated_with_its_placeholders(message):
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    strings = message.string if isinstance(message.string, tuple) else (message.string,)
    assert not message.fuzzy
    assert len(ids) == len(strings)
    for number, string in enumerate(strings):
        assert string
        given, used = set(PLACEHOLDER.findall(ids[-1])), set(PLACEHOLDER.findall(string))
        assert used <= given
        # Italian leaves out a name where English wants one, and a singular needs no figure.
        assert given - used <= ({"%(name)s"} if len(ids) == 1 or number else given)
        assert "'" not in string  # an apostrophe is ’
        assert "!" not in string


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
