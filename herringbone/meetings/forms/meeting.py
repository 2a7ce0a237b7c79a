"""A meeting as it is planned, put on record, or changed."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from herringbone.clients.forms.acted import ActedForm
from herringbone.clients.models import Client, Contact
from herringbone.core import clock
from herringbone.core.models import Office
from herringbone.core.names.order import by_name
from herringbone.core.text import OneLineField, ProseField
from herringbone.core.typed import NOBODY, DayField, FoundField, HourField
from herringbone.meetings.models import Meeting, Series
from herringbone.meetings.queries.agenda import open_steps
from herringbone.meetings.recurrence import MOST
from herringbone.people.models import Person
from herringbone.people.rules import visible_to
from herringbone.work.forms.fields import AsksOfClosedDays, OpenDayField, today_at
from herringbone.work.models import Job, Stage
from herringbone.work.queries.people import team_of

AN_HOUR = timedelta(hours=1)
SERIES = ("every", "count", "until", "skip_closed", "previewed")


class MeetingForm(AsksOfClosedDays, ActedForm):
    """All that is known of a meeting. Hours are those of the office where it is held."""

    topic = OneLineField(label=gettext_lazy("What it is about"), max_length=200)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[(Meeting.Kind.MEETING, gettext_lazy("Meeting")), (Meeting.Kind.CALL, gettext_lazy("Call"))],
        widget=forms.RadioSelect,
        initial=Meeting.Kind.MEETING,
    )
    starts = HourField(label=gettext_lazy("From"))
    ends = HourField(
        label=gettext_lazy("Until"), required=False, help_text=gettext_lazy("An hour later, if left empty")
    )
    office = forms.ModelChoiceField(
        Office.objects.order_by(by_name()), label=gettext_lazy("On the clock of"), empty_label=None
    )
    place = OneLineField(label=gettext_lazy("Where"), max_length=200, required=False)
    conference = OneLineField(
        label=gettext_lazy("By video or telephone"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("The address or number to dial in"),
    )
    refreshments = OneLineField(label=gettext_lazy("Refreshments"), max_length=200, required=False)
    contacts = forms.ModelMultipleChoiceField(
        Contact.objects.none(), label="", required=False, widget=forms.CheckboxSelectMultiple
    )
    people = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=gettext_lazy("Ours"), required=False, widget=forms.CheckboxSelectMultiple
    )
    more = FoundField(
        Person.objects.none(),
        label=gettext_lazy("Somebody else of ours"),
        required=False,
        empty_label="",
        unknown=NOBODY,
    )
    job = FoundField(
        Job.objects.none(), label=gettext_lazy("Job"), required=False, empty_label=gettext_lazy("no job in particular")
    )
    reporter = forms.ModelChoiceField(
        Person.objects.none(), label=gettext_lazy("Who writes the contact report"), empty_label=None
    )
    internal = forms.BooleanField(label=gettext_lazy("Inside: nobody of the client is there"), required=False)
    planning = forms.BooleanField(
        label=gettext_lazy("It is for planning, so that it owes a contact report too"), required=False
    )

    def __init__(
        self, *args: Any, person: Person, client: Client, meeting: Meeting | None = None, also: Sequence[int] = (),
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.client, self.meeting = client, meeting
        today = today_at(client)
        stands = meeting.office.local(meeting.starts).date() if meeting else None
        self.fields["day"] = OpenDayField(office=client.office, label=_("Day"), stands=stands)
        asked = list(meeting.attendees.values_list("person", flat=True)) if meeting else [person.pk, *also]
        self._choices("people", _ours(client, today, [one for one in asked if one]))
        self._choices("reporter", _ours(client, today, [person.pk, *([meeting.reporter_id] if meeting else [])]))
        self._choices("more", Person.objects.filter(is_active=True).order_by(by_name()))
        self._choices("contacts", visible_to(person, Contact).filter(client=client, left=None))
        self.fields["contacts"].label = client.name
        if meeting:
            del self.fields["kind"], self.fields["internal"]
        if meeting and meeting.series_id and meeting.ends > clock.now():
            self.fields["scope"] = forms.ChoiceField(
                label=_("What is changed"), widget=forms.RadioSelect, initial="this",
                choices=[("this", _("This meeting")), ("following", _("This and all that follow"))],
            )  # fmt: skip
        self._choices("job", visible_to(person, Job).filter(client=client).exclude(stage__in=Stage.OVER))

    def _choices(self, name: str, rows: QuerySet[Any]) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        day, starts, office = given.get("day"), given.get("starts"), given.get("office")
        if not (isinstance(day, date) and isinstance(starts, time) and office):
            return given
        zone = office.wall
        begins = datetime.combine(day, starts, zone)
        ends = datetime.combine(day, given["ends"], zone) if given.get("ends") else begins + AN_HOUR
        if ends <= begins:
            self.add_error("ends", _("It ends before it begins"))
        if given.get("internal") and given.get("contacts"):
            self.add_error("internal", _("Somebody of the client is asked: take them off, or this mark"))
        given["starts"], given["ends"] = begins, ends
        self._ask_of_closed(office)
        return given

    def _ask_of_closed(self, office: Office) -> None:
        """The office where it is held must be open. A series that leaves closed days out shows so before it is called;
        where the rest of one is moved, the tick says so.
        """
        day, given = self.fields["day"], self.cleaned_data
        assert isinstance(day, OpenDayField)
        day.offices = [] if given.get("every") and given.get("skip_closed") else [office]
        series = self.meeting.series if self.meeting and given.get("scope") == "following" else None
        if series and series.skip_closed:
            day.keep = gettext_lazy("Leave %(day)s out")

    def given(self) -> dict[str, Any]:
        """What the actions take: moments, and who is asked on either side."""
        found = {name: value for name, value in super().given().items() if name not in ("day", "more", "scope")}
        more = self.cleaned_data.get("more")
        people: list[Person] = list(self.cleaned_data["people"])
        found["people"] = [*people, *([more] if more and more not in people else [])]
        found["contacts"] = list(self.cleaned_data["contacts"])
        return found


class StepsField(forms.MultipleChoiceField):
    """Open steps by their keys. One that was done while the form was filled in is no error: it is not put on."""

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value: Any) -> bool:
        """Any key: the action takes those that are open."""
        return True


class NewMeetingForm(MeetingForm):
    """A meeting that is called, with its agenda and the choice to send invitations."""

    agenda = ProseField(
        label=gettext_lazy("Agenda"),
        required=False,
        help_text=gettext_lazy("A line for each point"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    invite = forms.BooleanField(
        label=gettext_lazy("Send invitations that their calendars understand"), required=False, initial=True
    )
    every = forms.ChoiceField(
        label=gettext_lazy("Comes again"),
        choices=[
            ("", pgettext_lazy("a meeting", "Once")),
            *(one for one in Series.Every.choices if one[0] != Series.Every.MONTH_LAST),
        ],
        required=False,
    )
    count = forms.IntegerField(
        label=gettext_lazy("How many times"), required=False, min_value=2, max_value=MOST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input-short"}),
        help_text=gettext_lazy("Or until when, below"),
    )  # fmt: skip
    skip_closed = forms.BooleanField(
        label=gettext_lazy("None on days on which the office is closed"), required=False, initial=True
    )
    previewed = forms.CharField(required=False, max_length=MOST * 11, widget=forms.HiddenInput)

    def __init__(self, *args: Any, once_only: bool = False, kick_off: Job | None = None, **kwargs: Any) -> None:
        """`kick_off` is the job whose kick-off is called: its agenda takes up what is open of that job alone."""
        super().__init__(*args, **kwargs)
        self.fields["until"] = DayField(office=self.client.office, label=_("Last one by"), required=False)
        if steps := open_steps(self.client, kick_off):
            self.fields["steps"] = StepsField(
                choices=[(step.key, step.named) for step in steps], initial=[step.key for step in steps],
                required=False, label=_("Open from earlier reports"),
                help_text=_("On top of the agenda. The client reads them in the invitation, in their own language."),
            )  # fmt: skip
        if once_only:
            for name in SERIES:
                del self.fields[name]

    @property
    def repeats(self) -> bool:
        """Whether it is to come again."""
        return bool(self.cleaned_data.get("every"))

    def given(self) -> dict[str, Any]:
        """The agenda as its lines; of a meeting that comes once nothing about a series."""
        found = super().given()
        found["agenda"] = [line.strip() for line in (found.get("agenda") or "").split("\n") if line.strip()]
        keep = set(SERIES) - {"previewed"} if self.repeats else set()
        return {name: value for name, value in found.items() if name not in SERIES or name in keep}


def _ours(client: Client, on: date, also: Sequence[int]) -> QuerySet[Person]:
    """The client's team, and those who are asked already."""
    team = Q(pk__in=team_of(client, on).values("pk"))
    return Person.objects.filter(team | Q(pk__in=also), is_active=True).order_by(by_name())
