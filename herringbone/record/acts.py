"""What is evidence of somebody's deed: a row that its event tells of, and an event that has its row.

A row that the database alone was told of, one that was taken away, and one that names another person or moment than its
event are findings of `check`. The chain of events holds what happened; so it holds these rows, too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Model

from herringbone.record.models import Event

A_MINUTE = timedelta(minutes=1)  # no action takes longer between what it writes and its event


@dataclass(frozen=True)
class Act:
    """A model of which each row is one deed, done by one of these verbs. `who` and `at` are the columns that say by
    whom and when. Where not `alone`, rows come with other deeds, too, whose events tell of them.
    """

    model: type[Model]
    verbs: tuple[str, ...]
    who: str = "by"
    at: str = "at"
    alone: bool = True


_acts: list[Act] = []


def declare_acts(*acts: Act) -> None:
    """Say which rows are deeds: one line in a feature's `apps.py`."""
    _acts.extend(act for act in acts if act not in _acts)


def untold() -> Iterator[str]:
    """Every deed without its event, every event without its deed, and what the two say differently, in words."""
    for act in _acts:
        label = act.model._meta.label
        events = Event.objects.filter(subject_label=label, verb__in=act.verbs)
        told: dict[int, list[tuple[int | None, datetime]]] = {}
        for subject, by, at in events.values_list("subject_id", "by", "at").iterator():
            told.setdefault(subject, []).append((by, at))
        for pk, who, when in act.model._base_manager.values_list("pk", act.who, act.at).iterator():
            found = told.pop(pk, [])
            if len(found) != 1 and (found or act.alone):
                yield f"{label} {pk}: {len(found)} events tell of it"
            for its_by, its_at in found:
                if who != its_by:
                    yield f"{label} {pk} is another’s deed than its event says"
                if not its_at - A_MINUTE <= when <= its_at:
                    yield f"{label} {pk} is of another moment than its event says"
        yield from (f"{label} {pk} is gone; its event tells of it" for pk in told)
