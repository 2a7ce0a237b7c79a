"""A meeting as it stands: what a form is filled with, and what its page shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from herringbone.core import clock
from herringbone.meetings.models import AgendaItem, Attendee, CalledFor, InvitationSent, Issue, Meeting
from herringbone.meetings.queries.agenda import OpenStep, not_yet_on, steps_for
from herringbone.record.models import Duty, Effect, Event


def stored_values(meeting: Meeting) -> dict[str, Any]:
    """What a form about a meeting is filled with, and what an edit is merged against."""
    asked = list(meeting.attendees.values_list("person", "contact"))
    return {
        "topic": meeting.topic,
        "starts": meeting.starts,
        "ends": meeting.ends,
        "office": meeting.office,
        "place": meeting.place,
        "conference": meeting.conference,
        "refreshments": meeting.refreshments,
        "job": meeting.job,
        "planning": meeting.planning,
        "reporter": meeting.reporter,
        "people": sorted(person for person, _contact in asked if person),
        "contacts": sorted(contact for _person, contact in asked if contact),
    }


@dataclass(frozen=True)
class Sent:
    """A calendar message to somebody, and what became of its mail."""

    method: str
    sequence: int
    at: datetime
    who: Any
    state: str
    bounced: bool


@dataclass(frozen=True)
class MeetingPage:
    """Everything that a meeting's page shows beside the meeting itself."""

    theirs: list[Attendee]
    ours: list[Attendee]
    agenda: list[AgendaItem]
    open_steps: list[OpenStep]
    sent: list[Sent]
    issue: Issue | None
    due: datetime | None
    over: bool
    begun: bool
    by_mail: frozenset[int]  # attendees whose answer is as sure as the sender that a mail names


def meeting_page(meeting: Meeting) -> MeetingPage:
    """The page of one meeting. A fixed number of queries, whoever is asked."""
    now = clock.now()
    attendees = list(meeting.attendees.select_related("person", "contact").order_by("pk"))
    agenda = list(meeting.agenda.all())
    ahead = meeting.ends > now
    issue = Issue.objects.filter(report__meeting=meeting).order_by("version").last()
    return MeetingPage(
        theirs=[one for one in attendees if one.contact],
        ours=[one for one in attendees if one.person],
        agenda=agenda,
        open_steps=not_yet_on(steps_for(meeting), agenda) if ahead else [],
        sent=_sent(meeting),
        issue=issue,
        due=report_due(meeting),
        over=not ahead,
        begun=meeting.starts <= now,
        by_mail=answered_by_mail(attendees),
    )


def answered_by_mail(attendees: Iterable[Attendee]) -> frozenset[int]:
    """Those of these attendees whose answer came by mail. One query.

    An answer without an event of its own was taken over, from the series or from a contact who was merged: a contact
    answers by mail alone.
    """
    answered = {one.pk: one for one in attendees if one.replied}
    events = Event.objects.filter(
        verb="reply received", subject_label=Attendee._meta.label, subject_id__in=answered
    ).order_by("pk")  # fmt: skip
    last = {
        pk: by for pk, by, told in events.values_list("subject_id", "by", "particulars") if not told.get("stale")
    }  # fmt: skip
    return frozenset(pk for pk, one in answered.items() if (last[pk] is None if pk in last else one.contact_id))


def report_due(meeting: Meeting) -> datetime | None:
    """Until when a meeting's contact report is owed; None where none is, or it was issued."""
    owed = Duty.objects.filter(kind="contact_report", subject=meeting.pk, done=None)
    return owed.values_list("due", flat=True).first()


def _sent(meeting: Meeting) -> list[Sent]:
    """The newest message to each person, with the state of its mail. Two queries."""
    about = Q(meeting=meeting, series=None)
    if meeting.series_id:
        about |= Q(series=meeting.series_id)
    rows = list(InvitationSent.objects.filter(about).select_related("person", "contact").order_by("pk"))
    effects = {
        effect.subject_id: effect
        for effect in Effect.objects.filter(
            subject_label="meetings.InvitationSent", subject_id__in=[row.pk for row in rows]
        ).prefetch_related("bounces")
    }
    newest = {(row.person_id, row.contact_id): row for row in rows}
    found = []
    for row in newest.values():
        effect = effects.get(row.pk)
        found.append(
            Sent(
                row.method, row.sequence, row.at, row.person or row.contact, effect.state if effect else "",
                bool(effect and list(effect.bounces.all())),
            )
        )  # fmt: skip
    return found


def purpose_of(meeting: Meeting) -> CalledFor | None:
    """What a meeting was called for, where it was called for something. One query."""
    return CalledFor.objects.select_related("change").filter(meeting=meeting).first()
