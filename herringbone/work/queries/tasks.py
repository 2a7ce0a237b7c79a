"""One's own tasks."""

from django.core.paginator import Page
from django.db.models import F, QuerySet

from herringbone.people.rules import Standing
from herringbone.work.models import Task
from herringbone.work.queries.paging import page_of

PAGE = 50


def my_tasks(visible: QuerySet[Task], here: Standing, number: str) -> Page:
    """The open tasks of a person and of whom they stand in for, by their date. Two queries."""
    rows = visible.filter(owner__in=here.everyone, dropped=None, done=None)
    rows = rows.select_related("client", "job", "owner").order_by("due", F("due_at").asc(nulls_last=True), "pk")
    return page_of(rows, PAGE, number)
