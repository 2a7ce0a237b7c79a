"""Handing over everything of somebody who leaves. Each feature says here what of a person's it holds.

    declare_handover("open tasks", preview=tasks_of, act=hand_over_tasks)

One line in the feature's `apps.py`. `people.queries.handover_preview` asks all of them what there is, and the action
`hand_over` lets each act within its own transaction, so that everything moves or nothing does.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from herringbone.people.models import Person


@dataclass(frozen=True)
class Belonging:
    """One thing that changes hands. `what` is worded in the reader's language; `subject` is the record itself.

    `client` is the id of its client, which decides to whom it goes; None goes to whoever gets the rest.
    """

    subject: Any
    what: str
    client: int | None = None


@dataclass(frozen=True)
class Heirs:
    """To whom things go: by the id of their client where it is named, else `rest`."""

    rest: Person | None
    by_client: Mapping[int, Person]

    def of(self, client: int | None) -> Person | None:
        """Who gets what belongs to this client, or to none; None where nobody was named."""
        return self.by_client.get(client, self.rest) if client is not None else self.rest


Preview = Callable[[Person], Iterable[Belonging]]
Act = Callable[..., Any]


@dataclass(frozen=True)
class Part:
    """What one feature holds of a person: `preview(person)` names it, `act` moves it."""

    name: str
    preview: Preview
    act: Act


_parts: dict[str, Part] = {}


def declare_handover(name: str, preview: Preview, act: Act) -> None:
    """Let a feature's belongings be handed over: one line in its `apps.py`.

    `preview(person)` gives the open Belongings of a person. `act(by=…, person=…, to=…, belongings=…)` gives those
    listed to one heir by calling the feature's own action, and is called once for each heir that gets something.
    """
    _parts[name] = Part(name, preview, act)


def parts() -> tuple[Part, ...]:
    """Everything that was declared, in that order."""
    return tuple(_parts.values())
