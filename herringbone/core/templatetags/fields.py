"""Form controls in the house style: `{% load fields %}`. Used by the cotton component `field`."""

from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, ClearableFileInput, Select
from django.forms.utils import ErrorDict
from django.utils.safestring import SafeString

from herringbone.core.typed import DayInput

register = template.Library()


@register.simple_tag
def control(field: BoundField, size: str = "", placeholder: str = "") -> SafeString:
    """`{% control field "short" %}`: the field's input with class, `aria-invalid` and `aria-describedby`.

    `size` is "short", "money" or nothing. What the widget brings itself stays.
    """
    attrs: dict[str, str | bool] = {}
    if not isinstance(field.field.widget, CheckboxInput | ClearableFileInput):
        own = field.field.widget.attrs.get("class", "")
        attrs["class"] = " ".join(filter(None, ("input", f"input-{size}" if size else "", own)))
    if placeholder:
        attrs["placeholder"] = placeholder
    if described := described_by(field):
        attrs["aria-describedby"] = described
    return SafeString(field.as_widget(attrs=attrs))


@register.filter
def described_by(field: BoundField) -> str:
    """`{{ field|described_by }}`: ids of its help and its error, as far as they are shown."""
    parts = (("help", field.help_text), ("error", field.errors))
    return " ".join(f"{field.auto_id}_{part}" for part, shown in parts if shown)


@register.filter
def is_group(field: BoundField) -> bool:
    """`{% if field|is_group %}`: several boxes or buttons under one legend, and not one input under a label."""
    return field.use_fieldset


@register.filter
def is_box(field: BoundField) -> bool:
    """`{% if field|is_box %}`: a single tick box, whose label stands behind it."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def office_of_day(field: BoundField) -> int | None:
    """`{{ field|office_of_day }}`: of a field for a day the office whose month stands beside it."""
    widget = field.field.widget
    return widget.office if isinstance(widget, DayInput) else None


@register.filter
def closed_day(field: BoundField) -> Any:
    """`{% if field|closed_day %}`: of a field for a day on which an office is closed the tick that keeps it, with
    `value`, `label` and `kept` (`work.forms.fields.AsksOfClosedDays`)."""
    return getattr(field.form, "closed_days", {}).get(field.name)


@register.filter
def is_select(field: BoundField) -> bool:
    """`{% if field|is_select %}`: a choice from a list."""
    return isinstance(field.field.widget, Select)


@register.filter
def reasons(errors: ErrorDict) -> int:
    """`{{ form.errors|reasons }}`: how many things keep a form here; a field may have several, and the form itself."""
    return sum(len(told) for told in errors.values())
