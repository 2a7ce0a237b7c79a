"""Contact reports in a list, and one report with its issues, readers and answers."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, JSONField, OuterRef, Q, QuerySet, Subquery, Value, Window
from django.db.models.functions import JSONObject

from herringbone.meetings.duties import OWED
from herringbone.meetings.models import Issue, Meeting, Objection, Reader
from herringbone.meetings.queries.stands import State, latest_issues, state_filter, state_of, with_standing
from herringbone.people.models import Person
from herringbone.record.models import Duty, Effect

PAGE = 40
BATCH = 500
LATELY = timedelta(days=120)  # how far back "nobody was reached" is looked for
TO_WRITE = "to-write"
SHOWN = (TO_WRITE, State.OBJECTION, State.WINDOW, State.NOBODY)  # the views beside "all"


@dataclass(frozen=True)
class ReportRow:
    """One line of the list: a meeting and where its report is. `state` is None until it was issued."""

    meeting: Meeting
    issue: Issue | None
    state: State | None
    due: datetime | None
    stands_from: datetime | None


@dataclass(frozen=True)
class ReportList:
    """A page of the list. `counts` says how many each of SHOWN holds, and "" all."""

    rows: list[ReportRow]
    page: Page[Meeting]
    counts: Mapping[str, int]


def report_list(meetings: QuerySet[Meeting], shown: str, number: Any, at: datetime) -> ReportList:
    """A page of `meetings` (visible ones) that have a report or owe one, newest first. Three queries.

    `shown` is one of SHOWN, or anything else for all. What is counted comes with the rows of the page, save where it
    has none. Most reports stand; the state of the others alone is worked out.
    """
    past = meetings.filter(ends__lte=at, withdrawal=None).order_by()
    rows = _past(meetings, shown, at).annotate(of_all=Window(Count("pk")), counts=_counting(past, at))
    asked = int(number) if str(number).isdecimal() and 0 < len(str(number)) < 7 else 1
    found = list(rows[(asked - 1) * PAGE : asked * PAGE])
    if not found and asked > 1:
        asked, found = 1, list(rows[:PAGE])
    here: Mapping[str, Any] = vars(found[0]) if found else {"of_all": 0, "counts": past.aggregate(**_counts(at))}
    undecided = with_standing(_undecided(at)).filter(report__meeting__in=past.values("pk"))
    states = Counter(state_of(one, at) for one in undecided)
    held = here["counts"]
    return ReportList(
        _rows(found, at),
        Page(found, asked, _Counted(found, PAGE, here["of_all"])),
        {"": held["every"], TO_WRITE: held["unwritten"], **{name: states[State(name)] for name in SHOWN[1:]}},
    )


def _counts(at: datetime) -> dict[str, Count]:
    owed = Duty.objects.filter(kind="contact_report", done=None, started__lte=at).values("subject")
    return {
        "every": Count("pk", filter=_shown("", at)),
        "unwritten": Count("pk", filter=Q(pk__in=owed) & _shown(TO_WRITE, at)),
    }


def _counting(past: QuerySet[Meeting], at: datetime) -> Subquery:
    """Both counts as one column of another query."""
    whole = past.annotate(whole=Value(1)).values("whole").annotate(counts=JSONObject(**_counts(at)))
    return Subquery(whole.values("counts"), output_field=JSONField())


def all_reports(meetings: QuerySet[Meeting], shown: str, at: datetime) -> Iterator[ReportRow]:
    """All rows of the same list, for a file. Two queries for each five hundred."""
    rows = _past(meetings, shown, at)
    first = 0
    while found := list(rows[first : first + BATCH]):
        yield from _rows(found, at)
        first += BATCH


class _Counted(Paginator[Meeting]):
    """A paginator that was told how many rows there are."""

    def __init__(self, rows: Sequence[Meeting], size: int, of_all: int) -> None:
        super().__init__(rows, size)
        self.count = of_all


def reports_of(meetings: QuerySet[Meeting], at: datetime, most: int = 20) -> list[ReportRow]:
    """The newest reports of some meetings, issued or owed, for a panel. Two queries."""
    return _rows(list(_past(meetings, "", at)[:most]), at)


def issued_reports() -> QuerySet[Issue]:
    """First issues, one for each report: to be counted."""
    return Issue.objects.filter(version=1)


def _past(meetings: QuerySet[Meeting], shown: str, at: datetime) -> QuerySet[Meeting]:
    owed = Duty.objects.filter(kind="contact_report", subject=OuterRef("pk"), done=None)
    rows = meetings.filter(_shown(shown, at), ends__lte=at, withdrawal=None)
    rows = rows.annotate(owed_until=Subquery(owed.values("due")[:1]))
    return rows.select_related("client", "office", "reporter", "report").order_by("-ends", "-pk")


def _rows(meetings: Sequence[Meeting], at: datetime) -> list[ReportRow]:
    ids = [one.pk for one in meetings]
    found = with_standing(latest_issues().filter(report__meeting__in=ids)).select_related("report")
    issues = {one.report.meeting_id: one for one in found}
    return [_row(one, issues.get(one.pk), vars(one)["owed_until"], at) for one in meetings]


def _shown(shown: str, at: datetime) -> Q:
    issued = Q(Exists(Issue.objects.filter(report__meeting=OuterRef("pk"))))
    if shown == TO_WRITE:
        return Q(OWED, no_report=None) & ~issued
    if shown in (State.OBJECTION, State.WINDOW, State.NOBODY):
        issues = with_standing(_likely(State(shown), at)).filter(state_filter(State(shown), at))
        return Q(pk__in=issues.values("report__meeting"))
    return issued | Q(OWED, no_report=None)


def _likely(state: State, at: datetime) -> QuerySet[Issue]:
    """The few issues that can be in a state, found by an index before the rest is worked out."""
    latest = latest_issues()
    if state == State.OBJECTION:
        return latest.filter(report__in=Objection.objects.filter(settlement=None).values("issue__report"))
    if state == State.WINDOW:
        return latest.filter(closes__gt=at)
    return latest.filter(at__gt=at - LATELY)


def _undecided(at: datetime) -> QuerySet[Issue]:
    """The few issues that do not simply stand: all that `_likely` finds, save those that were lately received."""
    objected = Objection.objects.filter(settlement=None).values("issue__report")
    received = Effect.objects.filter(
        subject_label="meetings.Reader", subject_id=OuterRef("pk"), state=Effect.State.SENT, bounces=None,
        settled_at__lte=OuterRef("issue__closes"),
    )  # fmt: skip
    reached = Reader.objects.filter(Exists(received), issue=OuterRef("pk"), contact__isnull=False)
    lately = Q(at__gt=at - LATELY) & (Q(version__gt=1) | ~Exists(reached))
    return latest_issues().filter(Q(report__in=objected) | Q(closes__gt=at) | lately)


def _row(meeting: Meeting, issue: Issue | None, due: datetime | None, at: datetime) -> ReportRow:
    found: Mapping[str, Any] = vars(issue) if issue else {}
    return ReportRow(meeting, issue, state_of(issue, at) if issue else None, due, found.get("stands_from"))


def unwritten(person: Person) -> QuerySet[Meeting]:
    """The meetings whose report this person owes and has not issued, those to come included."""
    issued = Issue.objects.filter(report__meeting=OuterRef("pk"))
    owed = Meeting.objects.filter(OWED, ~Exists(issued), reporter=person, withdrawal=None, no_report=None)
    return owed.select_related("client").order_by("ends", "pk")
