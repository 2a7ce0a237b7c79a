"""What somebody decides about two contacts that are one person."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from herringbone.clients.forms.acted import ActedForm
from herringbone.clients.models import Contact
from herringbone.clients.queries.merges import STALE, differences, seen_as
from herringbone.core.typed import NOBODY, FoundField
from herringbone.core.wording import dates

LABELS = {
    "name": _("Name"),
    "title": _("Title"),
    "company": _("Company"),
    "email": _("Mail address"),
    "phone": _("Telephone"),
    "language": _("Language"),
    "left": _("Left on"),
}


def in_words(name: str, value: Any) -> str:
    """A value of a contact as it is read."""
    if name == "left":
        return dates.written(date.fromisoformat(value), "day") if value else str(_("is there"))
    if name == "language" and value:
        return str(dict(settings.LANGUAGES).get(value, value))
    return str(value)


class MergeForm(ActedForm):
    """For each field in which two contacts differ, whose value stands; and what was looked at."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: object, kept: Contact, gone: Contact, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.now = self.fields["seen"].initial = seen_as(kept, gone)
        for one in differences(kept, gone):
            choices = [("kept", in_words(one.name, one.kept)), ("gone", in_words(one.name, one.gone))]
            self.fields[one.name] = forms.ChoiceField(
                label=LABELS[one.name], choices=choices, initial="kept", widget=forms.RadioSelect
            )

    def clean(self) -> dict[str, object]:
        """What somebody looked at must still be so. If not, the page shows what is so now, to be sent again."""
        if self.cleaned_data.get("seen") != self.now:
            self.add_error(None, STALE)
            self.data = {**dict(self.data.items()), "seen": self.now}
        return self.cleaned_data

    def chosen(self) -> dict[str, str]:
        """Whose value stands, by field."""
        return {name: value for name, value in self.cleaned_data.items() if name in LABELS}


class OtherForm(forms.Form):
    """Whom a contact is merged with: somebody at the same client, or at none."""

    other = FoundField(Contact.objects.none(), label=_("The other contact"), empty_label=_("choose"), unknown=NOBODY)

    def __init__(self, *args: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = others  # type: ignore[attr-defined]
