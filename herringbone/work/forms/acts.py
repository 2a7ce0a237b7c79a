"""Small forms, each for one action on a job, a task or a routing."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from herringbone.clients.forms.acted import ActedForm
from herringbone.clients.models import Client, Contact
from herringbone.core.text import OneLineField
from herringbone.core.typed import DayField, HourField
from herringbone.people.models import Person
from herringbone.people.rules import visible_to
from herringbone.work.forms.fields import AsksOfClosedDays, EitherSideField, OpenDayField, OurPersonField
from herringbone.work.models import Job
from herringbone.work.queries.stages import Step
from herringbone.work.wording import stage_word

COUNT = forms.TextInput(attrs={"inputmode": "numeric", "class": "input-short"})


class StatusForm(ActedForm):
    """The status line of a job."""

    status = OneLineField(label=_("Status line"), max_length=300, required=False)


class NextStepForm(AsksOfClosedDays, ActedForm):
    """What happens next on a job, who does it, and when."""

    step = OneLineField(label=_("Next step"), max_length=300, required=False)

    def __init__(self, *args: Any, reader: Person, client: Client, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = EitherSideField(label=_("Who does it"), reader=reader, client=client, required=False)
        self.fields["on"] = OpenDayField(
            label=_("On"), office=client.office, required=False, stands=self.initial.get("on")
        )


class StageForm(ActedForm):
    """Into which stage a job moves, and why."""

    why = OneLineField(label=_("Why"), max_length=200, required=False)

    def __init__(self, *args: Any, allowed: list[Step], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(step.to, stage_word(step.to)) for step in allowed]
        self.fields["to"] = forms.ChoiceField(label=_("Moves to"), choices=choices, widget=forms.RadioSelect)
        self.order_fields(["to", "why"])


class MilestoneForm(AsksOfClosedDays, ActedForm):
    """A milestone to plan."""

    name = OneLineField(label=_("What is to be reached"), max_length=120)

    def __init__(self, *args: Any, client: Client, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"] = OpenDayField(label=_("On"), office=client.office)


class MoveMilestoneForm(AsksOfClosedDays, ActedForm):
    """Another date for a milestone, and why."""

    def __init__(self, *args: Any, client: Client, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"] = OpenDayField(label=_("New date"), office=client.office)
        self.fields["why"] = OneLineField(label=_("Why it moves"), max_length=200)


def moment(client: Client, day: Any, at: time | None) -> datetime | None:
    """A day and a time by the clock of the client's office; None without a time."""
    return datetime.combine(day, at, client.office.wall) if day and at else None


class TaskForm(ActedForm):
    """A task for somebody."""

    title = OneLineField(label=_("What is to be done"), max_length=300)

    def __init__(self, *args: Any, client: Client, reader: Person, with_job: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"] = OurPersonField(label=_("Who does it"), client=client)
        self.fields["due"] = DayField(label=_("Due on"), office=client.office)
        self.fields["at"] = HourField(
            label=_("At"), required=False, help_text=_("Without a time: by the close of the office")
        )
        if with_job:
            jobs = visible_to(reader, Job).filter(client=client).exclude(stage__in=["closed", "cancelled"])
            self.fields["job"] = forms.ModelChoiceField(
                label=_("Job"), queryset=jobs, required=False, empty_label=_("no job in particular")
            )


class MoveTaskForm(ActedForm):
    """Another date for a task."""

    def __init__(self, *args: Any, client: Client, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"] = DayField(label=_("New date"), office=client.office)
        self.fields["at"] = HourField(label=_("At"), required=False)


class ToPersonForm(ActedForm):
    """Somebody who takes something over."""

    def __init__(self, *args: Any, client: Client, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"] = OurPersonField(label=_("Who takes it over"), client=client)


class WaitForm(ActedForm):
    """Something that is awaited from the client."""

    what = OneLineField(label=_("What is awaited"), max_length=200)
    effect = OneLineField(label=_("What each further day does"), max_length=200, required=False)

    def __init__(self, *args: Any, client: Client, reader: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        contacts = visible_to(reader, Contact).filter(client=client, left=None)
        self.fields["contact"] = forms.ModelChoiceField(
            label=_("Of whom"), queryset=contacts, required=False, empty_label="—"
        )
        self.fields["due"] = DayField(label=_("Wanted by"), office=client.office, required=False)
        self.order_fields(["what", "contact", "due", "effect"])


class WordForm(ActedForm):
    """How somebody confirmed a form to the reader."""

    how = OneLineField(
        label=_("How it was confirmed to you"), max_length=200, help_text=_("On the telephone, in the studio")
    )

    def __init__(self, *args: Any, may_confirm: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.filter(pk__in=[one.pk for one in may_confirm])
        self.fields["confirmed_by"] = forms.ModelChoiceField(
            label=_("Who confirmed it"), queryset=people, initial=may_confirm[0], empty_label=None
        )
        self.order_fields(["confirmed_by", "how"])


class DeliverableForm(ActedForm):
    """One thing that is promised."""

    what = OneLineField(label=_("What"), max_length=200)
    quantity = forms.IntegerField(label=_("Pieces"), min_value=1, max_value=100_000, initial=1, widget=COUNT)
    rounds = forms.IntegerField(label=_("Rounds of revision"), min_value=0, max_value=99, initial=2, widget=COUNT)


class ViewForm(ActedForm):
    """A name for the filters of a list."""

    name = OneLineField(label=_("Name of the view"), max_length=60)
    shared = forms.BooleanField(label=_("Everybody sees it"), required=False)


class PatternForm(ActedForm):
    """The pattern of job numbers."""

    pattern = forms.CharField(
        label=_("Job numbers"), max_length=60,
        help_text=_("{client} is the client’s code, {yy} or {yyyy} the year, {number:4} the number in four digits"),
    )  # fmt: skip
