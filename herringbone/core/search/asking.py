"""Asking the index: the newest that are called so, then the newest in which it is said, of each shelf.

One statement finds them, another fetches the few that are shown. The database walks the newest entries until enough
fit, or looks the words up; nothing is ranked over all that fits, since a common word fits half of everything.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from herringbone.core.names.text import fold
from herringbone.core.search import words
from herringbone.core.search.declare import register
from herringbone.core.search.engines import INDEX, TABLE, begins
from herringbone.core.search.models import SearchEntry, Shown

FEW = 60  # clients up to which an index of words is asked for each of them by name
ENOUGH = 100  # entries of a tier that are looked at
TIERS = (("words", "few"), ("names", "much"), ("words", "much"), ("words", "said"))
TIERS_OF_A_LETTER = TIERS[1:2]  # one letter says too little to be looked for in texts
TIERS_OF_A_KIND = (("names", ""), ("words", ""))


@dataclass(frozen=True)
class Reader:
    """To whom results are shown, as sets of clients' ids. `team` None: all clients, save those `hidden`.

    `names`: whether names of contacts are shown, which all see save across a wall, and those of no client.
    """

    team: frozenset[int] | None
    hidden: frozenset[int]
    names: bool = True


@dataclass(frozen=True)
class Found:
    """One entry that fits. `named`: its name does, and not only what is said in it."""

    kind: str
    subject: int
    part: str
    client: int | None
    key: str
    title: str
    aside: str
    at: datetime | None
    body: str
    named: bool
    wanted: tuple[str, ...] = field(repr=False)

    @property
    def url(self) -> str:
        """Where it is seen."""
        return register[self.kind].url(self)

    @property
    def title_marked(self) -> list[tuple[str, bool]]:
        """The title in pieces, with what was typed marked."""
        return words.marked(self.title, self.wanted)

    @property
    def said(self) -> list[tuple[str, bool]]:
        """The part of the body in which it is said, in pieces, with what was typed marked."""
        return words.marked(words.around(self.body, self.wanted), self.wanted)


def ask(text: str, reader: Reader, *, most: int, kind: str = "", after: int = 0) -> list[Found]:
    """What fits a text, by kinds in their order, at most so many of each, the best first. Two queries.

    Every word must begin a word of the entry, whatever its case and accents. Of all kinds, those with very many that
    fit are looked through from the newest, and not to their end; of one `kind` all are, from place `after` on.
    """
    wanted = tuple(words.typed(text))
    if not wanted or (kind and kind not in register):
        return []
    tiers = TIERS_OF_A_KIND if kind else (TIERS_OF_A_LETTER if len(wanted[0]) == 1 else TIERS)
    parts = [_part(wanted, reader, tier, kind, after + most if kind else ENOUGH) for tier in tiers]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(sql for sql, _values in parts), [one for _sql, of in parts for one in of])
        rows = cursor.fetchall()
    chosen = _chosen(rows, wanted, most, after)
    entries = SearchEntry.objects.in_bulk([pk for pk, _named in chosen])
    found = [_found(entries[pk], named, wanted) for pk, named in chosen]
    return [one for one in found if not (register[one.kind].only_said and words.only_elsewhere(one.body, wanted))]


def _chosen(rows: Sequence[Any], wanted: Sequence[str], most: int, after: int) -> list[tuple[int, bool]]:
    """The best of each kind: those called so before those that say so, then those that fit better, then the newest."""
    order = {kind: place for place, kind in enumerate(register)}
    fits = {pk: (kind, _begins(names, wanted), _fit(title, wanted)) for pk, kind, title, names in rows}
    best = sorted(fits, key=lambda pk: (order[fits[pk][0]], not fits[pk][1], -fits[pk][2], -pk))
    places: dict[str, int] = {}
    chosen = []
    for pk in best:
        kind, named, _ = fits[pk]
        places[kind] = places.get(kind, -1) + 1
        if after <= places[kind] < after + most:
            chosen.append((pk, named))
    return chosen


def _begins(names: str, wanted: Sequence[str]) -> bool:
    """Whether each word begins one of these."""
    return all(names.startswith(word) or f" {word}" in names for word in wanted)


def _fit(title: str, wanted: Sequence[str]) -> int:
    """How well a title fits: two for each word that stands in it whole, one for each that begins one of its words."""
    its = f" {fold(title)} "
    return sum((f" {one} " in its) + (f" {one}" in its) for one in wanted)


def _found(entry: SearchEntry, named: bool, wanted: tuple[str, ...]) -> Found:
    return Found(
        entry.kind, entry.subject, entry.part, entry.client, entry.key, entry.title, entry.aside, entry.at, entry.body,
        named, wanted,
    )  # fmt: skip


def _part(wanted: Sequence[str], reader: Reader, tier: tuple[str, str], kind: str, most: int) -> tuple[str, list[Any]]:
    """The newest entries of a tier that fit and may be seen: id, kind, title, names."""
    column, shelf = tier
    keys = [[f":k{kind}" if kind else f":h{shelf}"], _keys(reader)]
    if connection.vendor == "sqlite":
        fit = " AND ".join(f'{column}:"{word}"*' for word in wanted)
        narrow = " AND ".join(
            "(" + " OR ".join(f'keys:"{key}"' for key in several) + ")" for several in keys if several
        )
        return (
            f"SELECT * FROM (SELECT e.id, e.kind, e.title, e.names FROM {INDEX} f "  # noqa: S608  # ids, names of our own
            f"JOIN {TABLE} e ON e.id = f.rowid WHERE {INDEX} MATCH %s AND {_seen(reader, 'e.')} "
            f"ORDER BY f.rowid DESC LIMIT {int(most)})"
        ), [f"{fit} AND {narrow}"]
    # Written into the statement, so that it is planned for these words: a plan for any words takes ten times as long
    # over common ones. Letters and digits alone can be written there.
    if not all(word.isalnum() for word in wanted):
        raise ValueError("A word to be looked for is made of letters and digits")
    fit = " & ".join(map(begins, wanted))
    narrow = " & ".join("(" + " | ".join(f"'{key}'" for key in several) + ")" for several in keys if several)
    fits = f"{narrow} & {fit}".replace("'", "''")
    # What there is little of is old, and not to be looked for by walking from the newest.
    order = "id + 0" if shelf == "few" else "id"
    return (
        f"(SELECT id, kind, title, names FROM {TABLE} WHERE {column}_vector @@ '{fits}'::tsquery "  # noqa: S608  # ids, names of our own
        f"AND {_seen(reader, '')} ORDER BY {order} DESC LIMIT {int(most)})"
    ), []


def _seen(reader: Reader, before: str) -> str:
    """The condition that lets through what the reader may see."""
    client, shown = f"{before}client", f"{before}shown"
    outside = f"({client} IS NULL OR {client} NOT IN ({_ids(reader.hidden)}))" if reader.hidden else "1 = 1"
    if reader.team is None:
        team = f"{client} IS NOT NULL AND {outside}"
    else:
        team = f"{client} IN ({_ids(reader.team - reader.hidden)})" if reader.team - reader.hidden else "1 = 0"
    found = f"({shown} = '{Shown.TEAM.value}' AND {team})"
    found += f" OR {shown} = '{Shown.HOUSE.value}'"
    if reader.names:
        found += f" OR ({shown} <> '{Shown.TEAM.value}' AND {outside})"
    return f"({found})"


def _keys(reader: Reader) -> list[str]:
    """The same in the words of the index, where it says it shortly; nothing where it does not."""
    if reader.team is None or len(reader.team) > FEW:
        return []
    shown = [f":s{shown.value}" for shown in Shown if shown != Shown.TEAM and (reader.names or shown == Shown.HOUSE)]
    return [f":c{int(client)}" for client in sorted(reader.team)] + shown


def _ids(ids: Iterable[int]) -> str:
    return ",".join(str(int(one)) for one in sorted(ids))
