"""The jobs of the mock-ups: each form with who acknowledged it, and how the job stands this morning."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache

from herringbone.demo import cast
from herringbone.demo import script as steps
from herringbone.demo.history.jobs import DRAFTED
from herringbone.demo.moments import Moments
from herringbone.demo.script import Script

Told = tuple[int, str]  # days from today, time of day


@dataclass(frozen=True)
class Ours:
    """A form of the story, as cast/forms.toml tells it."""

    key: str
    code: str
    ordinal: int
    at: Told
    kind: str
    name: str
    lead: str
    crafts: list[str]
    make: list[tuple[str, int, int]]
    by: str = "nora"
    brand: str = ""
    budget: int = 0
    route: dict[str, str] = field(default_factory=dict)
    heard: list[tuple[str, float]] = field(default_factory=list)
    asked: tuple[str, str] = ("", "")
    scope: str = ""
    extra: dict[str, str] = field(default_factory=dict)
    promised: tuple[str, int] = ("", 0)
    next: tuple[str, str, int] = ("", "", 0)
    status: str = ""
    kick_off: tuple[str, ...] = ()  # who was there beside the account
    waived: tuple[str, str] = ("", "")
    in_work: bool = True
    delivered: Told | None = None
    billed: Told | None = None

    @property
    def office(self) -> str:
        """Where the client is looked after from."""
        return next(one.office for one in cast.accounts() if one.code == self.code)

    def submitted(self, moments: Moments) -> datetime:
        """When the form goes out."""
        return moments.at(*self.at, self.office)


@cache
def forms() -> tuple[Ours, ...]:
    """All of them."""
    return tuple(Ours(**row) for row in cast.table("forms", "form"))


def script(moments: Moments) -> Script:
    """All of the story's jobs."""
    more: dict[str, Callable[[Moments], Script]] = {
        "label": _label, "film": _film, "cups": _cups, "leaflet": _leaflet, "shelf": _shelf
    }  # fmt: skip
    found: Script = []
    for form in forms():
        found += _life(moments, form)
        found += more[form.key](moments) if form.key in more else []
    return found


def _life(moments: Moments, form: Ours) -> Script:
    """One job from its form until this morning."""
    sent, lead, key = form.submitted(moments), form.lead, form.key
    first = min(sent + timedelta(hours=7), moments.ago(minutes=20))
    found: Script = [_form(moments, form, sent)]
    for who, hours in form.heard:
        found.append(steps.Acknowledge(min(sent + timedelta(hours=hours), moments.ago(minutes=2)), who, key))
    if form.promised[0]:
        name, days = form.promised
        found.append(steps.Plan(first, lead, f"{key}-promised", key, name, moments.weekday(days)))
    if form.next[0]:
        what, who, days = form.next
        person, contact = (who, "") if who.islower() else ("", who)
        on = moments.weekday(days)
        found.append(steps.NextStep(first, lead, key, what, person=person, contact=contact, on=on))
    if form.kick_off:
        found.append(_kick_off(form, sent))
    if form.waived[0]:
        found.append(steps.Waive(sent + timedelta(hours=2), form.waived[0], key, form.waived[1]))
    if form.in_work:
        found.append(steps.Stage(sent + timedelta(hours=8), lead, key, "in work"))
    if form.status:
        found.append(steps.Status(max(first, moments.ago(days=1)), lead, key, form.status))
    if form.delivered:
        found.append(steps.Stage(moments.at(*form.delivered, form.office), lead, key, "delivered"))
    if form.billed:
        found.append(steps.Stage(moments.at(*form.billed, form.office), "jonah", key, "billed"))
    return found


def _kick_off(form: Ours, sent: datetime) -> steps.Meet:
    """Between account, creative and production, soon after the form went out."""
    starts = sent + timedelta(minutes=40)
    return steps.Meet(
        sent + timedelta(minutes=5), form.by, f"{form.key}-kick-off", form.code, f"Kick-off, {form.name}",
        (starts, starts + timedelta(minutes=45)), place="Room Breda, New York by video", office=form.office,
        job=form.key, people=(form.lead, *form.kick_off), internal=True, kick_off=True,
    )  # fmt: skip


def _form(moments: Moments, form: Ours, sent: datetime) -> steps.Form:
    by, how = form.asked
    wanted = moments.weekday(max(8, form.promised[1]))
    return steps.Form(
        sent - DRAFTED, form.by, form.key, form.code, sent, form.kind, form.name, scope=form.scope, brand=form.brand,
        delivered_by=moments.offices[form.office].working(wanted), asked_by=by, asked_how=how,
        budget=Decimal(form.budget), crafts=tuple(form.crafts), route=form.route,
        deliverables=tuple((what, quantity, rounds) for what, quantity, rounds in form.make), lead=form.lead,
        extra=form.extra,
    )  # fmt: skip


def _label(moments: Moments) -> Script:
    """The label was signed off; the artwork is promised."""
    planned, signed = moments.at(-30, "10:00", "Milan"), moments.at(-11, "11:30", "Milan")
    name, by = "Etichetta fronte e retro, prova 4", moments.day(-10, "Milan")
    return [
        steps.Plan(planned, "matteo", "label-signed", "label", name, by),
        steps.Reach(signed, "nora", "label-signed"),
    ]


def _film(moments: Moments) -> Script:
    """Concept signed; the shoot moved yesterday; Paolo Brandi's signature is awaited."""
    begun, signed = moments.at(-20, "11:00", "Milan"), moments.at(-13, "16:00", "Milan")
    was, now = moments.weekday(9), moments.weekday(13)
    return [
        steps.Plan(begun, "matteo", "concept", "film", "Concept", moments.day(-12, "Milan")),
        steps.Reach(signed, "matteo", "concept"),
        steps.Plan(signed + timedelta(minutes=20), "matteo", "shoot", "film", "Riprese", was),
        steps.Wait(
            moments.ago(days=2, hours=15, minutes=40), "nora", "signature", "ORS",
            "Sign-off of estimate 0064, version 3", "film", "Paolo Brandi", "Each further day moves the shoot by one.",
            moments.today,
        ),
        steps.Move(
            moments.at(-1, "15:10"), "nora", "shoot", now, f"The arcade is free on {now:%A} only",
            crafts=("production", "media"),
        ),
        steps.AcknowledgeChange(moments.at(-1, "15:35"), "priya", "film"),
    ]  # fmt: skip


def _cups(moments: Moments) -> Script:
    """The second proof was promised for yesterday; Elio Danti has not sent it."""
    asked, due = moments.at(-6, "10:30"), moments.day(-1)
    return [steps.Give(asked, "nora", "second-proof", "PEL", "Send the second proof", "elio", due=due, job="cups")]


def _leaflet(moments: Moments) -> Script:
    what, effect = "Legal’s comments on the leaflet", "The printer holds the date until Thursday."
    since = moments.ago(days=5, hours=17)
    return [steps.Wait(since, "nora", "legal", "TES", what, "leaflet", "Edwina Carr", effect, moments.day(1))]


def _shelf(moments: Moments) -> Script:
    launch = moments.weekday(7)
    effect, since = f"Launch moves after {launch.day} {launch:%b}.", moments.ago(days=8, hours=22)
    return [steps.Wait(since, "nora", "copy", "QUI", "Product copy", "shelf", "Dana Ruiz", effect, moments.today)]
