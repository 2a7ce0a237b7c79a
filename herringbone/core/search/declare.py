"""What is searched: declared once, in the feature that knows it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from herringbone.core.search.models import Shown

if TYPE_CHECKING:
    from herringbone.core.search.asking import Found

Shelf = Literal["few", "much", "said"]


@dataclass(frozen=True)
class Text:
    """One entry of a record: what is read, and what it is found by.

    `title` and `names` are what it is called; `body` is what is said in it. `aside` stands beside the title. `key` is
    what the address is made of, `at` when it happened, `part` which of the record's entries it is.
    """

    title: str
    client: int | None
    key: str
    names: tuple[str, ...] = ()
    body: str = ""
    aside: str = ""
    at: datetime | None = None
    part: str = ""
    shown: Shown = Shown.TEAM


@dataclass(frozen=True)
class Searched:
    """One kind of record that is searched.

    `rows` gives the records with whatever `texts` needs, which makes the entries of one of them: none for a record
    that is not to be found. `follows` names the models whose events can change these, with the path from the record to
    them. Kinds of the same `group` are shown under one heading, the first one's. `url` is where what was found is seen.
    Kinds of a `shelf` are looked through together, so that what there is little of is not lost among what there is
    much of. Where `only_said`, what it is called by alone does not make it fit.
    """

    kind: str
    heading: str | Promise
    model: type[Model]
    rows: Callable[[], QuerySet[Any]]
    texts: Callable[[Any], Iterable[Text]]
    follows: Mapping[str, str]
    url: Callable[["Found"], str]
    order: int
    group: str = ""
    shelf: Shelf = "much"
    only_said: bool = False


register: dict[str, Searched] = {}


def declare(*kinds: Searched) -> None:
    """Add kinds to the register: one line in the feature's `apps.py`."""
    for kind in kinds:
        assert kind.kind.isalpha() and kind.kind.isascii(), "a kind is one word of the index"
        if register.setdefault(kind.kind, kind) is not kind:
            raise ValueError(f"Two kinds of entry are called {kind.kind}")
    in_order = sorted(register.values(), key=lambda kind: kind.order)
    register.clear()
    register.update({kind.kind: kind for kind in in_order})
