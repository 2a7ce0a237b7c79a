"""How what happened reads: each feature says in its `wording.py` how its events are worded in the client's thread."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from herringbone.record.models import ThreadEntry


@dataclass(frozen=True)
class Words:
    """One entry of a thread in the reader's language: what happened, more about it, and where it can be opened.

    `under` is what happened where the name of its job stands over it, if the title says that too.
    """

    title: str
    body: str = ""
    url: str = ""
    under: str = ""


Wording = Callable[[ThreadEntry], Words]
_wordings: dict[str, Wording] = {}


def declare_wording(wordings: Mapping[str, Wording]) -> None:
    """Say for some verbs how their thread entries read: one line in the feature's `apps.py`."""
    _wordings.update(wordings)


def words_of(entry: ThreadEntry) -> Words:
    """The words of an entry, made from its facts. Raises KeyError for a verb that nobody worded."""
    return _wordings[entry.verb](entry)
