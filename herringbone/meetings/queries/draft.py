"""A report's draft as plain values, so that two people who write at once can be merged item by item."""

from collections.abc import Iterable, Mapping
from typing import Any

from herringbone.clients.models import Contact
from herringbone.core.merge import plain
from herringbone.people.models import Person

FIELDS = ("kind", "text", "job", "owner", "due", "due_at", "agenda")


def flat(items: Iterable[Any]) -> dict[str, Any]:
    """Every field of every item under one name, "KEY:text", in plain form."""
    return {f"{item.key}:{field}": plain_field(item, field) for item in items for field in FIELDS}


def plain_field(item: Any, field: str) -> Any:
    """One field in plain form; an owner as `token` says."""
    if field != "owner":
        return plain(getattr(item, field))
    return token(item.owner or getattr(item, "owner_contact", None))


def token(owner: Person | Contact | None) -> str:
    """Somebody of either side in one word, as `work.forms.fields.EitherSideField` has it: "ours-7", "theirs-4"."""
    return "" if owner is None else f"{'theirs' if isinstance(owner, Contact) else 'ours'}-{owner.pk}"


def keys(values: Mapping[str, Any]) -> list[str]:
    """The items' keys in flat values, in their order."""
    return list(dict.fromkeys(name.partition(":")[0] for name in values))


def of_item(values: Mapping[str, Any], key: str) -> dict[str, Any]:
    """One item's fields out of flat values."""
    return {field: values.get(f"{key}:{field}", "") for field in FIELDS}
