"""Calendar messages to those who are asked to a meeting: one row for each, and one mail, made when it is sent."""

from collections.abc import Iterable

from django.db.models import Q

from herringbone.core import clock
from herringbone.meetings.models import Attendee, InvitationSent, Meeting, Series
from herringbone.meetings.queries.consent import do_not_mail
from herringbone.record.effects import enqueue

KIND = "invitation_itip"


def invite(meeting: Meeting, attendees: Iterable[Attendee]) -> None:
    """Send a request of the meeting's present sequence to these attendees: an invitation, or its update."""
    asked = list(attendees)
    out = do_not_mail([one.contact_id for one in asked if one.contact_id])
    for one in asked:
        if one.contact_id not in out:
            _send(meeting, one, "REQUEST")


def invite_to_series(meeting: Meeting, attendees: Iterable[Attendee]) -> None:
    """Send a request to all of the series of a meeting, in its present sequence, to these attendees of the meeting."""
    asked = list(attendees)
    out = do_not_mail([one.contact_id for one in asked if one.contact_id])
    for one in asked:
        if one.contact_id not in out:
            _send(meeting, one, "REQUEST", meeting.series)


def call_off_series(meeting: Meeting, attendees: Iterable[Attendee]) -> None:
    """Send a cancellation of all of the series to those of these attendees who were sent a request for it."""
    assert meeting.series
    told = set(meeting.series.invitations.filter(method="REQUEST").values_list("person", "contact"))
    for one in attendees:
        if (one.person_id, one.contact_id) in told:
            _send(meeting, one, "CANCEL", meeting.series)


def call_off(meeting: Meeting, attendees: Iterable[Attendee]) -> None:
    """Send a cancellation to those of these attendees who were sent a request."""
    about = Q(meeting=meeting) | Q(series=meeting.series) if meeting.series else Q(meeting=meeting)
    sent = InvitationSent.objects.filter(about, method="REQUEST")
    told = set(sent.values_list("person", "contact"))
    for one in attendees:
        if (one.person_id, one.contact_id) in told:
            _send(meeting, one, "CANCEL")


def _send(meeting: Meeting, attendee: Attendee, method: str, series: Series | None = None) -> None:
    row = InvitationSent.objects.create(
        meeting=meeting, attendee=attendee, person_id=attendee.person_id, contact_id=attendee.contact_id,
        method=method, sequence=series.sequence if series else meeting.sequence, at=clock.now(), series=series,
        starts=meeting.starts, ends=meeting.ends, place=meeting.place,
    )  # fmt: skip
    enqueue(KIND, key=f"{KIND}:{row.pk}", subject=row, person=attendee.person, contact=attendee.contact)
