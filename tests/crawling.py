"""The crawler's equipment: what an answer holds, whose marks are in it, and what the database was told meanwhile."""

import html
import importlib
import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any

import pypdfium2
import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.test import Client as Browser

from herringbone.people.models import Person
from herringbone.people.rules import standing
from herringbone.people.sessions import begin_session
from tests import snapshot
from tests.world import World, canary

BACKEND = "herringbone.people.door.backend.Backend"
WRITES = re.compile(r'^\s*(?:INSERT|UPDATE|DELETE|REPLACE)\s+(?:OR\s+\w+\s+)?(?:INTO\s+|FROM\s+)?"?(\w+)', re.I)
CLIENTS = ("alder", "birch", "cedar")
CAST = [*(place.name for place in fields(World) if place.type is Person), "former", "both", "chief", "nobody"]
# Names alone are seen by all who no wall keeps out (A2); the company is the client's name.
NAMES = {
    "alder": ("pat", "quinn", "second", "namesake", "Alder"),
    "birch": ("rio", "second", "namesake", "Birch"),
    "cedar": ("kim", "second", "namesake", "Cedar"),
}
AMOUNT = re.compile(r"(?<![0-9A-Za-z])31[.,\u202f\u00a0 ]?337(?![0-9A-Za-z])")  # no part of a random key

# Whose page it is, or which record's.
RECORD = re.compile(r"(?<=/)(?:ALD|BIR|CED)(?:-\d\d-\d+)?(?=/)|(?<=/)(?:\d+|[0-9a-f]{32,}|[0-9a-f-]{36})(?=/)")


def kind_of(address: str) -> str:
    """What addresses have in common that differ in their record alone."""
    return RECORD.sub("…", address)


def browser_of(person: Person | None, **more: Any) -> Browser:
    """A browser in which the person is signed in; nobody is, for None."""
    browser = Browser(raise_request_exception=False, **more)
    if person:
        browser.force_login(person, backend=BACKEND)
        session = browser.session
        begin_session(session)  # else every request that is undone begins it anew
        session.save()
    return browser


def known_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where somebody stands and what their session holds are asked once: of the thousand addresses that a crawl opens
    none changes either, and each would ask again. Only for as long as nothing is written."""
    where = importlib.import_module("herringbone.people.rules.standing")
    monkeypatch.setattr(where, "_work_out", cache(where._work_out))
    loaded: dict[str, dict[str, Any]] = {}
    load = SessionStore.load

    def once(session: SessionStore) -> dict[str, Any]:
        if session.session_key not in loaded:
            loaded[str(session.session_key)] = load(session)
        return dict(loaded[str(session.session_key)])

    monkeypatch.setattr(SessionStore, "load", once)


@contextmanager
def undone(browser: Browser) -> Iterator[None]:
    """Whatever is done inside leaves no trace: neither in the database nor in the browser."""
    cookies, undo = browser.cookies.copy(), transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(undo)
        browser.cookies = cookies


@contextmanager
def writes_to(*, but: tuple[str, ...] = ()) -> Iterator[set[str]]:
    """The tables of ours that statements inside the block wrote to, even if that was undone afterwards."""
    ours = set(snapshot.tables()) - set(but)
    seen: set[str] = set()

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        told = WRITES.match(sql)
        if told and told[1] in ours:
            seen.add(told[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield seen


def dump() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of ours, raw."""
    return {table: sorted(rows, key=repr) for table, rows in snapshot.held().items()}


def body_of(response: Any) -> bytes:
    """The bytes of an answer, streamed or not."""
    return b"".join(response.streaming_content) if response.streaming else response.content


def words_of(response: Any) -> str:
    """All that somebody could read in an answer: its headers, its text, what a PDF or an archive in it holds."""
    body = body_of(response)
    head = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    return f"{head}\n{words_in(body)}"


def words_in(body: bytes) -> str:
    """The text in bytes of any kind that we hand out."""
    raw = html.unescape(body.decode("utf-8", "replace"))
    if body.startswith(b"%PDF"):
        pages = pypdfium2.PdfDocument(io.BytesIO(body))
        # The hyphens of our marks are set as such, and may come out as the end of a line.
        text = "".join(page.get_textpage().get_text_range() for page in pages)
        return raw + re.sub(r"[\ufffe\u00ad]", "-", text).replace("\r\n", "").replace("\n", "")
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return "\n".join(words_in(archive.read(name)) for name in archive.namelist())
    return re.sub(r"\r?\n[ \t]", "", raw) if body.startswith(b"BEGIN:") else raw


@dataclass(frozen=True)
class Eyes:
    """What somebody may read: the clients seen, and those of which only names are."""

    world: World
    person: Person | None
    seen: frozenset[str] = field(default=frozenset())
    named: frozenset[str] = field(default=frozenset())

    @classmethod
    def of(cls, world: World, person: Person | None) -> "Eyes":
        """The eyes of a person at the clock's moment; of nobody, for None."""
        if person is None:
            return cls(world, None)
        here = standing(person)
        at = {low: getattr(world, low).pk for low in CLIENTS}
        seen = frozenset(low for low in CLIENTS if here.sees_client(at[low]))
        only_sets_up = here.own == {"administrator"}
        named = frozenset() if only_sets_up else frozenset(low for low in CLIENTS if at[low] not in here.walled)
        return cls(world, person, seen, named - seen)

    def sees(self, client: int | None) -> bool:
        """Whether a client's records are found."""
        return any(getattr(self.world, low).pk == client for low in self.seen)

    def names(self, client: int | None) -> bool:
        """Whether a client's contacts are found by name."""
        return any(getattr(self.world, low).pk == client for low in self.seen | self.named)

    def betrayed(self, words: str) -> list[str]:
        """The marks in a text that these eyes should not have met."""
        found, folded = [], words.casefold()
        for low in CLIENTS:
            if low in self.seen:
                continue
            if f"canary-{low}-" not in folded and f"@{low}.example" not in folded and low != "birch":
                continue  # most answers; the search below is a hundred times as slow
            allowed = tuple(canary(low, name) for name in NAMES[low]) if low in self.named else ()
            for mark in re.finditer(rf"CANARY-{low}-[\w.@ -]{{0,24}}|\b\w+@{low}\.example", words, re.I):
                if not mark[0].startswith(allowed) or not allowed:
                    found.append(mark[0])
            if low == "birch" and "337" in words and AMOUNT.search(words):
                found.append("Birch's revenue")
        return found


def without_chance(body: bytes, url: str) -> str:
    """An answer without what differs from one request to the next, so that two can be compared."""
    text = body.decode("utf-8", "replace").replace(url, "URL")
    text = re.sub(
        r'nonce="[^"]+"|name="csrfmiddlewaretoken" value="[^"]+"|[0-9a-f]{8}-[0-9a-f-]{27}|name="once" value="[^"]+"',
        "",
        text,
    )
    return re.sub(r'"X-CSRFToken": ?"[^"]+"|csrf-token" content="[^"]+"', "", text)
