"""What goes along when two contacts are merged: each feature declares its own, in its `apps.py`.

declare_moves(Moves(Waiting, "contact", ngettext_lazy("%(count)d time we wait", "%(count)d times we wait", "count")))

A test holds that each foreign key to a contact is declared, here or as one that stays (`declare_stays`).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import Model

from herringbone.clients.models import Contact


@dataclass(frozen=True)
class Moves:
    """Rows of a model that name a contact in `field`. `counted` is an ngettext_lazy over "count": "3 meetings".

    Where a contact can stand only once for each value of the columns `once_in`, `twice` says what becomes of the
    second row: it is dropped (and kept for taking the merge back), or stays with the contact that goes, being
    evidence of what happened. Of a dropped row `combine` may take something over: what changes in the row that stays.
    """

    model: type[Model]
    field: str
    counted: Any
    once_in: tuple[str, ...] = ()
    twice: Literal["drop", "stay"] = "stay"
    combine: Callable[[Any, Any], Mapping[str, Any]] | None = None

    @property
    def key(self) -> str:
        """By what a merge remembers its rows: "work.Waiting.contact"."""
        return f"{self.model._meta.label}.{self.field}"

    @property
    def client_path(self) -> str:
        """Where the client of a row stands; nothing where that is the contact's own."""
        path: str = getattr(self.model, "client_path", "")
        return "" if path.startswith(f"{self.field}__") else path

    def rows_of(self, contact: Contact) -> Any:
        """Its rows that name this contact."""
        return self.model._base_manager.filter(**{self.field: contact.pk})


_moves: dict[str, Moves] = {}
_stays: dict[str, str] = {}


def declare_moves(*moves: Moves) -> None:
    """Let rows go along with a contact: one line in the feature's `apps.py`."""
    _moves.update({one.key: one for one in moves})


def declare_stays(model: type[Model], field: str, why: str) -> None:
    """Leave rows with the contact that goes, and say why."""
    _stays[f"{model._meta.label}.{field}"] = why


def all_moves() -> list[Moves]:
    """All that were declared, those of lower floors first."""
    return list(_moves.values())


def others_know(contact: Contact, client: int) -> bool:
    """Whether something of another client names a contact. A query for each kind of row that has a client."""
    with_client = [one for one in all_moves() if one.client_path]
    return any(
        one.rows_of(contact)
        .filter(**{f"{one.client_path}__isnull": False})
        .exclude(**{one.client_path: client})
        .exists()
        for one in with_client
    )


def move_called(key: str) -> Moves:
    """The one of a key."""
    return _moves[key]


def declared() -> set[str]:
    """The keys of all foreign keys of which it is said whether they go along."""
    return _moves.keys() | _stays.keys()


def left_behind() -> Iterator[str]:
    """For `check`: rows that name a contact which was merged into another, though they had to go along."""
    for one in all_moves():
        if one.once_in and one.twice == "stay":
            continue
        rows = one.model._base_manager.filter(**{f"{one.field}__merged_into__isnull": False})
        yield from (f"{one.key}: {pk} names a contact that was merged" for pk in rows.values_list("pk", flat=True))


def one_now(pk: int) -> Contact | None:
    """The contact of an id that was kept somewhere: the one it was merged into, where it was. None for nobody."""
    found = Contact.with_merged.filter(pk=pk).first()
    while found is not None and found.merged_into_id is not None:
        found = Contact.with_merged.get(pk=found.merged_into_id)
    return found
