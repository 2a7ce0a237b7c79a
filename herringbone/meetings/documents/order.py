"""In which order the items of a contact report are read, and by which number they are called.

Decisions come first, then what happens next, then the talk; what is internal comes last and has no number, so that
"item 3" is the same item in both editions, in the PDF, in the mail and on the page where the client answers.
"""

from typing import Literal, NamedTuple

from herringbone.meetings.documents.contract import ContactReport, Item

GroupName = Literal["decided", "next", "discussed", "internal"]

GROUP_OF: dict[str, GroupName] = {
    "decision": "decided",
    "approval": "decided",
    "budget": "decided",
    "next_step": "next",
    "discussion": "discussed",
    "internal": "internal",
}
ORDER: tuple[GroupName, ...] = ("decided", "next", "discussed", "internal")


class Numbered(NamedTuple):
    """An item and its number: None where it is internal, or was taken out by a correction."""

    number: int | None
    item: Item


def groups(data: ContactReport) -> list[tuple[GroupName, list[Numbered]]]:
    """The groups that hold something, in order, each with its items in the order of the meeting."""
    found: dict[GroupName, list[Item]] = {name: [] for name in ORDER}
    for item in data["items"]:
        found[GROUP_OF[item["kind"]]].append(item)
    number = 0
    arranged = []
    for name in ORDER:
        rows = []
        for item in sorted(found[name], key=lambda one: one["position"]):
            counts = name != "internal" and item["change"] != "removed"
            number += counts
            rows.append(Numbered(number if counts else None, item))
        if rows:
            arranged.append((name, rows))
    return arranged
