"""Messages, remarks, settings, and the team."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from herringbone.clients.actions.messages import BY_MAIL, BY_PHONE
from herringbone.clients.forms.acted import ActedForm
from herringbone.clients.models import Client, Contact
from herringbone.clients.rules import contacts_open
from herringbone.core.models import Office
from herringbone.core.names.order import by_name
from herringbone.core.text import ProseField
from herringbone.core.typed import NOBODY, DayField, FoundField
from herringbone.people.models import Person, Role
from herringbone.record.models import Policy

VIA = [(BY_MAIL, _("by mail")), (BY_PHONE, _("by telephone"))]
Unit = Policy.Unit
LENGTHS = [
    (Unit.CLOCK_HOURS.value, _("hours")),
    (Unit.WORKING_HOURS.value, _("working hours")),
    (Unit.WORKING_DAYS.value, _("working days")),
]
ON_A_WEEKDAY = (Unit.WEEKDAY.value, _("each week on that day, Monday being 1"))


def unit_choices(units: Sequence[Policy.Unit]) -> list[tuple[str, Any]]:
    """These units in words, in their usual order."""
    return [choice for choice in (*LENGTHS, ON_A_WEEKDAY) if choice[0] in units]


TEAM = [
    (Role.Kind.POINT.value, _("Point person")),
    (Role.Kind.SECOND.value, _("Second contact")),
    (Role.Kind.DIRECTOR.value, _("Account director")),
    (Role.Kind.SUPERVISOR.value, _("Supervisor")),
    (Role.Kind.EXECUTIVE.value, _("Account executive")),
    (Role.Kind.COORDINATOR.value, _("Coordinator")),
    (Role.Kind.PLANNER.value, _("Planner")),
    (Role.Kind.PRODUCER.value, _("Producer")),
    (Role.Kind.MEMBER.value, _("Department’s member")),
]


class ManyFilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name)


class ManyFilesField(forms.Field):
    """The files of one field; each is judged by the action."""

    widget = ManyFilesInput


class RemarkForm(ActedForm):
    """A remark in a conversation."""

    text = ProseField(
        label=_("Say to the team"), max_length=10_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    files = ManyFilesField(  # type: ignore[assignment]  # a field, which the form takes away from the class
        label=_("Files"), required=False, help_text=_("Up to ten, of 25 MB each")
    )

    def __init__(self, *args: Any, mentions: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if mentions:
            self.fields["text"].widget.attrs["data-mentions"] = mentions


class MessageForm(ActedForm):
    """What a client said and wants an answer to."""

    contact = forms.ModelChoiceField(Contact.objects.none(), label=_("From"), empty_label=None)
    via = forms.ChoiceField(label=_("It came"), choices=VIA, widget=forms.RadioSelect, initial=BY_MAIL)
    text = ProseField(label=_("What they said"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 6}))

    def __init__(self, *args: Any, person: Person, client: Client, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        contacts = contacts_open(person).filter(client=client, left=None)
        self.fields["contact"].queryset = contacts  # type: ignore[attr-defined]


class AnswerForm(ActedForm):
    """What the agency answered."""

    via = forms.ChoiceField(label=_("Answered"), choices=VIA, widget=forms.RadioSelect, initial=BY_MAIL)
    text = ProseField(
        label=_("What was said"),
        max_length=10_000,
        required=False,
        help_text=_("Stands in the client’s thread. It is not sent from here"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class PolicyForm(ActedForm):
    """How long one kind of duty may take for a client. `units`: in which it can be counted."""

    kind = forms.CharField(widget=forms.HiddenInput, max_length=40)
    amount = forms.IntegerField(
        label=_("Length"),
        min_value=1,
        max_value=1000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input-short"}),
    )
    unit = forms.TypedChoiceField(label=_("Counted in"), choices=LENGTHS, coerce=Unit)

    def __init__(self, *args: Any, units: Sequence[Policy.Unit] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if units:
            self.fields["unit"].choices = unit_choices(units)  # type: ignore[attr-defined]


class RoleForm(ActedForm):
    """Somebody joins the team, in one of the roles that are this person's to give."""

    person = FoundField(Person.objects.none(), label=_("Person"), empty_label="—", unknown=NOBODY)
    kind = forms.TypedChoiceField(label=_("As"), choices=TEAM, coerce=Role.Kind)
    shielded = forms.BooleanField(
        label=_("Shielded"), required=False, help_text=_("The client reaches this person through the account team only")
    )

    def __init__(self, *args: Any, office: Office, kinds: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts"] = DayField(office=office, label=_("From"), required=False)
        self.fields["kind"].choices = [choice for choice in TEAM if choice[0] in kinds]  # type: ignore[attr-defined]
        self.fields["person"].queryset = Person.objects.filter(is_active=True).order_by(by_name())  # type: ignore[attr-defined]
