"""What a form holds, as it is compared when two people edit it."""

from collections.abc import Mapping
from typing import Any

from herringbone.core.merge import plain
from herringbone.work.models import Form

# What a draft may be given, in the order of the page.
RECORDS = ("kind", "brand", "asked_by", "lead")
TEXTS = ("name", "asked_how", "currency", "scope")
DATES = ("begins", "delivered_by")
JSON = ("route", "deliverables", "extra", "unread")
EDITABLE = (*RECORDS, *TEXTS, *DATES, "budget", "departments", *JSON)


def values_of(form: Form) -> Mapping[str, Any]:
    """The editable values of a stored form in their plain form. One query, for the departments."""
    found: dict[str, Any] = {name: getattr(form, f"{name}_id") for name in RECORDS}
    found |= {name: getattr(form, name) for name in (*TEXTS, *DATES, "budget", *JSON)}
    found["departments"] = set(form.departments.values_list("pk", flat=True))
    return {name: plain(value) for name, value in found.items()}
