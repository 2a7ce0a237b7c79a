"""Contact reports in a list, and one report with its issues, readers and answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet

from herringbone.meetings.duties import OWED
from herringbone.meetings.models import Issue, Meeting, Objection
from herringbone.meetings.queries.stands import State, latest_issues, state_filter, state_of, with_standing
from herringbone.record.models import Duty

PAGE = 40
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
    """A page of the list."""

    rows: list[ReportRow]
    page: Page[Meeting]


def report_list(meetings: QuerySet[Meeting], shown: str, number: Any, at: datetime) -> ReportList:
    """A page of `meetings` (visible ones) that have a report or owe one, newest first. Four queries.

    `shown` is one of SHOWN, or anything else for all.
    """
    page = Paginator(_past(meetings, shown, at), PAGE).get_page(number)
    return ReportList(_rows(list(page.object_list), at), page)


def reports_of(meetings: QuerySet[Meeting], at: datetime, most: int = 20) -> list[ReportRow]:
    """The newest reports of some meetings, issued or owed, for a panel. Three queries."""
    return _rows(list(_past(meetings, "", at)[:most]), at)


def _past(meetings: QuerySet[Meeting], shown: str, at: datetime) -> QuerySet[Meeting]:
    rows = meetings.filter(_shown(shown, at), ends__lte=at, withdrawal=None)
    return rows.select_related("client", "office", "reporter", "report").order_by("-ends", "-pk")


def _rows(meetings: list[Meeting], at: datetime) -> list[ReportRow]:
    ids = [one.pk for one in meetings]
    found = with_standing(latest_issues().filter(report__meeting__in=ids)).select_related("report")
    issues = {one.report.meeting_id: one for one in found}
    owed = Duty.objects.filter(kind="contact_report", subject__in=ids, done=None)
    dues = dict(owed.values_list("subject", "due"))
    return [_row(one, issues.get(one.pk), dues.get(one.pk), at) for one in meetings]


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


def _row(meeting: Meeting, issue: Issue | None, due: datetime | None, at: datetime) -> ReportRow:
    found: Mapping[str, Any] = vars(issue) if issue else {}
    return ReportRow(meeting, issue, state_of(issue, at) if issue else None, due, found.get("stands_from"))
