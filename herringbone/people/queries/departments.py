"""Departments as their page lists them."""

from dataclasses import dataclass

from django.db.models import Count, Q

from herringbone.people.models import Department
from herringbone.people.wording import craft_in_words


@dataclass(frozen=True)
class Part:
    """One department: what it does, who heads it, how many work there."""

    id: int
    name: str
    does: str
    head: int | None
    head_name: str
    size: int


def departments() -> list[Part]:
    """By name. One query."""
    rows = Department.objects.select_related("head").annotate(size=Count("people", filter=Q(people__is_active=True)))
    return [
        Part(row.pk, row.name, craft_in_words(row.craft), row.head_id, row.head.name if row.head else "", row.size)
        for row in rows
    ]
