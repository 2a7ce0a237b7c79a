"""Who stands in for whom at a moment."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import QuerySet

from herringbone.core.compiled import compiled_once
from herringbone.people.models import Absence


def stands_for(person_id: int, covers: Mapping[int, int]) -> set[int]:
    """The ids of all whose duties fall to this person, given what `stand_ins` says of the moment.

    That is the person, unless away, and everybody away whose chain of covers ends here. Where a chain bites
    its own tail (all are away), each keeps what is theirs: a duty always has an owner.
    """
    return {person_id} - covers.keys() | {away for away, cover in covers.items() if cover == person_id}


def stand_ins(at: datetime) -> dict[int, int]:
    """For everybody away at a moment, who stands in, along chains of covers. One query."""
    return chained(dict(_running(at)))


def chained(covers: Mapping[int, int]) -> dict[int, int]:
    """Who stands in at the end of each chain, given who covers for whom."""

    def end_of_chain(away: int) -> int:
        seen, here = {away}, covers[away]
        while here in covers:
            if here in seen:
                return away
            seen.add(here)
            here = covers[here]
        return here

    return {away: end_of_chain(away) for away in covers}


@compiled_once
def _running(at: datetime) -> QuerySet[Absence, tuple[int, int]]:
    return Absence.objects.running(at).order_by("begins").values_list("person", "cover")
