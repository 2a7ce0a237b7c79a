"""What a form for a new job and a change form share: the departments with who acknowledges, and the deliverables."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from herringbone.core.names.order import by_name
from herringbone.core.text import visible
from herringbone.people.models import Department, Person
from herringbone.work.queries.unread import MANY, wrong_rows

EMPTY_ROWS, MOST_ROWS = 3, 200
USUAL_ROUNDS = 2
INPUT = re.compile(r"(what|quantity|rounds)-(\d+)")


@dataclass(frozen=True)
class DepartmentRow:
    """A department on the form: whether it is asked, and who may acknowledge for it."""

    department: Department
    asked: bool
    people: list[Person]
    chosen: int
    wrong: list[str] = field(default_factory=list)


class RowsOfForm(forms.Form):
    """Rows that are no fields of Django's. `PARTS` names the inputs of a deliverable, as in "what-3"."""

    PARTS: tuple[str, ...] = ("what", "quantity", "rounds")
    refused_route = False

    @cached_property
    def known_lines(self) -> set[str]:
        """The ids that a line of the deliverables may bear: of those that stand on the job."""
        return set()

    def clean(self) -> dict[str, Any]:
        """A person or a line that this form did not offer is refused at its field: a draft keeps text, not choices."""
        cleaned = super().clean() or self.cleaned_data
        for department, people in self._may_acknowledge:
            name = f"route-{department.pk}"
            if self.data.get(name, "") not in {"", *(str(one.pk) for one in people)}:
                self.refused_route = True
                label = _("Who acknowledges for %(department)s") % {"department": department}
                self.fields[name] = forms.CharField(required=False, label=label)
                self.add_error(name, _("Choose one from the list"))
        for at, row in enumerate(self._typed_rows()):
            if row.get("id", "") not in {"", *self.known_lines}:
                self.says(f"what-{at}", _("This line no longer stands on the job. Kept again, it is a new one"))
        return cleaned

    def written(self) -> list[str]:
        """The names of the fields whose text a draft keeps even where it cannot be read."""
        return []

    def _post_clean(self) -> None:
        """What was written is no error of a draft: it is kept as it was typed, and keeps the form here later."""
        super()._post_clean()  # type: ignore[misc]  # Django's hook after cleaning
        self.as_typed: dict[str, str] = {name: self.typed_as(name) for name in self.written() if name in self.errors}
        for name in self.as_typed:
            del self.errors[name]

    def says(self, field: str, reason: str) -> None:
        """Show a reason beside its field, also on a page that is only opened; over the form where it is none's."""
        if not self.is_bound:
            self.errors  # noqa: B018  # makes the empty collection that the reason is put into
            self.cleaned_data = getattr(self, "cleaned_data", {})
        found = INPUT.fullmatch(field)
        if found and field not in self.fields:
            self.fields[field] = forms.CharField(required=False, label=_label(found[1], int(found[2]) + 1))
        self.add_error(field if field in self.fields else None, reason)

    @property
    def not_kept(self) -> list[str]:
        """Why what was chosen cannot be kept, for each such field: it is no longer on the list."""
        return [f"{self[name].label}: {errors[0]}" for name, errors in self.errors.items() if name in self.fields]

    def typed_as(self, name: str) -> str:
        """What was typed into a field, just as it was, save for what cannot be seen."""
        return visible(self.data.get(self.add_prefix(name)) or "").strip()

    def unread_rows(self) -> list[dict[str, str]]:
        """All lines of the deliverables as they were typed, where one of them cannot be read; else none."""
        rows = self._typed_rows()
        return rows if any(wrong_rows(rows)) else []

    def route(self) -> dict[str, int]:
        """Who acknowledges, where it is not the head."""
        found: dict[str, int] = {}
        for department, people in self._may_acknowledge:
            chosen = self.data.get(f"route-{department.pk}", "")
            found |= {str(department.pk): p.pk for p in people if str(p.pk) == chosen and p.pk != department.head_id}
        return found

    @cached_property
    def _may_acknowledge(self) -> list[tuple[Department, list[Person]]]:
        """Every department with the people who may acknowledge for it, its head first. Two queries."""
        departments = list(self.fields["departments"].queryset)  # type: ignore[attr-defined]
        people: dict[int | None, list[Person]] = {}
        for person in Person.objects.filter(department__in=departments, is_active=True).order_by(by_name()):
            people.setdefault(person.department_id, []).append(person)
        return [
            (one, [*([one.head] if one.head else []), *(p for p in people.get(one.pk, []) if p.pk != one.head_id)])
            for one in departments
        ]

    def _typed_rows(self) -> list[dict[str, str]]:
        """The lines of the deliverables that hold anything, as typed."""
        many = sum(name.startswith("what-") for name in self.data)
        rows = [
            {part: visible(self.data.get(f"{part}-{n}", "")).strip() for part in self.PARTS}
            for n in range(min(many, MOST_ROWS))
        ]
        return [row for row in rows if row["what"] or row["quantity"] or row["rounds"]]

    def deliverables(self) -> list[dict[str, Any]]:
        """The lines that can be read, as an action takes them; those that stood before with their id."""
        return [
            {
                **({"id": int(row["id"])} if row.get("id", "").isdecimal() else {}), "what": row["what"],
                "quantity": int(row["quantity"] or 1), "rounds": int(row["rounds"] or USUAL_ROUNDS),
            }
            for row in [row for row in self._typed_rows() if not any(wrong_rows([row]))][:MANY]
        ]  # fmt: skip

    @property
    def deliverable_rows(self) -> list[Mapping[str, Any]]:
        """The lines of the deliverables as they stand, and some empty ones."""
        rows = self._typed_rows() if self.is_bound else self.initial.get("deliverables", [])
        rows = [{**row, "id": pk if str(pk := row.get("id", "")) in self.known_lines else ""} for row in rows]
        empty = ({"id": "", "what": "", "quantity": "", "rounds": ""} for _ in range(EMPTY_ROWS))
        return [{**row, "wrong": self._wrong_in(at)} for at, row in enumerate([*rows, *empty])]

    def _wrong_in(self, at: int) -> dict[str, list[str]]:
        """By input the reasons that stand beside a line."""
        found = {part: self.errors.get(f"{part}-{at}", ()) for part in self.PARTS}
        return {part: [str(one) for one in reasons] for part, reasons in found.items() if reasons}

    @property
    def department_rows(self) -> list[DepartmentRow]:
        """Every department as the page shows it: whether it is asked, and who may acknowledge for it."""
        asked = {str(one) for one in self["departments"].value() or []}
        route = self.route() if self.is_bound else self.initial.get("route", {})
        return [
            DepartmentRow(
                one,
                str(one.pk) in asked,
                people,
                route.get(str(one.pk), one.head_id or 0),
                [str(reason) for reason in self.errors.get(f"route-{one.pk}", ())],
            )
            for one, people in self._may_acknowledge
        ]


def _label(part: str, number: int) -> str:
    words = {
        "what": _("Deliverable %(number)s"), "quantity": _("Pieces of deliverable %(number)s"),
        "rounds": _("Rounds of deliverable %(number)s"),
    }  # fmt: skip
    return words[part] % {"number": number}
