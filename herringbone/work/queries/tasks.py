"""One's own tasks."""

from django.core.paginator import Page
from django.db.models import F, QuerySet

from herringbone.people.rules import Standing
from herringbone.work.models import Task
from herringbone.work.queries.paging import page_of

PAGE = 50


def my_tasks(visible: QuerySet[Task], here: Standing, number: str) -> Page:
    """One page of `all_my_tasks`. Two queries."""
    return page_of(all_my_tasks(visible, here), PAGE, number)


def all_my_tasks(visible: QuerySet[Task], here: Standing) -> QuerySet[Task]:
    """The open tasks of a person and of whom they stand in for, by their date. One query."""
    rows = visible.filter(owner__in=here.everyone, dropped=None, done=None)
    return rows.select_related("client", "job", "owner").order_by("due", F("due_at").asc(nulls_last=True), "pk")
