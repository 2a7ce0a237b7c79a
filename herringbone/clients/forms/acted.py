"""What the forms of this feature share: a key against double sending, and refusals beside the field they are about."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django import forms

from herringbone.record.action import Refused


class ActedForm(forms.Form):
    """A form whose content goes into one action. `once` makes sending it twice harmless."""

    once = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        self.fields["once"].initial = uuid.uuid4().hex

    def given(self) -> dict[str, object]:
        """What was filled in, without the key."""
        return {name: value for name, value in self.cleaned_data.items() if name != "once"}

    @property
    def key(self) -> str:
        """The key of this form, for the action's `once`."""
        return str(self.cleaned_data.get("once", ""))


@contextmanager
def refusals_in(form: forms.Form) -> Iterator[None]:
    """Put an action's refusal beside its field, or over the form where it names none."""
    try:
        yield
    except Refused as reason:
        form.add_error(reason.field if reason.field in form.fields else None, str(reason))
