"""On which records people may talk: each feature declares its own, in one line of its `apps.py`.

declare_conversation("work.Job", lambda job: reverse("job", args=[job.number]))
"""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db.models import Model

_places: dict[str, Callable[[Any], str]] = {}


def declare_conversation(label: str, address: Callable[[Any], str]) -> None:
    """Let people talk on records of a model; `address(record)` is the page where the conversation is shown."""
    _places[label] = address


def talked_about(label: str) -> type[Model] | None:
    """The model of a label, if people may talk on its records."""
    return apps.get_model(label) if label in _places else None


def address_of(subject: Model) -> str:
    """The page on which a record's conversation is shown. Raises KeyError for a model that declared none."""
    return _places[subject._meta.label](subject)
