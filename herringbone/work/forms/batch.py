"""What is to be done to several jobs at once."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from herringbone.clients.forms.acted import ActedForm
from herringbone.core.models import Office
from herringbone.core.names.order import by_name
from herringbone.core.text import OneLineField
from herringbone.people.models import Person
from herringbone.work.forms.fields import AsksOfClosedDays, OpenDayField
from herringbone.work.models import Batch

What = Batch.What
NAMES = {
    What.STEP: _("Next step"), What.STATUS: _("Status line"), What.LEAD: _("Hand over"),
    What.MILESTONE: _("Milestone"), What.HOLD: _("Hold"),
}  # fmt: skip
LEADS = {
    What.STEP: _("The same next step for all of them."),
    What.STATUS: _("The same status line for all of them."),
    What.LEAD: _("What their lead owes is theirs from then on."),
    What.MILESTONE: _("Their next milestone is promised, so its new date is drafted on a change form for each job."),
    What.HOLD: _("A hold is drafted on a change form for each job."),
}
BUTTONS = {
    What.STEP: _("See what changes"), What.STATUS: _("See what changes"), What.LEAD: _("See what changes"),
    What.MILESTONE: _("See what is drafted"), What.HOLD: _("See what is drafted"),
}  # fmt: skip


class BatchForm(AsksOfClosedDays, ActedForm):
    """The values of one thing that is done; which fields there are hangs on what it is. `office` is the reader's, by
    whose calendar a day is read; `offices` are those of the jobs, which may be closed on it."""

    def __init__(
        self, *args: Any, what: Batch.What, office: Office, offices: Iterable[Office], people: Any, **kwargs: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        add = self.fields
        if what == What.STEP:
            add["step"] = OneLineField(label=_("Next step"), max_length=300)
            add["person"] = _somebody(_("Who does it"), people, required=False)
            add["on"] = OpenDayField(label=_("On"), office=office, others=offices, required=False)
        elif what == What.STATUS:
            add["status"] = OneLineField(label=_("Status line"), max_length=300)
        elif what == What.LEAD:
            add["to"] = _somebody(_("Who takes them over"), people)
        elif what == What.MILESTONE:
            add["days"] = forms.IntegerField(
                label=_("Moves by"), min_value=-250, max_value=250,
                help_text=_("Working days of each client’s office; with a minus, earlier"),
            )  # fmt: skip
        if what in (What.MILESTONE, What.HOLD):
            add["why"] = OneLineField(label=_("Why"), max_length=300)


def _somebody(label: Any, people: Any, required: bool = True) -> forms.ModelChoiceField:
    rows = Person.objects.filter(pk__in=people, is_active=True).order_by(by_name())
    return forms.ModelChoiceField(label=label, queryset=rows, required=required, empty_label="—")
