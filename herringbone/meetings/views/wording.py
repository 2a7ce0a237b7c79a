"""Words that the pages of a report share."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from herringbone.core.merge import InConflict
from herringbone.core.wording.dates import exact
from herringbone.meetings.queries.writing import Choices
from herringbone.people.models import Person


def kinds() -> dict[str, str]:
    """What each kind of item is called."""
    return {
        "discussion": pgettext("type of an item", "Discussion"),
        "decision": pgettext("type of an item", "Decision"),
        "approval": pgettext("type of an item", "Approval"),
        "budget": pgettext("type of an item", "Budget"),
        "next_step": pgettext("type of an item", "Next step"),
        "internal": pgettext("type of an item", "Internal"),
    }


def conflict_labels(conflict: InConflict, keys: Sequence[str]) -> dict[str, str]:
    """The names of the lines on the conflict page: "Item 3, text"."""
    fields = {
        "kind": _("kind"), "text": _("text"), "job": _("job"), "owner": _("who"), "due": _("until when"),
        "due_at": _("until what hour"), "agenda": _("point of the agenda"),
    }  # fmt: skip
    numbers = {key: number for number, key in enumerate(keys, start=1)}
    labels = {}
    for one in conflict.merged.conflicts:
        key, _sign, field = one.name.partition(":")
        labels[one.name] = _("Item %(number)s, %(field)s") % {"number": numbers.get(key, "?"), "field": fields[field]}
    return labels


def conflict_words(name: str, value: Any, found: Choices) -> str:
    """A plain value of an item in words."""
    field = name.partition(":")[2]
    if value == "":
        return ""
    if field == "kind":
        return kinds().get(str(value), str(value))
    if field == "owner":
        return str(found.owners.get(str(value), value))
    if field in ("job", "agenda"):
        rows = found.jobs if field == "job" else found.agenda
        return next((str(one) for one in rows if one.pk == value), str(value))
    if field == "due_at":
        return exact(datetime.fromisoformat(str(value)))
    return exact(date.fromisoformat(str(value))) if field == "due" else str(value)


def conflict_told(who: Person | None, reader: Person) -> str:
    """What whoever writes is told as soon as a save meets another's, beside the way to both versions."""
    if who == reader:
        return _("You changed the same item in another window.")
    return _("%(person)s changed the same item.") % {"person": who or _("Somebody")}
