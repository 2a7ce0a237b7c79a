"""Who is asked for which lines, and what they say."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from herringbone.clients.forms.acted import ActedForm
from herringbone.clients.models import Client
from herringbone.core.models import Office
from herringbone.core.text import OneLineField
from herringbone.core.typed import DayField
from herringbone.core.wording import durations
from herringbone.people.models import Person
from herringbone.people.rules import visible_to
from herringbone.status.queries.asking import askable_contacts, asked_before, close_of
from herringbone.status.queries.lines import JobStanding
from herringbone.work.forms.fields import AsksOfClosedDays, EitherSideField, OpenDayField, today_at
from herringbone.work.models import Job
from herringbone.work.queries.next_step import either_side
from herringbone.work.queries.people import team_of

MOST = 200  # jobs that the form offers; another one is asked about from its own line


class AskForm(ActedForm):
    """Who is asked how which jobs stand, by when, with a word."""

    outside = OneLineField(
        label=_("Or somebody else outside"), max_length=254, required=False,
        help_text=_("By name or mail address, as among the contacts: a freelancer, another agency"),
    )  # fmt: skip
    note = OneLineField(label=_("A word with it"), max_length=300, required=False)

    def __init__(self, *args: Any, reader: Person, client: Client, jobs: list[JobStanding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader, self.client = reader, client
        self.fields["whom"] = forms.ChoiceField(
            label=pgettext_lazy("for lines", "Who is asked"), choices=self._people(), required=False
        )
        self.fields["jobs"] = forms.MultipleChoiceField(
            label=_("About"), choices=[(str(one.pk), _label(one)) for one in jobs],
            widget=forms.CheckboxSelectMultiple, error_messages={"required": _("Choose at least one job")},
        )  # fmt: skip
        self.fields["until"] = DayField(label=_("Wanted by the close of"), office=client.office)
        self.order_fields(["whom", "outside", "jobs", "until", "note"])

    def _people(self) -> list[Any]:
        reader, client = self.reader, self.client
        ours = [(f"ours-{one.pk}", one.name) for one in team_of(client, today_at(client)) if one.pk != reader.pk]
        theirs = [(f"theirs-{one.pk}", one.name) for one in askable_contacts(reader, client).filter(client=client)]
        outside = [(f"theirs-{one.pk}", one.name) for one in asked_before(reader, client)]
        groups = [(_("Ours"), ours), (_("Outside"), outside), (client.name, theirs)]
        return [("", "—"), *(group for group in groups if group[1])]

    def clean(self) -> dict[str, Any]:
        """Gives `person` or `contact`, the jobs as records, and the moment until which it is wanted."""
        given = super().clean() or {}
        person, contact = either_side(given.pop("whom", ""))
        outside = given.pop("outside", "")
        if outside and (person or contact):
            raise ValidationError({"outside": _now("Name one: somebody from the list, or somebody else outside")})
        if outside:
            found = askable_contacts(self.reader, self.client)
            named = list(found.filter(Q(name__iexact=outside) | Q(email__iexact=outside))[:2])
            if not named:
                raise ValidationError({"outside": _now("Nobody like that is among the contacts with a mail address")})
            if len(named) > 1:
                raise ValidationError({"outside": _now("There are several of that name: write the mail address")})
            contact = named[0]
        until = given.get("until")
        given["until"] = close_of(self.client, until) if until else None
        if until and not given["until"]:
            self.add_error("until", _now("The calendar of the office does not reach that day"))
        chosen = visible_to(self.reader, Job).filter(client=self.client, pk__in=given.get("jobs", []))
        return {**given, "person": person, "contact": contact, "jobs": list(chosen.order_by("number"))}


def _label(one: JobStanding) -> str:
    old = _now("%(days)s old") % {"days": durations.days(one.age.days)} if one.stale else ""
    return ", ".join(filter(None, [f"{one.line['number']} {one.line['name']}", old]))


class LineForm(AsksOfClosedDays, ActedForm):
    """How a job stands and what comes next, from whoever was asked."""

    status = OneLineField(label=_("How it stands"), max_length=300, required=False)
    step = OneLineField(label=_("What comes next"), max_length=300, required=False)

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"] = OpenDayField(label=_("On"), office=office, required=False)


class TakeOverForm(AsksOfClosedDays, ActedForm):
    """An answer in other words, before it becomes the job's line."""

    status = OneLineField(label=_("Status line"), max_length=300, required=False)
    step = OneLineField(label=_("Next step"), max_length=300, required=False)

    def __init__(
        self, *args: Any, reader: Person, client: Client, stands: date | None = None, **kwargs: Any
    ) -> None:  # fmt: skip
        """`stands` is the day of the next step as it is."""
        super().__init__(*args, **kwargs)
        self.fields["person"] = EitherSideField(label=_("Who does it"), reader=reader, client=client, required=False)
        self.fields["on"] = OpenDayField(label=_("On"), office=client.office, required=False, stands=stands)
