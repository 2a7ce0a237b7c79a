"""What a field is called on its form, known from its name alone: for a page that has the fields and no form."""

import re
from collections.abc import Iterator
from typing import Any

from django.forms import BaseForm, BooleanField, CharField, ChoiceField, Field, ModelChoiceField, PasswordInput
from django.utils.translation import gettext, gettext_lazy

# Fields that templates write by hand, and what forms carry for the program.
BY_HAND = {"line": gettext_lazy("Log a call"), "q": gettext_lazy("Search")}
INTERNAL = frozenset(
    {
        "answer", "asked", "call", "do", "draft", "from", "id", "item", "left", "next", "once_more", "open", "order",
        "point", "previewed", "review", "seen", "skip_rejected", "stamp", "undo", "version", "week", "add", "remove",
    }
)  # fmt: skip
NUMBERED = re.compile(r"-\d+-([a-z_]+)$")


def label_of(name: str, feature: str) -> str:
    """What the field is called, in the forms of this feature first; empty for what nobody types: keys and choices.

    `feature` is the start of its modules' names: "herringbone.meetings".
    """
    numbered = NUMBERED.search(name)
    bare = numbered.group(1) if numbered else name.partition("-")[0]
    if bare in INTERNAL:
        return ""
    known: list[tuple[bool, Field]] = [
        (form.__module__.startswith(f"{feature}."), form.base_fields[bare])
        for form in _forms()
        if bare in form.base_fields
    ]
    fields = [field for near, field in known if near] or [field for _near, field in known]
    if fields and not any(_is_typed(field) for field in fields):
        return ""
    label = next((str(field.label) for field in fields if field.label and _is_typed(field)), "")
    return label or str(BY_HAND.get(bare) or gettext(bare.replace("_", " ").capitalize()))


def _is_typed(field: Field) -> bool:
    if isinstance(field, ChoiceField | ModelChoiceField | BooleanField):
        return False
    return not (isinstance(field, CharField) and (field.widget.is_hidden or isinstance(field.widget, PasswordInput)))


def _forms(kind: type[BaseForm] = BaseForm) -> Iterator[Any]:
    for form in kind.__subclasses__():
        if hasattr(form, "base_fields"):
            yield form
        yield from _forms(form)
