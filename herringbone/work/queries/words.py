"""How a value of a form reads, for the page that shows two versions side by side."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from herringbone.clients.models import Brand, Contact
from herringbone.core.wording import dates
from herringbone.people.models import Department, Person
from herringbone.record.models import StoredFile
from herringbone.work.models import JobKind, Milestone
from herringbone.work.queries.next_step import either_side
from herringbone.work.queries.unread import ROWS
from herringbone.work.wording import stage_word

RECORDS: dict[str, Any] = {"kind": JobKind, "brand": Brand, "asked_by": Contact, "lead": Person}


def labels() -> dict[str, str]:
    """The fields of a form as its page names them."""
    return {
        "name": _("Name"), "kind": _("Type"), "brand": _("Brand"), "asked_by": _("Who asked for it"),
        "asked_how": _("How it was asked for"), "begins": _("Work begins"), "delivered_by": _("Delivered by"),
        "budget": _("Budget"), "currency": _("Currency"), "departments": _("Goes to"), "route": _("Acknowledged by"),
        "scope": _("What is to be made"), "deliverables": _("Deliverables"), "extra": _("More about it"),
        "unread": _("Not yet read"), "lead": _("Leads the job"),
    }  # fmt: skip


def shown(name: str, value: Any) -> str:
    """A plain value in words. One query for a record, two for a route."""
    if value in ("", [], {}):
        return ""
    if name == "person":
        return str(next(filter(None, either_side(value)), ""))
    if name in RECORDS:
        return str(RECORDS[name]._base_manager.filter(pk=value).first() or "")
    if name == "departments":
        return ", ".join(str(one) for one in Department.objects.filter(pk__in=value))
    if name in ("begins", "delivered_by", "on"):
        return dates.written(date.fromisoformat(value), "weekday far")
    if name == "deliverables":
        return "; ".join(f"{one['quantity']} × {one['what']}" for one in value)
    if name == "route":
        return ", ".join(str(one) for one in Person.objects.filter(pk__in=value.values()))
    if name == "unread":
        value = {**value, **({ROWS: shown(ROWS, value[ROWS])} if ROWS in value else {})}
    return "; ".join(str(one) for one in value.values()) if isinstance(value, dict) else str(value)


def change_labels() -> dict[str, str]:
    """The fields of a change form as its page names them."""
    return {
        "why": _("Why it changes"), "stage": _("Stage"), "begins": _("Work begins"), "delivered_by": _("Delivered by"),
        "budget": _("Budget"), "scope": _("What is to be made"), "deliverables": _("Deliverables"),
        "milestones": _("Milestones"), "touches": _("Touches"), "departments": _("Goes to"),
        "route": _("Acknowledged by"), "unread": _("Not yet read"),
    }  # fmt: skip


def shown_change(name: str, value: Any) -> str:
    """A plain value of a change form in words. One query for milestones, two for a route."""
    if name == "stage":
        return stage_word(value)
    if name == "milestones":
        names = dict(Milestone.objects.filter(pk__in=value).values_list("pk", "name"))
        days = {key: dates.written(date.fromisoformat(on), "weekday far") if on else "–" for key, on in value.items()}
        return "; ".join(f"{names.get(int(key), '')}: {day}" for key, day in days.items())
    if name == "touches" and value:
        files = StoredFile.objects.filter(pk__in=value.get("files", [])).values_list("name", flat=True)
        words = {"brief": _("the brief"), "plan": _("the plan")}
        named = (words[one] for one in value.get("what", []))
        return ", ".join(filter(None, [*named, *files, value.get("other")]))
    return shown(name, value)
