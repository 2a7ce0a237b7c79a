"""Routine jobs: from the form to the bill."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import chain, count

from herringbone.demo import script
from herringbone.demo.cast import Work
from herringbone.demo.history.plot import A_DAY, Plot
from herringbone.demo.script import Script

THE_YEAR = 327  # days from New Year to the day of the story
NEEDS_PRODUCTION = ("print", "event", "direct_mail")
ANSWERS = {"social": {"channels": "Two networks and the client’s own pages"}}
HEADS = {"creative": "marta", "production": "priya"}
DRAFTED = timedelta(minutes=25)  # from the first word of a form to its submission


@dataclass(frozen=True)
class Routine:
    """A routine job as others of its history refer to it: from when to when it is in work."""

    key: str
    name: str
    begins: float
    ends: float


@dataclass
class Jobs:
    """The routine jobs of a client, and the script of their lives."""

    script: Script = field(default_factory=list)
    known: list[Routine] = field(default_factory=list)

    def at(self, hours: float) -> Routine | None:
        """The newest job that is in work then."""
        found = [one for one in self.known if one.begins + 2 < hours < one.ends]
        return found[-1] if found else None


def routine_jobs(plot: Plot, story: Mapping[int, datetime], left: int) -> Jobs:
    """All jobs that the story does not open itself, in the order of their numbers."""
    jobs = Jobs()
    begins = list(_begins(plot, story))
    for place, hours in enumerate(begins):
        _life(plot, jobs, f"{plot.account.code}-{place}", hours, open_still=place >= len(begins) - left)
    return jobs


def _begins(plot: Plot, story: Mapping[int, datetime]) -> Iterator[float]:
    """When each is submitted: evenly through the half year before, then before and between those of the story."""
    in_year, before = plot.account.jobs
    new_year = plot.hours.at(plot.moments.morning - timedelta(days=THE_YEAR)) + 1
    yield from _spread(plot, plot.began, new_year - A_DAY, before)
    here, done = new_year, 0
    last = {in_year + 1: plot.when(plot.now - 3 * A_DAY)} if in_year not in story else {}
    for ordinal, moment in sorted({**story, **last}.items()):
        there = plot.hours.at(moment)
        yield from _spread(plot, here, there, ordinal - 1 - done)
        here, done = there, ordinal


def _spread(plot: Plot, begin: float, end: float, count: int) -> Iterator[float]:
    for place in range(count):
        yield begin + (end - begin) * (place + 1 + plot.between(-0.3, 0.3)) / (count + 1)


def _life(plot: Plot, jobs: Jobs, key: str, begin: float, *, open_still: bool) -> None:
    """One job. Whatever would reach beyond the story is pressed together, unless the job is open still."""
    work = plot.pick(plot.account.work)
    day = plot.day(begin + 8 * A_DAY)
    month = plot.of_jobs.months[day.month - 1]
    named = work.name.format(brand=plot.pick(plot.account.brands), thing=plot.pick(plot.account.things), month=month)
    name = _unlike(named, [] if month in named else [month], day.year, {one.name for one in jobs.known})
    length = plot.between(4, 14) * A_DAY
    billing = length + plot.between(4, 9) * A_DAY
    room = plot.now - 2 - begin
    pressed = 1.0 if open_still else min(1.0, (room - min(room / 2, plot.between(0, 45))) / billing)

    def at(hours: float) -> datetime:
        return plot.when(begin + hours * pressed)

    end = begin + length * pressed
    if open_still:
        end = plot.now + (plot.between(-1, 12) if plot.of_its_own else plot.between(14, 24)) * A_DAY
    jobs.known.append(Routine(key, name, begin, min(end, plot.now)))
    form = _opened(plot, key, work, name, begin, end)
    jobs.script += [form, *_answered(plot, form, begin, pressed)]
    lead = plot.account.lead
    maker = plot.maker("production" if work.kind in NEEDS_PRODUCTION else "creative")
    jobs.script += [
        script.NextStep(
            at(plot.between(3, 7)), lead, key, plot.pick(plot.say.steps), person=maker,
            on=plot.day(begin + max(A_DAY, (end - begin) * 0.6)),
        ),
        script.Stage(at(10), lead, key, "in work"),
    ]  # fmt: skip
    planned = open_still or plot.often(0.6)
    if planned:
        milestone = plot.pick(plot.say.milestones)
        jobs.script.append(script.Plan(at(8), lead, f"{key}-m", key, milestone, plot.day(end)))
    if plot.often(0.15):
        jobs.script.append(script.Status(at(length * 0.5), lead, key, plot.pick(plot.say.statuses)))
    if open_still:
        if plot.of_its_own and plot.often(0.35):
            jobs.script.append(_awaited(plot, key, begin + 11, plot.now - plot.between(0.5, 7) * A_DAY))
        return
    if plot.often(0.12) and begin + length * pressed < plot.quiet:
        jobs.script += _waited(plot, key, begin, length * pressed)
    if planned:
        jobs.script += _met(plot, form, begin, length, pressed)
    jobs.script.append(script.Stage(at(length + 2.5 * A_DAY), lead, key, "delivered"))
    jobs.script.append(script.Stage(at(billing), "jonah", key, "billed"))


def _unlike(name: str, month: list[str], year: int, taken: set[str]) -> str:
    """The name that tells a job from those of its client before: what was made already is made again that month."""
    dated = " ".join([", ".join([name, *month]), str(year)])
    tried = chain([name, dated], (f"{dated}, {number}" for number in count(2)))
    return next(one for one in tried if one not in taken)


def _opened(plot: Plot, key: str, work: Work, name: str, begin: float, end: float) -> script.Form:
    talks = begin < plot.quiet
    crafts = _crafts(plot, work)
    route = {"creative": plot.maker("creative")} if "creative" in crafts and plot.often(0.5) else {}
    if route and plot.crafts.get(route["creative"]) != "creative":
        route = {}
    submitted = plot.when(begin)
    return script.Form(
        submitted - DRAFTED, plot.executive(begin), key, plot.account.code, submitted, work.kind, name,
        delivered_by=plot.day(end + A_DAY), scope=plot.pick(plot.of_jobs.scopes),
        brand=next((brand for brand in plot.account.brands if brand in name), ""),
        asked_by=plot.contact() if talks else "", asked_how=plot.pick(plot.of_jobs.asked) if talks else "",
        budget=Decimal(work.budget + plot.chance.randrange(-4, 9) * 50), crafts=crafts, route=route,
        deliverables=((work.make, work.quantity, 2),), lead=plot.account.lead, extra=ANSWERS.get(work.kind, {}),
    )  # fmt: skip


def _crafts(plot: Plot, work: Work) -> tuple[str, ...]:
    if work.kind not in NEEDS_PRODUCTION:
        return ("creative",)
    return ("creative", "production") if plot.often(0.35) else ("production",)


def _answered(plot: Plot, form: script.Form, begin: float, pressed: float) -> Script:
    """Whoever is named acknowledges, mostly within the working day that is promised."""
    return [
        script.Acknowledge(
            plot.when(begin + (plot.between(0.5, 7) if plot.often(0.92) else plot.between(9.5, 14)) * pressed),
            form.route.get(craft, HEADS[craft]), form.key,
        ) for craft in form.crafts
    ]  # fmt: skip


def _waited(plot: Plot, key: str, begin: float, length: float) -> Script:
    """Something is asked of the client, and comes before the job is delivered."""
    asked, came = begin + length * 0.4, begin + length * 0.8
    wait = _awaited(plot, key, asked, asked, came)
    return [wait, script.Came(plot.when(came), plot.executive(came), f"{key}-w")]


def _awaited(plot: Plot, key: str, earliest: float, asked: float, due: float | None = None) -> script.Wait:
    """Something is asked of the client, and has not come yet."""
    asked = max(earliest, asked)
    due = asked + 3 * A_DAY if due is None else due
    return script.Wait(
        plot.when(asked), plot.executive(asked), f"{key}-w", plot.account.code, plot.pick(plot.say.waits), key,
        plot.account.contacts[0].name, plot.pick(plot.say.effects), plot.day(due),
    )  # fmt: skip


def _met(plot: Plot, form: script.Form, begin: float, length: float, pressed: float) -> Script:
    """The milestone is met, now and then after it was moved, now and then late; then the job is delivered."""
    key, lead, end = form.key, plot.account.lead, begin + length * pressed
    reached = end
    steps: Script = []
    if plot.often(0.12):
        reached = min(end + 2 * A_DAY * pressed, plot.now - 2)
        to = plot.day(max(reached, end) + A_DAY)
        if to != plot.day(end):
            steps.append(script.Move(plot.when(end - 2 * pressed), lead, f"{key}-m", to, plot.pick(plot.say.moved)))
            heard = plot.when(end - pressed)
            steps += [script.AcknowledgeChange(heard, form.route.get(one, HEADS[one]), key) for one in form.crafts]
    elif plot.often(0.08):
        reached = min(end + A_DAY * pressed, plot.now - 2)
    return [*steps, script.Reach(plot.when(reached), lead, f"{key}-m")]
