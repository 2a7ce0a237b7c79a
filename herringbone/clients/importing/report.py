"""What came of an import, row by row."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

What = Literal["created", "updated", "unchanged", "rejected", "left"]


@dataclass(frozen=True)
class Fact:
    """One thing that a row writes: what it is, how it reads from now on, and how it read before."""

    label: str
    now: str
    was: str = ""


@dataclass(frozen=True)
class Outcome:
    """What came of one row: `why` says what is wrong with it, or what should be known. A row that was left out is none
    of the file's as far as its figures go.

    `also` is how many records it brought along that are no row themselves, such as somebody's manager.
    `facts` are what it writes: all of a new record, of another what it changes. `pk` is the record's id.
    """

    number: int
    line: int
    name: str
    what: What
    why: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    pk: int = 0
    also: int = 0


@dataclass(frozen=True)
class Report:
    """What came of a file. `written` is false after a dry run, and where a rejected row kept everything out."""

    outcomes: Sequence[Outcome]
    notes: Sequence[str]
    written: bool

    def count(self, what: What) -> int:
        """How many rows had this outcome; what they brought along was created too."""
        also = sum(outcome.also for outcome in self.outcomes) if what == "created" else 0
        return Counter(outcome.what for outcome in self.outcomes)[what] + also

    @property
    def rows(self) -> int:
        """How many rows there were, those that were left out not counted."""
        return len(self.outcomes) - self.count("left")

    @property
    def rejected(self) -> list[Outcome]:
        """The rows that cannot be brought in."""
        return [outcome for outcome in self.outcomes if outcome.what == "rejected"]

    @property
    def records(self) -> list[int]:
        """The ids of what is new or was changed, each once."""
        return list(dict.fromkeys(one.pk for one in self.outcomes if one.pk and one.what in ("created", "updated")))

    @property
    def reasons(self) -> dict[int, str]:
        """Why each rejected row is, by its number."""
        return {outcome.number: " ".join(outcome.why) for outcome in self.rejected}

    @property
    def figures(self) -> dict[str, int]:
        """The five figures by their names."""
        outcomes: tuple[What, ...] = ("created", "updated", "unchanged", "rejected")
        return {"rows": self.rows, **{what: self.count(what) for what in outcomes}}

    @property
    def last_line(self) -> str:
        """The five figures, in the form that programs read."""
        return ", ".join(f"{name} {number}" for name, number in self.figures.items())
