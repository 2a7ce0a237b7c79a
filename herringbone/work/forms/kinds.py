"""A kind of job. Its extra questions are written one to a line, so that the page works without scripts.

    * Lengths, in seconds: number
    Stations or platforms
    Prizes: choice = none, prizes, rewards

A star makes a question required; the type may be left out.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from herringbone.clients.forms.acted import ActedForm
from herringbone.core.text import OneLineField, ProseField
from herringbone.people.models import Department
from herringbone.work.answers import TYPES
from herringbone.work.models import JobKind, Stage
from herringbone.work.queries.stages import ASIDE, USUAL_WAY
from herringbone.work.wording import stage_word


class KindForm(ActedForm):
    """Everything about a kind."""

    name = OneLineField(label=gettext_lazy("Name"), max_length=80)
    name_it = OneLineField(label=gettext_lazy("Name in Italian"), max_length=80, required=False)
    needs = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Cannot go without"), queryset=Department.objects.all(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    way = forms.MultipleChoiceField(label=gettext_lazy("Its way"), widget=forms.CheckboxSelectMultiple)
    fields_text = ProseField(
        label=gettext_lazy("Extra questions"), required=False,
        help_text=gettext_lazy("One to a line: “* Lengths: number”, “Prizes: choice = none, some”. Starred: required."),
    )  # fmt: skip
    active = forms.BooleanField(label=gettext_lazy("New jobs of this kind are opened"), required=False)

    def __init__(self, *args: Any, kind: JobKind | None, **kwargs: Any) -> None:
        told: dict[str, Any] = {"way": USUAL_WAY, "active": True}
        if kind:
            told = {
                "name": kind.name, "name_it": kind.name_it, "needs": kind.needs.all(), "active": kind.active,
                "way": kind.way or USUAL_WAY, "fields_text": written(kind.fields),
            }  # fmt: skip
        super().__init__(*args, initial=told, **kwargs)
        self.kind = kind
        self.fields["way"].choices = [  # type: ignore[attr-defined]  # a choice field
            (key, stage_word(key)) for key in Stage.Key.values if key not in ASIDE
        ]

    def clean_fields_text(self) -> list[dict[str, Any]]:
        """The questions, each with its type. Those that were there keep their key and their Italian words."""
        before = {one["label"]: one for one in (self.kind.fields if self.kind else [])}
        return [_question(line, before) for line in self.cleaned_data["fields_text"].splitlines() if line.strip()]

    def given(self) -> dict[str, object]:
        """The questions go under the action's own name."""
        values = super().given()
        values["fields"] = values.pop("fields_text")
        return values


def written(fields: Sequence[Mapping[str, Any]]) -> str:
    """The questions as lines, to be changed."""
    return "\n".join(
        f"{'* ' if one.get('required') else ''}{one['label']}: {one.get('type', 'text')}"
        + (f" = {', '.join(one['choices'])}" if one.get("choices") else "")
        for one in fields
    )


def _question(line: str, before: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    star, line = line.strip().startswith("*"), line.strip().lstrip("* ")
    label, sign, type = line.rpartition(":")
    if not sign:
        label, type = line, "text"
    type, _sign, choices = (part.strip() for part in type.partition("="))
    if type not in TYPES:
        known = {"line": line, "types": ", ".join(TYPES)}
        raise ValidationError(_("“%(line)s”: after the colon stands one of %(types)s") % known)
    old = before.get(label.strip(), {})
    return {
        "key": old.get("key", ""), "label": label.strip(), "label_it": old.get("label_it", ""), "type": type,
        "required": star, "choices": [one.strip() for one in choices.split(",") if one.strip()],
    }  # fmt: skip
