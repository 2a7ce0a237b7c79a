"""Why somebody gets a contact report: kept as a code and what it tells of, and said in the language of who reads it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from herringbone.meetings.models import Reader
from herringbone.people.models import Role

LONGEST = 200  # characters of all reasons together
ATTENDED, HEAD, MAKER, FINANCE, ADDED, GOT, WROTE = "attended", "head", "maker", "finance", "added", "got", "wrote"


@dataclass(frozen=True)
class Reason:
    """One reason: its code, and the names or the number that it tells of."""

    code: str
    told: tuple[str | int, ...] = ()

    @property
    def alone(self) -> str:
        """How it reads as the first reason; empty for a code that is not known."""
        words = _words(self.told).get(self.code)
        return words[0] if words else ""

    @property
    def further(self) -> str:
        """How it reads as a further one."""
        words = _words(self.told).get(self.code)
        return words[-1] if words else ""


def phrase(reasons: Iterable[Reason]) -> str:
    """Reasons in one phrase, in the language in force: "Attended, and head of Creative"."""
    first, *rest = _each_once(reasons)
    if not rest:
        return first.alone[:LONGEST]
    words = [first.alone, *(one.further for one in rest)]
    return (_("%(first)s, and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]})[:LONGEST]


def _each_once(reasons: Iterable[Reason]) -> list[Reason]:
    """Without what another of them tells too: that Finance's head gets it because of money says whom they head."""
    found = list(dict.fromkeys(reasons))
    return [one for one in found if one.code != HEAD or Reason(FINANCE, one.told) not in found]


def as_kept(reasons: Iterable[Reason]) -> list[list[str | int]]:
    """Reasons as they stand in a row."""
    return [[one.code, *one.told] for one in dict.fromkeys(reasons)]


def why(reader: Reader) -> str:
    """Why somebody got an issue, for who reads it now. Rows from before the codes keep the words of who issued."""
    found = [Reason(code, tuple(told)) for code, *told in reader.reasons]
    return phrase(found) if found and all(one.alone for one in found) else reader.why


def _words(told: Sequence[str | int]) -> dict[str, tuple[str, ...]]:
    """Every code in words, as the first reason and, where it is otherwise, as a further one."""
    one: Any = told[0] if told else ""
    name = {"department": one, "person": one, "version": one}
    return {
        ATTENDED: (_("Attended"),),
        Role.Kind.DIRECTOR: (_("Director of the account"), _("director of the account")),
        Role.Kind.SUPERVISOR: (_("Supervisor of the account"), _("supervisor of the account")),
        Role.Kind.POINT: (_("Point person"), _("point person")),
        HEAD: (_("Head of %(department)s") % name, _("head of %(department)s") % name),
        MAKER: (_("%(department)s of %(job)s") % {**name, "job": told[-1] if told else ""},),
        FINANCE: (_("%(department)s, because of “Budget”") % name,),
        ADDED: (_("Added by %(person)s") % name, _("added by %(person)s") % name),
        GOT: (_("Got version %(version)s") % name, _("got version %(version)s") % name),
        WROTE: (_("Wrote it"),),
    }
