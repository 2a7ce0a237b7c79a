"""What a duty is: declared once, in the feature that knows it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.utils.functional import Promise

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from herringbone.record.models import Duty

COLUMNS = ("subject", "title", "facts", "client_id", "owner_id", "started", "due", "done")


@dataclass(frozen=True)
class Line:
    """How a duty reads on a desk: `what` is owed in the trade's verb, `about` says more, `do` names the way out.

    `url` is the page where it is seen and done. `post`, where there is one, is the address that does it with one
    click: it takes a bare POST with `once` and `next`.
    """

    what: str
    about: str
    url: str
    do: str
    post: str = ""


@dataclass(frozen=True)
class Kind:
    """One kind of duty: who owes what, when, and what counts as done.

    `rows` gives a query set annotated with COLUMNS (`values(*COLUMNS)`). It never asks what time it is: a row
    says when it begins and when it is due, and the reader compares. Only so do stored rows stay right while
    time passes; what begins later has a later `started`. `owner_id` is None where whoever answers for the client
    owes it (the point person, else the supervisor, the director, the head).
    `follows` names the models whose events can change these rows, each with the path from `subject` to them; for
    editions the label carries the kind: "record.Edition:contact_report".
    `line` words a stored duty for the reader, from its title and facts alone.
    `called` is what duties of this kind are called together: "Contact reports". `length` names the setting that says
    how long they may take, where it is not the kind's own.
    """

    name: str
    row: str  # the capability's id
    subject: type[Model]
    rows: Callable[[], "QuerySet[Any, dict[str, object]]"]
    follows: Mapping[str, str]
    line: Callable[["Duty"], Line]
    called: str | Promise = ""
    length: str = ""

    @property
    def plural(self) -> str | Promise:
        """What they are called together; made of the name where nobody has said it."""
        return self.called or self.name.replace("_", " ").capitalize()


register: dict[str, Kind] = {}


def declare(*kinds: Kind) -> None:
    """Add kinds to the register: one line in the feature's `apps.py`."""
    for kind in kinds:
        if register.setdefault(kind.name, kind) is not kind:
            raise ValueError(f"Two duties are called {kind.name}")
