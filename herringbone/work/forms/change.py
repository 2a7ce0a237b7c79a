"""The job change form as a page: each field is filled with what stands, so that a change is seen as one (B2)."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from herringbone.clients.forms.acted import ActedForm
from herringbone.core.text import OneLineField, ProseField
from herringbone.core.typed import DayField
from herringbone.people.models import Department
from herringbone.work.forms.fields import AmountField, AsksOfClosedDays, OpenDayField
from herringbone.work.forms.rows import RowsOfForm
from herringbone.work.models import Job, Milestone
from herringbone.work.queries.people import departments_to_ask
from herringbone.work.queries.stages import Step
from herringbone.work.queries.unread import ROWS
from herringbone.work.wording import stage_word


class ChangeForm(AsksOfClosedDays, RowsOfForm, ActedForm):
    """All of a change form. `values` gives what the action takes."""

    PARTS = ("id", "what", "quantity", "rounds")

    why = OneLineField(label=gettext_lazy("Why it changes"), max_length=300, required=False)
    scope = ProseField(label=gettext_lazy("What is to be made"), max_length=20_000, required=False)
    what = forms.MultipleChoiceField(
        label=gettext_lazy("Touches"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[("brief", gettext_lazy("the brief")), ("plan", gettext_lazy("the plan"))],
    )  # fmt: skip
    other = OneLineField(
        label=gettext_lazy("Another document"), max_length=200, required=False,
        help_text=gettext_lazy("Its name, where it is not on file here"),
    )  # fmt: skip
    departments = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Goes to"), queryset=Department.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(
        self, *args: Any, job: Job, allowed: Sequence[Step], milestones: Sequence[Milestone],
        files: Sequence[tuple[int, str]], stands: Mapping[str, Any] | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        """`stands`: by milestone the day that the draft has for it, where it is not the job's."""
        super().__init__(*args, **kwargs)
        self.job, self.milestones = job, milestones
        self.stands = {str(one.pk): (stands or {}).get(str(one.pk), one.on) for one in milestones}
        office = job.client.office
        ways = [(step.to, stage_word(step.to)) for step in allowed if step.on_paper]
        stays = _("stays %(stage)s") % {"stage": stage_word(job.stage).lower()}
        add = self.fields
        add["stage"] = forms.ChoiceField(label=_("Stage"), choices=[("", stays), *ways], required=False)
        add["begins"] = DayField(label=_("Work begins"), office=office, required=False, help_text="")
        add["delivered_by"] = DayField(label=_("Delivered by"), office=office, required=False, help_text="")
        add["budget"] = AmountField(label=_("Budget"), currency=job.client.currency, required=False)
        for one in milestones:
            stood = self.stands[str(one.pk)]
            add[f"milestone-{one.pk}"] = OpenDayField(
                label=one.name, office=office, required=False, help_text="",
                stands=_day(stood) if isinstance(stood, str) else stood,
            )  # fmt: skip
        add["files"] = forms.MultipleChoiceField(
            label=_("Documents of the job"), choices=files, required=False, widget=forms.CheckboxSelectMultiple
        )
        add["departments"].queryset = departments_to_ask()  # type: ignore[attr-defined]  # it chooses records

    def values(self) -> dict[str, Any]:
        """What was typed, for the actions. What cannot be read stands in `unread` as it was typed; what stood in its
        place stays. Only of a form without a choice that was refused.
        """
        typed, unread = self.cleaned_data, dict[str, Any](self.as_typed)
        found: dict[str, Any] = {
            name: typed[name] for name in ("why", "stage", "begins", "delivered_by", "budget", "scope") if name in typed
        }
        if rows := self.unread_rows():
            unread[ROWS] = rows
        else:
            found[ROWS] = self.deliverables()
        found["milestones"] = {
            key: typed[name] if (name := f"milestone-{key}") in typed else stands
            for key, stands in self.stands.items()
        }  # fmt: skip
        files = sorted(int(one) for one in typed["files"])
        found["touches"] = {"what": typed["what"], "files": files, "other": typed.get("other", "")}
        found["departments"] = sorted(typed["departments"].values_list("pk", flat=True))
        return found | {"route": self.route(), "unread": unread}

    @cached_property
    def known_lines(self) -> set[str]:
        return {str(pk) for pk in self.job.deliverables.values_list("pk", flat=True)}

    def written(self) -> list[str]:
        dates = (f"milestone-{one.pk}" for one in self.milestones)
        return ["why", "scope", "other", "begins", "delivered_by", "budget", *dates]

    @property
    def milestone_fields(self) -> list[forms.BoundField]:
        """A field for each milestone that is open."""
        return [self[f"milestone-{one.pk}"] for one in self.milestones]


def initial_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """What the page is filled with, from the plain values of a draft."""
    found = {name: values[name] for name in ("why", "stage", "scope", ROWS, "departments", "route")}
    found |= {name: _day(values[name]) for name in ("begins", "delivered_by")}
    found |= {f"milestone-{key}": _day(on) for key, on in values["milestones"].items()}
    found["budget"] = Decimal(values["budget"]) if values["budget"] else None
    touches = values["touches"]
    found |= {name: touches.get(name) for name in ("what", "files", "other")}
    return found | values["unread"]


def _day(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None
