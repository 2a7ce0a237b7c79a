"""The project-initiation form as a page: every field may stand empty or half typed until it is submitted."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from herringbone.clients.models import Brand, Client, Contact
from herringbone.core.merge import plain
from herringbone.core.text import OneLineField, ProseField
from herringbone.core.typed import DayInput, Unread, read_day, shown_day
from herringbone.people.models import Department, Person
from herringbone.people.rules import visible_to
from herringbone.work.answers import Question, day_in_words, day_or_typed, questions
from herringbone.work.forms.rows import RowsOfForm
from herringbone.work.models import Form, JobKind
from herringbone.work.queries.hindrances import cannot_go_without
from herringbone.work.queries.people import departments_to_ask, team_of
from herringbone.work.queries.unread import ROWS
from herringbone.work.typed import read_amount, shown_amount

DAYS = ("begins", "delivered_by")
TEXTS = ("name", "asked_how", "scope")
WRITTEN = (*TEXTS, *DAYS, "budget")
CHOSEN = ("kind", "brand", "asked_by", "lead")


class DraftForm(RowsOfForm):
    """All of the form. `values` gives what the action takes; what cannot be read is kept as it was typed."""

    once = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    name = OneLineField(label=gettext_lazy("Name"), max_length=200, required=False)
    kind = forms.ModelChoiceField(
        label=gettext_lazy("Type"), queryset=JobKind.objects.none(), required=False, empty_label="—"
    )
    brand = forms.ModelChoiceField(
        label=gettext_lazy("Brand"), queryset=Brand.objects.none(), required=False, empty_label="—"
    )
    asked_by = forms.ModelChoiceField(
        label=gettext_lazy("Who asked for it"), queryset=Contact.objects.none(), required=False, empty_label="—"
    )
    asked_how = OneLineField(label=gettext_lazy("How it was asked for"), max_length=200, required=False)
    begins = forms.CharField(label=gettext_lazy("Work begins"), max_length=60, required=False)
    delivered_by = forms.CharField(label=gettext_lazy("Delivered by"), max_length=60, required=False)
    budget = forms.CharField(label=gettext_lazy("Budget"), max_length=60, required=False)
    departments = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Goes to"), queryset=Department.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    scope = ProseField(label=gettext_lazy("What is to be made"), max_length=20_000, required=False)
    lead = forms.ModelChoiceField(
        label=gettext_lazy("Leads the job"), queryset=Person.objects.none(), required=False,
        empty_label=gettext_lazy("Whoever submits the form"),
    )  # fmt: skip

    def __init__(self, *args: Any, person: Person, client: Client, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.client, self.today = client, today
        self.fields["once"].initial = uuid.uuid4().hex
        theirs = Q(client=client)
        choices: dict[str, Any] = {
            "kind": JobKind.objects.filter(active=True),
            "brand": visible_to(person, Brand).filter(theirs),
            "asked_by": visible_to(person, Contact).filter(theirs, left=None),
            "departments": departments_to_ask(),
            "lead": team_of(client, today),
        }
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]  # all of them choose a record
        self.kind_chosen = self._kind()
        self.asked = questions(self.kind_chosen.fields) if self.kind_chosen else []
        for question in self.asked:
            self.fields[question.field] = _field(question, client)
        for name in DAYS:
            self.fields[name].widget = DayInput(client.office_id)

    def _kind(self) -> JobKind | None:
        """The kind that is chosen on the page, else the draft's."""
        told = self.data.get("kind") if self.is_bound else self.get_initial_for_field(self.fields["kind"], "kind")
        told = str(told or "")
        return JobKind.objects.filter(pk=int(told) if told.isdecimal() and len(told) < 18 else 0).first()

    def values(self) -> dict[str, Any]:
        """What was typed, for `save_form`: what cannot be read, or is too long, as it was typed.

        A choice that is no longer on the list is left out, and so stays as it was stored.
        """
        typed = self.cleaned_data
        unread: dict[str, Any] = {name: self.as_typed[name] for name in WRITTEN if name in self.as_typed}
        found = {name: typed[name] for name in (*CHOSEN, *TEXTS) if name in typed}
        for name in DAYS:
            found[name] = _read(unread, name, typed.get(name, ""), lambda text: read_day(text, self.today))
        money = _read(unread, "budget", typed.get("budget", ""), lambda text: read_amount(text, self.client.currency))
        found["budget"], found["currency"] = money or (None, self.client.currency)
        if "departments" in typed:
            found["departments"] = set(typed["departments"].values_list("pk", flat=True))
        if not self.refused_route:
            found["route"] = self.route()
        found["deliverables"] = self.deliverables()
        if rows := self.unread_rows():
            unread[ROWS] = rows
        found["extra"] = {one.key: self._answer(one) for one in self.asked if self.typed_as(one.field)}
        found["unread"] = unread
        return found

    def written(self) -> list[str]:
        return [*WRITTEN, *(one.field for one in self.asked)]

    def _answer(self, question: Question) -> str:
        typed = str(self.cleaned_data.get(question.field) or self.typed_as(question.field))
        return day_or_typed(typed, self.today) if question.type == "date" else typed

    @property
    def cannot_go_without(self) -> list[str]:
        """The departments that a form of the chosen kind must name and that are not ticked, in sentences; without what
        stands there as an error already."""
        if not self.kind_chosen:
            return []
        ticked = {str(one) for one in self["departments"].value() or []}
        needed = [one for one in self.kind_chosen.needs.all() if str(one.pk) not in ticked]
        sentences = [cannot_go_without(self.kind_chosen, str(one)) for one in needed]
        return [one for one in sentences if one not in self.errors.get("departments", ())]

    @property
    def extra_fields(self) -> list[forms.BoundField]:
        """The fields of the kind's own questions."""
        return [self[one.field] for one in self.asked]


def _read(unread: dict[str, str], name: str, text: str, reader: Any) -> Any:
    try:
        return reader(text)
    except Unread:
        unread[name] = text.strip()
        return None


def _field(question: Question, client: Client) -> forms.Field:
    given: dict[str, Any] = {"label": question.label, "required": False}
    if question.type == "lines":
        return ProseField(max_length=5_000, **given)
    if question.type == "choice":
        return forms.ChoiceField(choices=[("", "—"), *((one, one) for one in question.choices)], **given)
    if question.type == "yes":
        return forms.ChoiceField(choices=[("", "—"), ("yes", _("Yes")), ("no", _("No"))], **given)
    if question.type == "date":
        return forms.CharField(widget=DayInput(client.office_id), max_length=60, **given)
    return OneLineField(max_length=300, **given)


def initial_of(draft: Form) -> dict[str, Any]:
    """What the page of a draft is filled with: what could not be read stands as it was typed."""
    found: dict[str, Any] = {name: draft.unread.get(name) or getattr(draft, name) for name in (*TEXTS, ROWS, "route")}
    found |= {name: getattr(draft, f"{name}_id") for name in ("kind", "brand", "asked_by", "lead")}
    found |= {name: draft.unread.get(name) or shown_day(getattr(draft, name)) for name in DAYS}
    found["budget"] = draft.unread.get("budget") or shown_amount(draft.budget, draft.currency)
    found["departments"] = sorted(draft.departments.values_list("pk", flat=True))
    days = {one.key for one in questions(draft.kind.fields) if one.type == "date"} if draft.kind else set()
    shown = {key: day_in_words(answer) if key in days else answer for key, answer in draft.extra.items()}
    return found | {f"extra-{key}": answer for key, answer in shown.items()}


def sealed_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, in plain form: it is what the page shows from now on."""
    return {name: plain(value) for name, value in values.items()}
