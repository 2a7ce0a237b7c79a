"""Whether a client is told each day, and what it is told of one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from herringbone.clients.forms.acted import ActedForm
from herringbone.clients.models import Client
from herringbone.core.text import ProseField
from herringbone.core.typed import DayField
from herringbone.status.queries.daily import Day

WANTED = (("yes", _("Told each working day")), ("no", _("Not told each day")))


class DailyForm(ActedForm):
    """Whether, and from which day on."""

    wanted = forms.ChoiceField(label=_("Daily update"), choices=WANTED, widget=forms.RadioSelect)

    def __init__(self, *args: Any, client: Client, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["begins"] = DayField(
            label=_("From"), office=client.office, required=False, help_text=_("Empty: from the next opening on")
        )


class UpdateForm(ActedForm):
    """What the client is told, and who gets it."""

    text = ProseField(label=_("What the client is told"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 12}))

    def __init__(self, *args: Any, shown: Day, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].initial = shown.text
        self.fields["to"] = forms.MultipleChoiceField(
            label=_("Goes to"), choices=[(str(one.pk), one.name) for one in shown.readers],
            widget=forms.CheckboxSelectMultiple, initial=[str(pk) for pk in shown.gets],
            error_messages={"required": _("Choose somebody at the client’s who gets it")},
        )  # fmt: skip
