"""Chance that falls the same each time, and what a history needs to know of its client."""

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar

from herringbone.demo import cast
from herringbone.demo.moments import Hours, Moments

One = TypeVar("One")
A_DAY = 9.0  # working hours
A_FEW = 2  # days
HOLIDAY = ("tommaso", "giorgia", 9)  # who is away when the story begins, who writes for them, and since how many days


class Plot:
    """One client, its office's hours, its sentences; `now` and `began` are places on the line of working hours."""

    def __init__(
        self, account: cast.Account, moments: Moments, began: datetime, quiet_days: int,
        people: Sequence[cast.Someone],
    ) -> None:  # fmt: skip
        self.account, self.moments = account, moments
        self.hours: Hours = moments.offices[account.office]
        self.say = cast.sentences(account.language)
        self.of_jobs = cast.sentences(account.named_in or account.language)
        self.chance = random.Random(f"Halden & Rossi, {account.code}")  # noqa: S311  # a story, and no secret
        self.now = self.hours.at(moments.morning)
        self.began = self.hours.at(began) + 2 * A_DAY
        self.of_its_own = quiet_days <= A_FEW  # the story says nothing of it: its days go on by themselves
        self.quiet = self.hours.at(moments.morning - timedelta(days=quiet_days))
        self.crafts = {one.key: one.department for one in people}
        self.names = {one.key: one.name for one in people}

    def pick(self, many: Sequence[One]) -> One:
        """One of many."""
        return self.chance.choice(many)

    def often(self, share: float) -> bool:
        """True so many times out of one."""
        return self.chance.random() < share

    def between(self, low: float, high: float) -> float:
        """A number in a range."""
        return self.chance.uniform(low, high)

    def when(self, hours: float) -> datetime:
        """The moment of a place on the line."""
        return self.hours.when(hours)

    def day(self, hours: float) -> date:
        """The office's date at a place on the line."""
        return self.hours.date_of(self.hours.when(hours))

    def executive(self, hours: float) -> str:
        """Who looks after the client then: the account executive, unless on holiday."""
        who, instead, days = HOLIDAY
        away = self.when(hours) >= self.moments.morning - timedelta(days=days)
        return instead if self.account.team.executive == who and away else self.account.team.executive

    def maker(self, craft: str = "") -> str:
        """One of those who do the work, of a craft if told."""
        makers = [key for key in self.account.team.makers if not craft or self.crafts.get(key) == craft]
        return self.pick(makers or self.account.team.makers or (self.account.team.executive,))

    def contact(self) -> str:
        """Somebody at the client's, mostly who is there day by day."""
        return self.pick(self.account.contacts[:2]).name

    def fill(self, line: str, job: str = "", hours: float | None = None, ours: str = "") -> str:
        """A line of the sentences with its slots filled."""
        contacts = [one.name for one in self.account.contacts]
        month = self.say.months[self.day(hours if hours is not None else self.now).month - 1]
        amount = f"{self.account.currency} {self.chance.randrange(3, 40) * 50:,}"
        if self.account.language == "it":
            amount = amount.replace(",", ".")
        return line.format(
            job=job, brand=self.pick(self.account.brands), month=month, contact=contacts[0],
            other=contacts[min(1, len(contacts) - 1)], ours=self.names.get(ours, ours), amount=amount,
        )  # fmt: skip
