"""What is typed above a report, that one has reviewed it, and who it goes to."""

from collections.abc import Collection

from django import forms
from django.utils.translation import gettext_lazy as _

from herringbone.clients.forms.acted import ActedForm
from herringbone.core.text import OneLineField
from herringbone.status.queries.readers import Readers

DIGEST = 64
LONGEST = 600


class OpeningForm(ActedForm):
    """The words above the next report."""

    opening = OneLineField(
        label=_("Opening"), max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Empty: the computed sentence stands again. It counts for the next report alone."),
    )  # fmt: skip


class ReviewForm(ActedForm):
    """One click. `seen` is the digest of what the preview said."""

    seen = forms.CharField(max_length=DIGEST, required=False, widget=forms.HiddenInput)


class PublishForm(ActedForm):
    """Who gets the report. `seen` says what the preview showed."""

    seen = forms.CharField(max_length=DIGEST, required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: object, proposed: Readers, ticked: Collection[str] | None = None, **kwargs: object
    ) -> None:  # fmt: skip
        """`ticked` are the readers as somebody has ticked them, where somebody has."""
        super().__init__(*args, **kwargs)
        choices = [(one.key, f"{one.who}: {one.why}") for one in proposed.proposed]
        self.fields["to"] = forms.MultipleChoiceField(
            label=_("Goes to"), choices=choices, required=False, widget=forms.CheckboxSelectMultiple,
            initial=[one.key for one in proposed.chosen(ticked)],
        )  # fmt: skip
