"""Calling off a meeting of a series and all that follow it."""

from datetime import timedelta

from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.meetings.actions import invitations
from herringbone.meetings.actions.follow_up import let_go
from herringbone.meetings.models import Attendee, Item, Meeting, Series, Withdrawal
from herringbone.meetings.queries.series import live_meetings
from herringbone.meetings.rules import may_change
from herringbone.people.models import Person
from herringbone.record.action import Done, Thread, action, refuse_unless

DAY = timedelta(days=1)


@action("series called off", may=may_change)
def withdraw_following(*, by: Person, meeting: Meeting, why: str = "") -> Done[Series]:
    """Call off a meeting of a series that is ahead, and all that follow it; those before it stand.

    Everybody gets one message: that the series ends sooner, or that all of it is off.
    """
    series = of_series(meeting)
    rows = live_meetings(series).filter(instance__gte=meeting.instance, ends__gt=clock.now())
    following = list(rows.exclude(report__issues__isnull=False))
    before = live_meetings(series).filter(instance__lt=meeting.instance).last()
    asked = list(Attendee.objects.filter(meeting__in=following).select_related("person", "contact"))
    for one in following:
        Withdrawal.objects.create(meeting=one, by=by, at=clock.now(), why=why.strip()[:200])
        for key in Item.objects.filter(report__meeting=one).values_list("key", flat=True):
            let_go(by, key)
    end_before(series, meeting)
    series.meetings.filter(pk__in=[one.pk for one in following]).update(sequence=series.sequence)
    _tell(series, before, following, asked)
    facts = {"topic": meeting.topic, "kind": meeting.kind, "meeting": meeting.pk, "from": meeting.starts}
    told = Thread("agency", facts, job=meeting.job)
    return Done(series, {"called_off": len(following), "from": meeting.pk}, thread=None if meeting.internal else told)


def _tell(series: Series, before: Meeting | None, following: list[Meeting], asked: list[Attendee]) -> None:
    """One message to each; to those who were asked to one of the meetings alone, one about that."""
    told: set[tuple[int | None, int | None]] = set()
    if before:
        before.series = series
        there = list(before.attendees.select_related("person", "contact"))
        invitations.invite_to_series(before, there)
        told = {(one.person_id, one.contact_id) for one in there}
    elif following:
        following[0].series = series
        once = {(one.person_id, one.contact_id): one for one in asked}
        invitations.call_off_series(following[0], once.values())
        told = set(series.invitations.values_list("person", "contact"))
    for one in following:
        one.refresh_from_db()
        own = [each for each in asked if each.meeting_id == one.pk and (each.person_id, each.contact_id) not in told]
        invitations.call_off(one, own)


def of_series(meeting: Meeting) -> Series:
    """The series of a meeting that is ahead and stands. Refuses all others. For actions."""
    meeting.refresh_from_db()
    series = meeting.series
    refuse_unless(series is not None, _("This meeting is not one of a series"))
    assert series
    series.refresh_from_db()
    refuse_unless(not Withdrawal.objects.filter(meeting=meeting).exists(), _("This meeting was called off"))
    refuse_unless(meeting.ends > clock.now(), _("This meeting is over: choose one that is to come"))
    return series


def end_before(series: Series, meeting: Meeting) -> None:
    """Let a series end before the day for which one of its meetings stood. For actions."""
    assert meeting.instance
    series.until = series.local(meeting.instance).date() - DAY
    series.sequence = next_sequence(series)
    series.save(update_fields=["until", "sequence"])


def next_sequence(series: Series) -> int:
    """One more than any invitation to the series or to one of its meetings has carried. For actions."""
    highest = series.meetings.order_by("-sequence").values_list("sequence", flat=True).first() or 0
    return max(series.sequence, highest) + 1
