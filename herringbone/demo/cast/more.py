"""People and clients beside those who have a name in the story: put together from parts, the same each time."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from herringbone.demo.cast import Account, Person, Someone, Team, accounts, names, people

# Department, title, of every so many who join.
PLACES = (
    ("account services", "Account executive"), ("creative", "Designer"), ("account services", "Account executive"),
    ("production", "Producer"), ("account services", "Account supervisor"), ("creative", "Copywriter"),
    ("account services", "Account executive"), ("account services", "Account coordinator"), ("media", "Media buyer"),
    ("creative", "Art director"), ("account services", "Account executive"), ("finance", "Accounts"),
    ("account services", "Account director"), ("creative", "Designer"), ("production", "Producer"),
)  # fmt: skip
REPORTS_TO = {
    "account services": "constance", "creative": "marta", "production": "priya", "media": "sam", "finance": "jonah",
}  # fmt: skip
JOBS, REPORTS = (11, 5), 62


def more_people(count: int) -> list[Someone]:
    """Further people of ours. The first fifteen fill every place that a team needs."""
    chance = random.Random("people of Halden & Rossi")  # noqa: S311  # a story, and no secret
    taken = {one.name for one in people()}
    fresh = (name for name in _people_names(chance) if name not in taken)
    found = []
    for number in range(count):
        department, title = PLACES[number % len(PLACES)]
        office = "Milan" if number % 3 == 2 else "New York"
        found.append(
            Someone(
                key=f"more-{number}", name=next(fresh), office=office, title=title, department=department,
                reports_to=REPORTS_TO[department],
            )
        )  # fmt: skip
    return found


def more_accounts(count: int, staff: list[Someone], today: date) -> Iterator[Account]:
    """Further clients, each with a team of the further people."""
    chance = random.Random("clients of Halden & Rossi")  # noqa: S311  # a story, and no secret
    for number in range(count):
        italian = number % 10 in (2, 5, 8)
        model = chance.choice([one for one in accounts() if (one.office == "Milan") == italian])
        name = _company(chance, number, italian=italian)
        slug = "".join(char for char in name.lower() if char.isalnum())
        website = f"{slug}.example"
        yield replace(
            model, code=f"{slug[:3].upper()}{number + 1}", name=name, industry=_trade(number)["industry"],
            website=website, since=today - timedelta(days=400 + chance.randrange(3000)),
            legal=f"{name} {'S.r.l.' if italian else 'Inc.'}",
            address="", tax="", brands=(name.split()[0],), revenue=Decimal(chance.randrange(8, 160) * 1000),
            team=_team(chance, staff, number), jobs=JOBS, reports=REPORTS, lead=_of(staff, "Account executive", number),
            contacts=tuple(_contacts(chance, website, italian=italian)),
        )  # fmt: skip


def _people_names(chance: random.Random) -> Iterator[str]:
    pairs = [f"{first} {last}" for first in names()["first"] for last in names()["last"]]
    chance.shuffle(pairs)
    yield from pairs


def _trade(number: int) -> dict[str, str]:
    trades = names()["trade"]
    return trades[number % len(trades)]


def _company(chance: random.Random, number: int, *, italian: bool) -> str:
    pool = names()["company_it" if italian else "company"]
    return f"{chance.choice(pool)} {_trade(number)['name']}"


def _of(staff: list[Someone], title: str, number: int) -> str:
    """The key of somebody with that title, another one for each number."""
    found = [one.key for one in staff if one.title == title]
    return found[number % len(found)]


def _team(chance: random.Random, staff: list[Someone], number: int) -> Team:
    makers = [one.key for one in staff if one.department in ("creative", "media")]
    return Team(
        director=_of(staff, "Account director", number), supervisor=_of(staff, "Account supervisor", number),
        executive=_of(staff, "Account executive", number), second=_of(staff, "Account coordinator", number),
        producer=_of(staff, "Producer", number), members=tuple(chance.sample(makers, 3)),
    )  # fmt: skip


def _contacts(chance: random.Random, website: str, *, italian: bool) -> Iterator[Person]:
    fresh = _people_names(chance)
    titles = names()["titles_it" if italian else "titles"]
    for roles in (("decision maker",), ("day to day",), ("finance",)):
        name = next(fresh)
        address = ".".join(name.lower().split())
        yield Person(name, chance.choice(titles), f"{address}@{website}", "", roles)
