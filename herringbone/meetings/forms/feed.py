"""Whose calendar is to be fetched by a link."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from herringbone.clients.forms.acted import ActedForm
from herringbone.clients.models import Client
from herringbone.core.names.order import by_name
from herringbone.core.typed import NOBODY, FoundField
from herringbone.people.models import Person
from herringbone.people.rules import visible_to
from herringbone.work.models import Job, Stage


class FeedForm(ActedForm):
    """A person's calendar, or a client's, or a job's."""

    of = forms.ChoiceField(
        label=gettext_lazy("Whose calendar"),
        choices=[
            ("person", gettext_lazy("A person’s: meetings, dates of the jobs they lead, when they are away")),
            ("client", gettext_lazy("A client’s: meetings with the client and dates of its jobs, nothing internal")),
            ("job", gettext_lazy("A job’s: its meetings with the client and its dates, nothing internal")),
        ],
        widget=forms.RadioSelect,
        initial="person",
    )
    person = FoundField(
        Person.objects.none(), label=gettext_lazy("Person"), required=False, empty_label=None, unknown=NOBODY
    )  # fmt: skip
    client = FoundField(
        Client.objects.none(), label=gettext_lazy("Client"), required=False, empty_label=""
    )  # fmt: skip
    job = FoundField(
        Job.objects.none(), label=gettext_lazy("Job"), required=False, empty_label=""
    )  # fmt: skip

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = {
            "person": Person.objects.filter(is_active=True).order_by(by_name()),
            "client": visible_to(person, Client).order_by(by_name()),
            "job": visible_to(person, Job).exclude(stage__in=Stage.OVER).order_by("number"),
        }
        for name, rows in seen.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        self.fields["person"].initial = person.pk

    def given(self) -> dict[str, Any]:
        """The one whose calendar was chosen."""
        of = self.cleaned_data["of"]
        return {of: self.cleaned_data.get(of)}
