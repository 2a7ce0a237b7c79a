"""A choice among many names, found while typing (`combobox.js`)."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

UNKNOWN = "?"  # stands before a name that nothing was found for, so that no figure typed is taken for a key
LONGEST = 80
NOBODY, NOTHING = _("Nobody is called “%(typed)s”."), _("Nothing is called “%(typed)s”.")


class FoundSelect(forms.Select):
    """A list whose names are found while typing. A name that is not on it comes as UNKNOWN and what was typed."""

    def __init__(self, attrs: Mapping[str, str] | None = None, **given: Any) -> None:
        super().__init__({"data-typeahead": "", **(attrs or {})}, **given)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The one chosen, else what was typed without finding it."""
        typed = str(data.get(f"{name}-typed", "")).strip()[:LONGEST]
        return super().value_from_datadict(data, files, name) or (f"{UNKNOWN}{typed}" if typed else "")

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """What was typed without finding it stays in the field."""
        context = super().get_context(name, value, attrs)
        if isinstance(value, str) and value.startswith(UNKNOWN):
            context["widget"]["attrs"]["data-typed"] = value.removeprefix(UNKNOWN)
        return context


class FoundField(forms.ModelChoiceField):
    """One of many records by name; of a name that none has it says so. `unknown` is NOBODY where they are people."""

    def __init__(self, queryset: Any, *, unknown: Any = NOTHING, **given: Any) -> None:
        super().__init__(queryset, **{"widget": FoundSelect(), **given})
        self.unknown = unknown

    def to_python(self, value: Any) -> Any:
        """Raises ValidationError for a name that is not among them."""
        if isinstance(value, str) and value.startswith(UNKNOWN):
            raise ValidationError(self.unknown, code="unknown", params={"typed": value.removeprefix(UNKNOWN)})
        return super().to_python(value)
