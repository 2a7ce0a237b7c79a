"""What the job list leaves out and in which order it stands, as the address says it: only what is offered (S28)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.core.exceptions import SuspiciousOperation
from django.db.models import Case, Exists, F, Q, When
from django.utils.translation import gettext_lazy as _

from herringbone.core.names.order import by_name
from herringbone.people.rules import Standing
from herringbone.work.marks import marks, owed_on_job
from herringbone.work.models import Stage
from herringbone.work.queries.waited import waits_on_client

LONGEST_SEARCH = 100
# The day that a line shows under "Milestone", as `job_rows.coming` says it.
COMING = Case(
    When(milestone_on__isnull=False, then=F("milestone_on")),
    When(~Q(stage__in=(Stage.Key.DELIVERED, *Stage.OVER)), then=F("delivered_by")),
)
# Every order that can be asked for; anything else is refused.
ORDERS: Mapping[str, tuple[Any, ...]] = {
    "milestone": (COMING.asc(nulls_last=True), "pk"),
    "number": ("number",),
    "name": (by_name(), "pk"),
    "client": (by_name("client__name"), "number"),
    "step": (F("next_on").asc(nulls_last=True), "pk"),
    "waiting": (F("waiting_since").asc(nulls_last=True), "pk"),
    "newest": ("-opened", "-pk"),
}
SORTED = {
    "milestone": _("by milestone"),
    "number": _("by number"),
    "name": _("by name"),
    "client": _("by client"),
    "step": _("by next step"),
    "waiting": _("longest waiting first"),
    "newest": _("newest first"),
}
OPEN, ALL, ME = "open", "all", "me"
LIST, BOARD, CALENDAR = "", "board", "calendar"
SHAPES = {LIST: _("List"), BOARD: _("Board"), CALENDAR: _("Calendar")}
STAGES = (OPEN, ALL, *Stage.Key.values)


@dataclass(frozen=True)
class Filters:
    """One narrowing of the list. `lead` is a person's id, or "me": what one leads or answers for, cover included.

    `owed` is a kind of duty that is open on the job (`work.marks`). `shape` says how the same jobs are shown, and
    `month` any day of the one that a calendar shows.
    """

    text: str = ""
    client: int | None = None
    kind: int | None = None
    lead: int | str | None = None
    stage: str = ALL
    until: date | None = None
    waiting: bool = False
    stepless: bool = False
    owed: str = ""
    order: str = "milestone"
    shape: str = LIST
    month: date | None = None

    def query(self, **changes: Any) -> str:
        """The address's query for these filters, with changes: sorted, and without what is usual."""
        one = replace(self, **changes)
        told = {name: value for name, value in vars(one).items() if value and value != getattr(USUAL, name)}
        told["stage"] = one.stage  # always told, so that no query at all means the first view
        told |= {name: "1" for name in ("waiting", "stepless") if told.get(name)}
        return urlencode(sorted((name, str(value)) for name, value in told.items()))

    @property
    def narrowing(self) -> str:
        """The address's query without how it is shown: by it a saved view is known."""
        return self.query(order=USUAL.order, shape=LIST, month=None)

    @property
    def own(self) -> bool:
        """Whether they are somebody's own, and none of the views that everybody has."""
        return all(self.narrowing != one.narrowing for _label, one in BUILT_IN)

    def where(self, here: Standing) -> Q:
        """The condition on jobs. None of it needs another table but for what is owed."""
        where = Q()
        if self.stage == OPEN:
            where &= ~Q(stage__in=Stage.OVER)
        elif self.stage != ALL:
            where &= Q(stage=self.stage)
        for name in ("client", "kind"):
            if getattr(self, name):
                where &= Q((name, getattr(self, name)))
        if self.lead:
            where &= _mine(here) if self.lead == ME else Q(lead=self.lead)
        if self.until:
            where &= Q(milestone_on__lte=self.until)
        if self.waiting:
            where &= waits_on_client()
        if self.stepless:
            where &= Q(next_step="", stage__in=Stage.NEEDS_STEP)
        if self.owed:
            where &= Q(Exists(owed_on_job(self.owed)))
        if self.text:
            where &= Q(name__icontains=self.text) | Q(number__icontains=self.text)
        return where


USUAL = Filters()
FIRST = Filters(lead=ME, stage=OPEN)
BUILT_IN = (
    (_("Mine, open"), FIRST),
    (_("Waiting on client"), Filters(stage=OPEN, waiting=True)),
    (_("No next step"), Filters(stage=OPEN, stepless=True)),
    (_("To be billed"), Filters(stage=Stage.Key.DELIVERED.value)),
    (_("All"), Filters()),
)


def filters_of(query: Mapping[str, str]) -> Filters:
    """Read the address's query. Raises SuspiciousOperation (400) for what no link of ours says."""
    told = {name: query.get(name, "") for name in vars(USUAL)}
    if not any(value for name, value in told.items() if name not in ("shape", "month")):
        if told["shape"] not in SHAPES:
            raise SuspiciousOperation("No such shape")
        return replace(FIRST, shape=told["shape"], month=_day(told["month"]))
    order, stage = told["order"] or USUAL.order, told["stage"] or ALL
    if order not in ORDERS or stage not in STAGES or told["shape"] not in SHAPES:
        raise SuspiciousOperation("No such order, stage or shape")
    if told["owed"] and told["owed"] not in marks():
        raise SuspiciousOperation("No such duty")
    return Filters(
        text=told["text"].strip()[:LONGEST_SEARCH],
        client=_number(told["client"]), kind=_number(told["kind"]),
        lead=ME if told["lead"] == ME else _number(told["lead"]),
        stage=stage, until=_day(told["until"]), waiting=told["waiting"] == "1", stepless=told["stepless"] == "1",
        owed=told["owed"], order=order, shape=told["shape"], month=_day(told["month"]),
    )  # fmt: skip


def filters_in(text: str) -> Filters | None:
    """The filters of a saved view; None where they are no longer understood."""
    try:
        return filters_of(dict(parse_qsl(text)))
    except SuspiciousOperation:
        return None


def _mine(here: Standing) -> Q:
    return Q(lead__in=here.everyone) | Q(client__in=here.answers)


def _number(told: str) -> int | None:
    if not told:
        return None
    if not (told.isascii() and told.isdigit() and len(told) < 18):
        raise SuspiciousOperation("No such number")
    return int(told) or None


def _day(told: str) -> date | None:
    if not told:
        return None
    try:
        return date.fromisoformat(told)
    except ValueError:
        raise SuspiciousOperation("No such day") from None
