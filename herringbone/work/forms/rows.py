"""What a form for a new job and a change form share: the departments with who acknowledges, and the deliverables."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from herringbone.people.models import Department, Person

EMPTY_ROWS, MOST_ROWS = 3, 60
USUAL_ROUNDS = 2


@dataclass(frozen=True)
class DepartmentRow:
    """A department on the form: whether it is asked, and who may acknowledge for it."""

    department: Department
    asked: bool
    people: list[Person]
    chosen: int


class RowsOfForm(forms.Form):
    """Rows that are no fields of Django's. `PARTS` names the inputs of a deliverable, as in "what-3"."""

    PARTS: tuple[str, ...] = ("what", "quantity", "rounds")

    def clean(self) -> dict[str, Any]:
        for row in self._typed_rows():
            for part, words in (("quantity", _("how many pieces")), ("rounds", _("how many rounds"))):
                if row[part] and not (row[part].isdecimal() and len(row[part]) < 6):
                    given = {"what": row["what"] or "…", "asked": words, "typed": row[part]}
                    self.add_error(None, _("%(what)s: %(asked)s? “%(typed)s” is not a whole number") % given)
        return self.cleaned_data

    def route(self) -> dict[str, int]:
        """Who acknowledges, where it is not the head."""
        found = {}
        for department in self.fields["departments"].queryset:  # type: ignore[attr-defined]
            chosen = self.data.get(f"route-{department.pk}", "")
            if chosen.isdecimal() and int(chosen) != department.head_id:
                found[str(department.pk)] = int(chosen)
        return found

    def _typed_rows(self) -> list[dict[str, str]]:
        """The lines of the deliverables that hold anything, as typed."""
        many = sum(name.startswith("what-") for name in self.data)
        rows = [
            {part: self.data.get(f"{part}-{n}", "").strip() for part in self.PARTS} for n in range(min(many, MOST_ROWS))
        ]
        return [row for row in rows if row["what"] or row["quantity"] or row["rounds"]]

    def deliverables(self) -> list[dict[str, Any]]:
        """The lines as an action takes them; those that stood before with their id."""
        return [
            {
                **({"id": int(row["id"])} if row.get("id", "").isdecimal() else {}), "what": row["what"],
                "quantity": int(row["quantity"] or 1), "rounds": int(row["rounds"] or USUAL_ROUNDS),
            }
            for row in self._typed_rows()
        ]  # fmt: skip

    @property
    def deliverable_rows(self) -> list[Mapping[str, Any]]:
        """The lines of the deliverables as they stand, and some empty ones."""
        rows = self._typed_rows() if self.is_bound else self.initial.get("deliverables", [])
        return [*rows, *({"id": "", "what": "", "quantity": "", "rounds": ""} for _ in range(EMPTY_ROWS))]

    @property
    def department_rows(self) -> list[DepartmentRow]:
        """Every department with the people who may acknowledge for it, its head first. Two queries."""
        departments = list(self.fields["departments"].queryset)  # type: ignore[attr-defined]
        people: dict[int | None, list[Person]] = {}
        for person in Person.objects.filter(department__in=departments, is_active=True).order_by("name"):
            people.setdefault(person.department_id, []).append(person)
        asked = {str(one) for one in self["departments"].value() or []}
        route = self.route() if self.is_bound else self.initial.get("route", {})
        return [
            DepartmentRow(
                one,
                str(one.pk) in asked,
                [*([one.head] if one.head else []), *(p for p in people.get(one.pk, []) if p.pk != one.head_id)],
                route.get(str(one.pk), one.head_id or 0),
            )
            for one in departments
        ]
