"""Two people write one report at once: what happens to each item."""

from collections.abc import Mapping, Sequence
from typing import Any

from herringbone.core.merge import InConflict, Merged, merge
from herringbone.meetings.queries.draft import flat, keys, of_item


def merged_items(seen: Mapping[str, Any] | None, yours: Sequence[Any], stored: Sequence[Any]) -> list[Any]:
    """The items that are to stand, in order: each either one of `yours` or one of `stored`, or a pair (yours, stored).

    `seen` is what the writer's page was filled with; None means that nobody else can have written. An item that only
    the other added, or changed while it was removed here, stays; what only the other removed stays away. Of an item
    in both, each changed field counts (`fields`). Raises InConflict where both changed one field differently.
    """
    if seen is None:
        return list(yours)
    here, there = {one.key: one for one in yours}, {one.key: one for one in stored}
    known = set(keys(seen))
    mine, theirs = flat(yours), flat(stored)
    conflicts = merge(
        seen, {name: value for name, value in mine.items() if name.partition(":")[0] in there}, theirs
    ).conflicts
    if conflicts:
        raise InConflict(Merged(mine, conflicts=conflicts))
    standing: list[Any] = []
    for key, item in here.items():
        untouched = key in known and of_item(mine, key) == of_item(seen, key)
        if key in there:
            standing.append((item, there[key]))
        elif not untouched:
            standing.append(item)
    for position, item in enumerate(stored):
        gone_here = item.key in known and of_item(theirs, item.key) == of_item(seen, item.key)
        if item.key not in here and not gone_here:
            standing.insert(_after(stored, position, standing), item)
    return standing


def fields(seen: Mapping[str, Any] | None, yours: Any, stored: Any, field: str) -> bool:
    """Whether a field of an item that stands on both sides is taken from `stored`: only the other changed it."""
    if seen is None:
        return False
    name = f"{yours.key}:{field}"
    return name in seen and flat([yours])[name] == seen[name]


def _after(stored: Sequence[Any], position: int, standing: Sequence[Any]) -> int:
    """Where an item of the other's belongs: behind the one it followed there."""
    if position == 0:
        return 0
    before = stored[position - 1].key
    places = [at for at, one in enumerate(standing) if (one[0] if isinstance(one, tuple) else one).key == before]
    return places[0] + 1 if places else len(standing)
