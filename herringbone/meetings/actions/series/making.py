"""Calling a series, and making its next meetings as time goes on."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from herringbone.clients.models import Client, Contact
from herringbone.core import clock
from herringbone.core.models import Office
from herringbone.core.text import one_line
from herringbone.meetings import recurrence
from herringbone.meetings.actions import invitations
from herringbone.meetings.actions.checks import refuse_strangers, refuse_wrong_job
from herringbone.meetings.actions.planning import ask, facts_of, write_agenda
from herringbone.meetings.models import AgendaItem, Attendee, Meeting, Series
from herringbone.meetings.models.meeting import new_uid
from herringbone.meetings.queries.agenda import open_steps
from herringbone.meetings.queries.series import AHEAD, LONGEST, closed_days, last_known, who_writes
from herringbone.meetings.queries.walls import behind_wall
from herringbone.meetings.rules import may_plan
from herringbone.people.models import Person
from herringbone.record.action import Done, Thread, action, refuse_unless
from herringbone.record.actor import System
from herringbone.work.models import Job

MINUTE = timedelta(minutes=1)


def _by_itself(*, by: Any, **_: Any) -> bool:
    return isinstance(by, System)


@action("series planned", may=may_plan)
def plan_series(
    *, by: Person, client: Client, topic: str, every: str, starts: datetime, ends: datetime, until: date | None = None,
    count: int | None = None, skip_closed: bool = True, office: Office | None = None,
    kind: str = Meeting.Kind.MEETING, job: Job | None = None, internal: bool = False, planning: bool = False,
    place: str = "", conference: str = "", refreshments: str = "", people: Sequence[Person] = (),
    contacts: Sequence[Contact] = (), agenda: Sequence[str] = (), steps: Sequence[str] | None = None,
    reporter: Person | None = None, invite: bool = True,
) -> Done[Series]:  # fmt: skip
    """Call a series: its first meeting lasts from `starts` to `ends`, and one comes `every` (Series.Every) so often,
    until a day or so many times. The meetings of the next three months are made, the others as time goes on.

    Days on which the office is closed have none, unless `skip_closed` is false. Who is asked is sent one invitation to
    all of it. Refused from a day gone by, for more than two years, and beyond what the office's calendar knows.
    """
    topic, office, reporter = one_line(topic), office or client.office, reporter or by
    refuse_unless(topic, _("Say what the meeting is about"), "topic")
    refuse_unless(ends > starts, _("The meeting ends before it begins"), "ends")
    refuse_unless(every in Series.Every.values, _("Say how often it comes again"), "every")
    refuse_unless(not (internal and contacts), _("An internal meeting has nobody of the client"), "contacts")
    refuse_wrong_job(client, job)
    refuse_strangers(client, [*people, reporter], contacts)
    local = office.local(starts)
    every = recurrence.settled(every, local.date())
    last = last_day(office, every, local.date(), until, count)
    series = Series.objects.create(
        client=client, job=job, kind=kind, topic=topic, internal=internal, planning=planning, office=office,
        place=one_line(place), conference=one_line(conference), refreshments=one_line(refreshments),
        agenda="\n".join(agenda), reporter=reporter, every=every, first=local.date(), until=last, at=local.time(),
        zone=office.zone_at(starts), minutes=max(1, (ends - starts) // MINUTE), skip_closed=skip_closed,
        ahead=local.date() - timedelta(days=1), invites=invite, by=by, made=clock.now(), uid=new_uid(),
    )  # fmt: skip
    series.people.set([*people, reporter, by])
    series.contacts.set(contacts)
    made = fill(series)
    refuse_unless(made, _("The office is closed on each of these days"), "skip_closed")
    coming = next((one for one in made if one.ends > clock.now()), None)
    if coming:
        _take_up_open_steps(coming, steps)
    if invite and coming:
        invitations.invite_to_series(coming, coming.attendees.select_related("person", "contact"))
    facts = {**facts_of(made[0], contacts), "every": every, "until": last}
    told = Thread("agency", facts, job=job, at=made[0].starts)
    return Done(series, {"made": len(made), "first": series.first, "until": last}, thread=None if internal else told)


@action("series lengthened", may=_by_itself)
def lengthen_series(*, by: System, series: Series) -> Done[Series]:
    """Make the meetings of a series that have come within three months. Nobody is written to: they know the series."""
    series.refresh_from_db()
    made = fill(series)
    return Done(series, {"made": len(made), "ahead": series.ahead})


def last_day(office: Office, every: str, first: date, until: date | None, count: int | None) -> date:
    """The last day of a series that ends on a day or after so many times. Refuses what has no end or is too long, and
    what begins in the past: it would owe reports for all that nobody held.
    """
    today = office.local(clock.now()).date()
    refuse_unless(first >= today, _("A series begins today or later"), "day")
    refuse_unless((until is None) != (count is None), _("Say until when, or how many times"), "until")
    refuse_unless(count is None or 2 <= count <= recurrence.MOST, _("From twice to 120 times"), "count")
    refuse_unless(until is None or until >= first, _("It ends before it begins"), "until")
    found = recurrence.days(every, first, until) if until else recurrence.counted(every, first, count or 0)
    field = "until" if until else "count"
    refuse_unless(found[-1] - first <= LONGEST, _("A series lasts two years at most: call it again then"), field)
    known = last_known(office)
    words = _("The calendar of %(office)s is not known so far ahead") % {"office": office.name}
    refuse_unless(known is not None and found[-1] <= known, words, field)
    return found[-1]


def fill(series: Series) -> list[Meeting]:
    """Make the meetings that are missing from today up to three months from now, and keep how far that is. While nobody
    is left to write their reports none is made: they wait for somebody. For actions.
    """
    reporter = who_writes(series)
    if reporter is None:
        return []
    now = clock.now()
    horizon = min(series.until, max(now.date(), series.first) + AHEAD)
    there = set(series.meetings.values_list("instance", flat=True))
    coming = max(series.ahead + timedelta(days=1), series.local(now).date())  # nobody held what is gone by
    found = [day for day in recurrence.days(series.every, series.first, horizon) if day >= coming]
    closed = closed_days(series.office, found) if series.skip_closed else {}
    made = []
    for day in found:
        moment = series.begins(day)
        if day not in closed and moment not in there:
            made.append(_one(series, moment, reporter))
    series.ahead = max(series.ahead, horizon)
    series.save(update_fields=["ahead"])
    return made


def _one(series: Series, moment: datetime, reporter: Person) -> Meeting:
    before = series.meetings.filter(sequence=series.sequence, withdrawal=None).order_by("-instance").first()
    meeting = Meeting.objects.create(
        client=series.client, job=series.job, kind=series.kind, topic=series.topic, starts=moment.astimezone(UTC),
        ends=moment + series.minutes * MINUTE, internal=series.internal, planning=series.planning,
        office=series.office, place=series.place, conference=series.conference, refreshments=series.refreshments,
        reporter=reporter, by=series.by, made=clock.now(), series=series, instance=moment, sequence=series.sequence,
    )  # fmt: skip
    people = [one for one in series.people.order_by("pk") if one.is_active]
    walled = {one.pk for one in behind_wall(people, series.client)}
    ask(meeting, [one for one in people if one.pk not in walled], series.contacts.filter(left=None).order_by("pk"))
    write_agenda(meeting, series.agenda.split("\n"))
    if before:
        _answered_as(meeting, before)
    return meeting


def _answered_as(meeting: Meeting, before: Meeting) -> None:
    """Who has answered to the whole series has answered to what is made of it later, too."""
    known = {(one.person_id, one.contact_id): one for one in before.attendees.all()}
    for one in meeting.attendees.all():
        last = known.get((one.person_id, one.contact_id))
        if last and last.replied and last.replied_sequence == meeting.sequence and one.reply == Attendee.Reply.WAITING:
            one.reply, one.replied, one.replied_sequence = last.reply, last.replied, last.replied_sequence
            one.save(update_fields=["reply", "replied", "replied_sequence"])


def _take_up_open_steps(meeting: Meeting, only: Sequence[str] | None) -> None:
    """The client's open steps come first on the agenda of the next meeting; of them `only` those, if given."""
    own = list(meeting.agenda.all())
    with translation.override(meeting.client.language):  # the agenda goes to the client
        steps = [step for step in open_steps(meeting.client) if only is None or step.key in only]
    for position, step in enumerate(steps, start=1):
        AgendaItem.objects.create(meeting=meeting, position=position, text=step.point, from_key=step.key)
    for position, point in enumerate(own, start=len(steps) + 1):
        AgendaItem.objects.filter(pk=point.pk).update(position=position)
