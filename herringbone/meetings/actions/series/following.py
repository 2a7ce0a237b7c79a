"""Changing a meeting of a series and all that follow it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from herringbone.clients.models import Contact
from herringbone.core import clock
from herringbone.core.merge import merge_or_ask
from herringbone.meetings import recurrence
from herringbone.meetings.actions import invitations
from herringbone.meetings.actions.checks import refuse_strangers, refuse_wrong_job
from herringbone.meetings.actions.planning import COLUMNS, TOLD, ask, clean, retell, take_off
from herringbone.meetings.actions.series.ending import end_before, next_sequence, of_series
from herringbone.meetings.actions.series.making import MINUTE, fill
from herringbone.meetings.models import Attendee, Meeting, Series, Withdrawal
from herringbone.meetings.models.meeting import new_uid
from herringbone.meetings.queries.meeting import stored_values
from herringbone.meetings.queries.series import closed_days, live_meetings
from herringbone.meetings.rules import may_change
from herringbone.people.models import Person
from herringbone.record.action import Done, action, refuse_unless

TIMES = frozenset({"starts", "ends"})
SHARED = ("topic", "office", "place", "conference", "refreshments", "job", "planning", "reporter")


@action("series changed", may=may_change)
def change_following(
    *, by: Person, meeting: Meeting, original: Mapping[str, Any] | None = None, people: Sequence[Person] | None = None,
    contacts: Sequence[Contact] | None = None, **values: Any,
) -> Done[Series]:  # fmt: skip
    """Change a meeting of a series that is ahead, and all that follow it, as `change_meeting` changes one.

    Another day moves the whole pattern: a series on Mondays goes on on Tuesdays. What was moved by itself keeps its own
    time, what was called off stays so, and closed days are left out anew. The meetings before it become a series that
    ends there, the others one of their own; each is told in one message.
    """
    old = of_series(meeting)
    refuse_unless(values.keys() <= set(COLUMNS), "no such column")
    values = {name: clean(one) for name, one in values.items()}
    typed: dict[str, Any] = dict(values)
    if people is not None:
        typed["people"] = sorted({one.pk for one in [*people, *([meeting.by] if meeting.by.is_active else [])]})
    if contacts is not None:
        typed["contacts"] = sorted(one.pk for one in contacts)
    merged = merge_or_ask(original or {}, typed, stored_values(meeting))
    mine = set(merged.mine)
    mine |= TIMES if mine & TIMES or "office" in mine else set()
    refuse_unless(values.get("topic", meeting.topic).strip(), _("Say what the meeting is about"), "topic")
    starts, ends = values.get("starts", meeting.starts), values.get("ends", meeting.ends)
    refuse_unless(ends > starts, _("The meeting ends before it begins"), "ends")
    refuse_unless(not mine & TIMES or starts > clock.now(), _("Choose a time that is to come"), "day")
    refuse_unless(not (meeting.internal and contacts), _("An internal meeting has nobody of the client"), "contacts")
    refuse_wrong_job(meeting.client, values.get("job", meeting.job))
    refuse_strangers(meeting.client, [*(people or ()), values.get("reporter", meeting.reporter)], contacts or ())
    series = new_series(old, meeting, {name: values[name] for name in SHARED if name in mine and name in values})
    if mine & TIMES:
        if "office" in mine:
            series.zone = series.office.zone_at(starts)
        local = series.local(starts)
        series.first, series.at = local.date(), local.time()
        series.minutes = max(1, (ends - starts) // MINUTE)
        series.every = recurrence.settled(series.every, series.first)
    asked = {"people": merged.values.get("people"), "contacts": merged.values.get("contacts")}
    changes = Changes(mine, values, asked, people, contacts)
    coming = go_on(old, series, meeting, changes)
    return Done(series, {"changed": sorted(mine), "from": meeting.pk, "meetings": coming})


@dataclass(frozen=True)
class Changes:
    """What is changed of each meeting that follows: `mine` names it. `asked` is who is asked on either side by id."""

    mine: set[str]
    values: Mapping[str, Any] = field(default_factory=dict)
    asked: Mapping[str, Any] = field(default_factory=dict)
    people: Sequence[Person] | None = None
    contacts: Sequence[Contact] | None = None


def go_on(old: Series, series: Series, meeting: Meeting, changes: Changes) -> int:
    """Let a meeting and those that follow it be of another series, end the old one before it, and tell everybody; gives
    how many are to come. Refused where the office is closed on each of their days. For actions.
    """
    assert meeting.instance
    before = live_meetings(old).filter(instance__lt=meeting.instance).last()
    at_another_time = bool(changes.mine & TIMES)
    moved = _moved_days(old, series, meeting)
    series.until = max(moved.values())
    series.save()
    following = [  # what was called off together lies beyond its end, and stays there
        one for one in old.meetings.filter(instance__gte=meeting.instance).order_by("instance")
        if one.instance and old.local(one.instance).date() <= old.until
    ]  # fmt: skip
    _hang_on(old, series, following, moved, at_another_time)
    standing = _standing(series, at_another_time=at_another_time)
    coming = [one for one in following if one.pk in standing]
    gone = [one for each in coming for one in _change_one(each, changes)]
    _ask_always(series, changes)
    coming += fill(series)
    refuse_unless(coming, _("The office is closed on each of these days"), "day")
    if before:
        end_before(old, meeting)
    if series.invites and changes.mine & TOLD:
        _tell(series, before, coming[0], gone)
    Attendee.objects.filter(pk__in=[one.pk for one in gone]).delete()
    return len(coming)


def new_series(old: Series, meeting: Meeting, values: Mapping[str, Any]) -> Series:
    """The series from a meeting on: the same one where nothing comes before it, else one of its own. For actions."""
    assert meeting.instance
    sequence = next_sequence(old)
    series = Series.objects.get(pk=old.pk)
    people, contacts = list(old.people.all()), list(old.contacts.all())
    first = old.local(meeting.instance).date()
    if old.first < first:
        series.pk, series._state.adding, series.uid, series.made = None, True, new_uid(), clock.now()
    for name, value in values.items():
        setattr(series, name, value)
    series.first, series.sequence = first, sequence
    series.ahead = first - timedelta(days=1)
    series.save()
    series.people.set(people)
    series.contacts.set(contacts)
    return series


def _moved_days(old: Series, series: Series, meeting: Meeting) -> dict[date, date]:
    """For each day of the old series from a meeting on, the day that takes its place in the new one."""
    assert meeting.instance
    first = old.local(meeting.instance).date()
    days = recurrence.days(old.every, first, old.until)
    new = recurrence.counted(series.every, series.first, len(days))
    return dict(zip(days, new, strict=False))


def _hang_on(
    old: Series, series: Series, meetings: Sequence[Meeting], moved: Mapping[date, date], at_another_time: bool
) -> None:
    """Let meetings stand for the moments of the new series; those that were not moved by themselves go there."""
    for one in meetings:
        assert one.instance
        on_its_moment = one.starts == one.instance
        on = old.local(one.instance).date()
        on = max(
            (day for day in moved if day <= on), default=min(moved)
        )  # its office may have moved before series knew a clock
        one.instance = series.begins(moved[on])
        one.series, one.sequence = series, series.sequence
        if at_another_time and on_its_moment and one.ends > clock.now():
            one.starts, one.ends = one.instance, one.instance + series.minutes * MINUTE
    # Two at once may stand for one moment while they move: those who move on step aside first.
    Meeting.objects.filter(pk__in=[one.pk for one in meetings]).update(series=None, instance=None)
    for one in meetings:
        one.save(update_fields=["series", "instance", "sequence", "starts", "ends"])


def _standing(series: Series, *, at_another_time: bool) -> set[int]:
    """Its meetings that are to come and stand. Those that have come to lie on a closed day are called off."""
    standing = {}
    for one in live_meetings(series).filter(ends__gt=clock.now()):
        standing[one.pk] = one
    if not (at_another_time and series.skip_closed):
        return set(standing)
    days = {one.pk: series.local(one.starts).date() for one in standing.values() if one.starts == one.instance}
    closed = closed_days(series.office, days.values())
    for pk, day in days.items():
        if day in closed:
            one = standing.pop(pk)
            Withdrawal.objects.create(meeting=one, by=series.by, at=clock.now(), why=closed[day][:200])
    return set(standing)


def _change_one(meeting: Meeting, changes: Changes) -> list[Attendee]:
    """What was changed for all, for one of them; gives who is no longer asked."""
    mine = changes.mine
    for name in mine & set(SHARED) & changes.values.keys():
        setattr(meeting, name, changes.values[name])
    meeting.stamp += 1
    meeting.save()
    gone = take_off(meeting, changes.asked if mine & {"people", "contacts"} else {})
    people, contacts = changes.people or (), changes.contacts or ()
    ask(meeting, people if "people" in mine else (), contacts if "contacts" in mine else ())
    if mine & TIMES:
        meeting.attendees.exclude(person=meeting.by_id).update(
            reply=Attendee.Reply.WAITING, replied=None, replied_sequence=None
        )
    if mine & {"topic", "starts", "place", "contacts"}:
        retell(meeting, off=False)
    return gone


def _ask_always(series: Series, changes: Changes) -> None:
    """Who is asked to the meetings that are made later."""
    if "people" in changes.mine and changes.people is not None:
        series.people.set([*changes.people, series.reporter, series.by])
    if "contacts" in changes.mine and changes.contacts is not None:
        series.contacts.set(changes.contacts)


def _tell(series: Series, before: Meeting | None, first: Meeting, gone: Sequence[Attendee]) -> None:
    """One message to each about what stands now; whoever is no longer asked is told so."""
    if before:
        before.refresh_from_db()
        invitations.invite_to_series(before, before.attendees.select_related("person", "contact"))
    else:
        first.series = series
        invitations.call_off_series(first, {(one.person_id, one.contact_id): one for one in gone}.values())
    first.series = series
    off = {one.pk for one in gone}
    there = first.attendees.select_related("person", "contact").exclude(pk__in=off)
    invitations.invite_to_series(first, there)
