"""Who is in the demo agency, and what is said there: read from the TOML files beside this one."""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
MAIL = "haldenrossi.example"
PASSWORD = "herringbone"  # noqa: S105  # of everybody in the demo: it opens nothing else


@dataclass(frozen=True)
class Someone:
    """One of ours. `agency` is a role held in the whole agency, `door` the role (R4) that the sign-in page shows."""

    key: str
    name: str
    office: str
    title: str
    department: str = ""
    reports_to: str = ""
    phone: str = ""
    agency: str = ""
    heads: str = ""
    door: str = ""

    @property
    def email(self) -> str:
        """first.last at the agency, without accents."""
        plain = self.name.lower().replace("ï", "i").replace("'", "")
        return f"{'.'.join(plain.split())}@{MAIL}"


@dataclass(frozen=True)
class Person:
    """One of the client's."""

    name: str
    title: str
    email: str
    phone: str
    roles: tuple[str, ...]
    notes: str = ""
    no_phone: str = ""  # how they told us not to telephone


@dataclass(frozen=True)
class Team:
    """Who serves a client; keys of ours."""

    director: str
    supervisor: str
    executive: str  # the point person, too
    second: str = ""
    coordinator: str = ""
    planner: str = ""
    producer: str = ""
    members: tuple[str, ...] = ()
    shielded: tuple[str, ...] = ()

    @property
    def makers(self) -> tuple[str, ...]:
        """Those who do the work on its jobs."""
        return tuple(dict.fromkeys(filter(None, (self.producer, *self.members))))


@dataclass(frozen=True)
class Work:
    """What an account asks for again and again."""

    kind: str
    name: str
    budget: int
    make: str
    quantity: int


@dataclass(frozen=True)
class Account:
    """A client of the demo agency. `jobs` are the forms of the story's year and of the half year before it."""

    code: str
    name: str
    office: str
    industry: str
    country: str
    website: str
    since: date
    legal: str
    address: str
    brands: tuple[str, ...]
    revenue: Decimal
    currency: str
    source: str
    team: Team
    jobs: tuple[int, int]
    reports: int
    lead: str
    things: tuple[str, ...]
    work: tuple[Work, ...]
    contacts: tuple[Person, ...]
    tax: str = ""
    named_in: str = ""  # the language of its jobs, where they are not named in its own

    @property
    def language(self) -> str:
        """What its people are written to in."""
        return "it" if self.office == "Milan" else "en"


@dataclass(frozen=True)
class Sentences:
    """What is said in one language; each field holds lines to choose from."""

    pools: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __getattr__(self, name: str) -> tuple[str, ...]:
        try:
            return self.pools[name]
        except KeyError:
            raise AttributeError(name) from None


@cache
def people() -> tuple[Someone, ...]:
    """The 26 of Halden & Rossi, superiors before those who report to them."""
    return tuple(Someone(**one) for one in _read("people")["person"])


@cache
def accounts() -> tuple[Account, ...]:
    """The sixteen clients."""
    rows = _read("lucias_clients")["client"] + _read("desmonds_clients")["client"]
    return tuple(_account(row) for row in rows)


@cache
def sentences(language: str) -> Sentences:
    """What is said in English ("en") or Italian ("it")."""
    return Sentences({name: tuple(lines) for name, lines in _read(f"sentences_{language}").items()})


@cache
def names() -> dict[str, Any]:
    """Parts of names, for the people and clients that a larger demo has beside these."""
    return _read("names")


def table(file: str, name: str) -> list[dict[str, Any]]:
    """The rows of one of the story's own files, to be taken apart by whoever asks."""
    return _read(file)[name]


def _account(row: dict[str, Any]) -> Account:
    revenue = row.pop("revenue")
    contacts = tuple(_contact(one, row["website"]) for one in row.pop("contacts"))
    team: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in row.pop("team").items()
    }
    return Account(
        revenue=Decimal(revenue["amount"]), currency=revenue["currency"], source=revenue["source"], team=Team(**team),
        jobs=(row["jobs"]["year"], row.pop("jobs")["before"]), brands=tuple(row.pop("brands")),
        things=tuple(row.pop("things")), work=tuple(Work(**one) for one in row.pop("work")), contacts=contacts, **row,
    )  # fmt: skip


def _contact(row: dict[str, Any], website: str) -> Person:
    return Person(**{**row, "email": f"{row['email']}@{website}", "roles": tuple(row["roles"])})


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))
