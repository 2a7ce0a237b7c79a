"""What somebody finds: the index asked with where they stand, its answers under headings, and what may be done next."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from herringbone.core import clock
from herringbone.core.links import link
from herringbone.core.search import Found, Reader, ask, register
from herringbone.core.wording.dates import short_day
from herringbone.people.models import Role
from herringbone.people.rules import Standing

SHORT, LONG = 5, 25  # lines of a group among others, and by itself
LONGEST = 100
FURTHEST = 40  # pages of a group


@dataclass(frozen=True)
class Group:
    """Lines under one heading. `more`: there are others than these."""

    name: str
    heading: str | Promise
    lines: list["Line"]
    more: bool


@dataclass(frozen=True)
class Line:
    """One thing found: its words in pieces with what was typed marked, what stands beside, what is said in it."""

    url: str
    title: list[tuple[str, bool]]
    aside: str
    number: str
    said: list[tuple[str, bool]]
    client: int | None = None


@dataclass(frozen=True)
class Command:
    """Something that may be done with the client that was found."""

    label: str
    url: str
    icon: str


def reader_of(here: Standing) -> Reader:
    """To whom the index answers: clients seen, walls, and whether names of contacts are shown (A2)."""
    only_sets_up = here.own == {Role.Kind.ADMINISTRATOR}
    return Reader(None if here.spans else here.team, here.walled, names=not only_sets_up)


def everything(here: Standing, text: str, most: int = SHORT) -> list[Group]:
    """The best of each group that fit a text. Two queries."""
    found = ask(text, reader_of(here), most=most + 1)
    grouped: dict[str, list[Found]] = {}
    for one in found:
        grouped.setdefault(_group_of(one.kind), []).append(one)
    return [_group(name, ones, most) for name, ones in grouped.items()]


def of_one_group(here: Standing, text: str, name: str, number: int) -> Group | None:
    """One page of a group; None where nothing is called so. Two queries for each of its kinds."""
    kinds = [kind for kind in register if _group_of(kind) == name]
    if not kinds:
        return None
    reader, after = reader_of(here), (number - 1) * LONG
    found = [one for kind in kinds for one in ask(text, reader, most=LONG + 1, kind=kind, after=after)]
    return _group(name, found, LONG)


def commands(here: Standing, groups: list[Group]) -> list[Command]:
    """What may be done for the client that was found, if it is one. No query."""
    clients = next((group for group in groups if group.name == "client"), None)
    if clients is None or len(clients.lines) != 1 or not here.writes:
        return []
    line = clients.lines[0]
    name, code = "".join(text for text, _marked in line.title), line.number
    told: list[tuple[Callable[[str], str], str, str]] = [
        (lambda name: _("Call a meeting with %(client)s") % {"client": name}, f"{link('meeting_new')}?client={code}",
         "calendar"),
        (lambda name: _("Begin a job form for %(client)s") % {"client": name}, link("form_new", code), "plus"),
        (lambda name: _("Give a task for %(client)s") % {"client": name}, link("task_new", code), "check"),
    ]  # fmt: skip
    if here.serves:
        told.insert(0, (
            lambda name: _("Log a call with %(client)s") % {"client": name}, f"{link('capture')}?client={code}",
            "phone",
        ))  # fmt: skip
    if line.client in here.accounts or line.client in here.led or here.directs_agency:
        told.insert(1, (
            lambda name: _("Publish the status report of %(client)s") % {"client": name},
            link("status_live", code), "file-text",
        ))  # fmt: skip
    return [Command(label(name), url, icon) for label, url, icon in told]


def _group_of(kind: str) -> str:
    return register[kind].group or kind


def _group(name: str, found: list[Found], most: int) -> Group:
    """Each record once, though its name and what is known of it are entries of their own."""
    of_records: dict[str, Found] = {}
    for one in found:
        of_records.setdefault(one.url + one.part, one)
    ones = list(of_records.values())
    return Group(name, register[name].heading, [_line(one) for one in ones[:most]], len(ones) > most)


_ASIDES: dict[str, Any] = {
    "form": lambda one: gettext_lazy("draft form"),
    "report": lambda one: _("Contact report %(number)s") % {"number": one.aside},
    "said": lambda one: _("Contact report %(number)s") % {"number": one.aside},
    "status": lambda one: _("Status report %(number)s") % {"number": one.aside},
    "remark": lambda one: f"{one.aside}, {short_day(one.at, clock.now())}",
    "message": lambda one: f"{one.aside}, {short_day(one.at, clock.now())}",
    "meeting": lambda one: f"{one.aside}, {short_day(one.at, clock.now())}",
}
_NUMBERED = ("client", "job")


def _line(one: Found) -> Line:
    numbered = one.kind in _NUMBERED
    aside = "" if numbered else str(_ASIDES.get(one.kind, lambda one: one.aside)(one))
    # What has no name of its own is told by its words, also where they name the client whose it is.
    said = [] if (one.named and one.title) or not one.body else one.said
    return Line(one.url, one.title_marked, aside, one.aside if numbered else "", said, one.client)
