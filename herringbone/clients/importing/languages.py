"""Which language a file means: its code or its name, in any language that the program speaks, and in itself."""

from functools import cache

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext, override

from herringbone.core.names import fold

# How other programs write the codes of three letters.
_LONG = {"en": ("eng",), "it": ("ita",)}


def language_called(text: str) -> str:
    """The code of a language that the program speaks; empty for any other."""
    word = fold(text.strip())
    return _names().get(word) or _names().get(word.replace("_", "-").split("-")[0], "")


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    spoken = [code for code, _name in settings.LANGUAGES]
    for code in spoken:
        info = LANG_INFO[code]
        for told in (code, info["name"], info["name_local"], *_LONG.get(code, ())):
            names[fold(told)] = code
        for other in spoken:
            with override(other):
                names[fold(gettext(info["name"]))] = code
    return names
