"""Routine meetings with their reports, and what passes between two meetings: calls, messages, remarks."""

from datetime import timedelta

from herringbone.demo import script
from herringbone.demo.history.jobs import Jobs, Routine
from herringbone.demo.history.plot import A_DAY, Plot
from herringbone.demo.script import Item, Script

MINUTE = timedelta(minutes=1)
HALF_AN_HOUR = 0.5


def routine_meetings(plot: Plot, jobs: Jobs) -> Script:
    """As many reports as the account has, evenly through the time in which the client spoke to us."""
    count = plot.account.reports
    length = plot.quiet - A_DAY - plot.began
    steps: Script = []
    for place in range(count):
        hours = plot.began + length * (place + 0.5 + plot.between(-0.3, 0.3)) / count
        steps += _meeting(plot, f"{plot.account.code}-r{place}", hours, jobs)
        between = hours + length * 0.4 / count
        job = jobs.at(between)
        if job and between < plot.quiet - A_DAY:
            steps += _between(plot, f"{plot.account.code}-b{place}", place, between, job)
    lately = plot.quiet - plot.between(0, 7) * A_DAY
    job = jobs.at(lately)
    if plot.of_its_own and job:
        steps += _between(plot, f"{plot.account.code}-b{count}", 0, lately, job)
    return steps


def _meeting(plot: Plot, key: str, hours: float, jobs: Jobs) -> Script:
    """Planned some days ahead, held, written down, issued within two days or, now and then, late."""
    starts = plot.when(round(hours / HALF_AN_HOUR) * HALF_AN_HOUR)
    ends = starts + plot.chance.randrange(4, 9) * 10 * MINUTE
    here = plot.hours.at(ends)
    job = jobs.at(plot.hours.at(starts))
    name = job.name if job else plot.pick(plot.account.brands)
    by, maker = plot.executive(hours), plot.maker()
    contacts = [one.name for one in plot.account.contacts[:2]]
    if plot.often(0.3):
        contacts = contacts[-1:]
    people = dict.fromkeys([plot.account.team.supervisor, maker] if plot.often(0.4) else [maker])
    points = plot.chance.sample(plot.say.agenda, 3)
    late = plot.often(0.1)
    issued = plot.when(here + (plot.between(20, 30) if late else plot.between(2, 13)))
    if not late:
        issued = min(issued, ends + timedelta(hours=47))
    items = _items(plot, name, job, hours, maker)
    planned = max(plot.began, hours - 3 * A_DAY, job.begins + 1 if job else 0)
    return [
        script.Meet(
            plot.when(planned), by, key, plot.account.code,
            plot.fill(plot.pick(plot.say.topics), name, hours), (starts, ends), place=plot.pick(plot.say.places),
            job=job.key if job else "", people=tuple(people), contacts=tuple(contacts),
            agenda=tuple(plot.fill(point, name, hours) for point in points),
        ),
        script.Write(issued - 9 * MINUTE, by, key, begun=ends + 15 * MINUTE, items=tuple(items)),
        script.Issue(issued, by, key),
        *_follow_up(plot, key, items, by, plot.hours.at(issued) + HALF_AN_HOUR),
        *([script.Confirm(issued + timedelta(hours=20), by, key, contacts[0])] if plot.often(0.3) else []),
    ]  # fmt: skip


def _items(plot: Plot, name: str, job: Routine | None, hours: float, maker: str) -> list[Item]:
    say, key = plot.say, job.key if job else ""

    def lines(kind: str, pool: tuple[str, ...], count: int) -> list[Item]:
        said = plot.chance.sample(pool, count)
        return [Item(kind, plot.fill(line, name, hours, maker), key if plot.often(0.7) else "") for line in said]

    def step(line: str, owner: str) -> Item:
        due = plot.day(hours + plot.chance.randrange(2, 7) * A_DAY)
        return Item("next_step", plot.fill(line, name, hours), key, owner, due)

    items = lines("discussion", say.discussion, plot.chance.randrange(1, 3)) + lines("decision", say.decision, 1)
    items += lines("approval", say.approval, 1) if plot.often(0.25) else []
    items += lines("budget", say.budget, 1) if plot.often(0.2) else []
    items += lines("internal", say.internal, 1) if plot.often(0.4) else []
    items += [step(line, maker) for line in plot.chance.sample(say.ours, 1)]
    if plot.often(0.35):
        items.append(step(plot.pick(say.theirs), plot.account.contacts[min(1, len(plot.account.contacts) - 1)].name))
    return items


def _follow_up(plot: Plot, key: str, items: list[Item], by: str, known: float) -> Script:
    """Ours is done by its date, mostly; theirs comes when it comes; neither before the report says so (`known`)."""
    steps: Script = []
    for place, item in enumerate(one for one in items if one.kind == "next_step"):
        assert item.due
        close = plot.hours.at(plot.hours.local(item.due, "18:00"))
        if item.owner in plot.crafts:
            done = close + (plot.between(-6, -0.5) if plot.often(0.88) else plot.between(2, 12))
            steps.append(script.Did(plot.when(max(known, min(done, plot.now - 3))), item.owner, f"{key}/{place}"))
        else:
            came = min(close + plot.between(-9, 12), plot.quiet - 1)
            steps.append(script.Came(plot.when(max(known, came)), by, f"{key}/{place}"))
    return steps


def _between(plot: Plot, key: str, place: int, hours: float, job: Routine) -> Script:
    """Something small between two meetings: a call, a message that is answered, a remark among us."""
    at, by, code = plot.when(hours), plot.executive(hours), plot.account.code
    contact = (
        plot.account.contacts[0].name if plot.often(0.3) else plot.account.contacts[1 % len(plot.account.contacts)].name
    )
    if place % 3 == 0:
        said = plot.fill(plot.pick(plot.say.calls), job.name, hours)
        return [
            script.Call(at, by, key, contact, code, said, at - 6 * MINUTE, job.key),
            script.NoneOwed(at + 4 * MINUTE, by, key, plot.pick(plot.say.none_owed)),
        ]
    if place % 3 == 1:
        waited = plot.between(1, 6) if plot.often(0.9) else plot.between(10, 15)
        text = plot.fill(plot.pick(plot.say.messages), job.name, hours)
        return [
            script.Says(at, by, key, code, contact, text),
            script.Answers(plot.when(hours + waited), by, key, plot.pick(plot.say.answers)),
        ]
    return [script.Remark(at, by, code, plot.fill(plot.pick(plot.say.remarks), job.name, hours), job.key)]
