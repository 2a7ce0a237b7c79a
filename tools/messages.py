"""Brings the catalogues up to date with the strings in the program: `python -m tools.messages`.

What is new stands in the `.po` afterwards without a translation, what is gone is taken out, and what has one keeps it.
No gettext tools are needed, and a run that finds nothing new changes no byte.
"""

import ast
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

from tools.borrowed import BORROWED

ROOT = Path(__file__).parent.parent
PROGRAM = ROOT / "herringbone"
LOCALE = PROGRAM / "locale"
WIDTH = 110
# What marks a string, and which of its arguments are the context, the English of one and the English of many.
_SINGULAR, _PLURAL, _IN_CONTEXT, _BOTH = (1,), (1, 2), ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS = {
    **dict.fromkeys(("_", "__", "gettext", "gettext_lazy", "gettext_noop"), _SINGULAR),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), _PLURAL),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), _IN_CONTEXT),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), _BOTH),
}
TESTS = re.compile(r"/(tests|migrations)/")
Key = tuple[str | None, str]
Marked = tuple[str | None, str | tuple[str, str]]


def key_of(message: Message) -> Key:
    """What tells one message from another: its context, and the English of one."""
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def strings() -> Catalog:
    """Every string of the program that a person reads, with the files in which it stands."""
    found = Catalog()
    for path in sorted(PROGRAM.rglob("*")):
        name = path.relative_to(ROOT).as_posix()
        if not TESTS.search(name):
            for context, message in _marked_in(path):
                found.add(message, locations=[(name, 0)], context=context)
    for message in BORROWED:
        found.add(message, locations=[("tools/borrowed.py", 0)])
    return found


def catalogues() -> Iterator[tuple[Path, Catalog]]:
    """Each other language's catalogue as it stands, and its file. The English one rewords only what is Django's."""
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        if path.parent.parent.name != "en":
            yield path, catalogue_in(path)


def catalogue_in(path: Path) -> Catalog:
    """The catalogue of a file."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def brought_up_to_date(old: Catalog, found: Catalog) -> Catalog:
    """The catalogue of the strings found, with the translations that it had."""
    new = Catalog(locale=old.locale, header_comment=old.header_comment, fuzzy=False)
    new.mime_headers = [(name, value) for name, value in old.mime_headers if name not in CHANGING]
    had = {key_of(message): message for message in old if message.id}
    for message in found:
        if message.id:
            kept = had.get(key_of(message))
            same_forms = kept and isinstance(kept.id, str) == isinstance(message.id, str)
            message.string = kept.string if kept and same_forms else ("" if isinstance(message.id, str) else ("", ""))
            new[message.id] = message
    return new


CHANGING = ("POT-Creation-Date", "PO-Revision-Date", "Last-Translator", "Language-Team", "Generated-By")


def written(catalogue: Catalog) -> bytes:
    """The text of a `.po`: by file, and within it as the strings come; no line numbers, so that few lines change."""
    text = BytesIO()
    write_po(text, catalogue, width=WIDTH, include_lineno=False, sort_by_file=False)
    head, _, rest = text.getvalue().decode().partition("\n\n")
    kept = [line for line in head.splitlines() if not line.startswith(tuple(f'"{name}' for name in CHANGING))]
    return ("\n".join(kept) + "\n\n" + rest.rstrip("\n") + "\n").encode()


def _marked_in(path: Path) -> Iterator[Marked]:
    if path.suffix == ".py":
        yield from _marked_in_python(path.read_text())
    elif "templates" in path.parts and path.suffix in (".html", ".txt"):
        yield from _marked_in_template(path.read_text(), str(path))


def _marked_in_python(source: str) -> Iterator[Marked]:
    """Read as Python reads it and not by its tokens, which before 3.12 end at the quotes of an f-string."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if name not in KEYWORDS:
            continue
        context, texts = None, []
        for place in KEYWORDS[name]:
            at = place if isinstance(place, int) else place[0]
            given = call.args[at - 1] if len(call.args) >= at else None
            if not (isinstance(given, ast.Constant) and isinstance(given.value, str) and given.value):
                break
            if isinstance(place, int):
                texts.append(given.value)
            else:
                context = given.value
        else:
            yield context, (texts[0] if len(texts) == 1 else (texts[0], texts[1]))


def _marked_in_template(source: str, origin: str) -> Iterator[Marked]:
    """Django makes Python of a template's tags; what is left of the page around them is nothing but X."""
    python = "\n".join(line.lstrip() for line in templatize(source, origin=origin).splitlines())
    for _, message, _, context in extract("python", BytesIO(python.encode()), KEYWORDS):
        if message:
            yield context, message if isinstance(message, str) else (message[0], message[1])


def main() -> None:
    """Write each catalogue anew, and say what waits for a translator."""
    if not settings.configured:
        settings.configure(USE_I18N=True)
        django.setup()
    for path, old in catalogues():
        new = brought_up_to_date(old, strings())
        path.write_bytes(written(new))
        waiting = [key_of(message) for message in new if message.id and not all(translations(message))]
        print(f"{path.relative_to(ROOT)}: {len(new)} strings, {len(waiting)} without a translation")
        for context, text in waiting:
            print(f"  {f'{context}: ' if context else ''}{text}")


def translations(message: Message) -> tuple[str, ...]:
    """The translations of a message, one for each of its forms; empty where there is none."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


if __name__ == "__main__":
    main()
