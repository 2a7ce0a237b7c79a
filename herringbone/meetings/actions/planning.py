"""Calling a meeting, changing it, calling it off."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from herringbone.clients.models import Client, Contact
from herringbone.core import clock
from herringbone.core.merge import merge_or_ask
from herringbone.core.models import Office
from herringbone.core.text import one_line
from herringbone.meetings.actions import invitations
from herringbone.meetings.actions.checks import refuse_strangers, refuse_wrong_job
from herringbone.meetings.actions.follow_up import let_go
from herringbone.meetings.models import AgendaItem, Attendee, Issue, Item, Meeting, Withdrawal
from herringbone.meetings.queries.agenda import open_steps
from herringbone.meetings.queries.meeting import stored_values
from herringbone.meetings.rules import may_change, may_plan
from herringbone.people.models import Person
from herringbone.record.action import Done, Thread, action, refuse_unless
from herringbone.record.canonical import canonical
from herringbone.record.models import ThreadEntry
from herringbone.work.models import Job

# What those who are asked must be told anew: it raises the sequence of the invitation.
TOLD = frozenset({"topic", "starts", "ends", "office", "place", "conference", "people", "contacts"})
COLUMNS = ("topic", "starts", "ends", "office", "place", "conference", "refreshments", "job", "planning", "reporter")


@action("meeting planned", may=may_plan)
def plan_meeting(
    *, by: Person, client: Client, topic: str, starts: datetime, ends: datetime, office: Office | None = None,
    kind: str = Meeting.Kind.MEETING, job: Job | None = None, internal: bool = False, planning: bool = False,
    place: str = "", conference: str = "", refreshments: str = "", people: Sequence[Person] = (),
    contacts: Sequence[Contact] = (), agenda: Sequence[str] = (), steps: Sequence[str] | None = None,
    reporter: Person | None = None, invite: bool = True,
) -> Done[Meeting]:  # fmt: skip
    """Call a meeting, or put one on record that was held. Whoever calls it is asked too, and owes its report.

    The client's open steps from earlier reports come first on its agenda; of them only `steps`, by their keys, if those
    are given. Who is asked is sent an invitation, unless it is over or `invite` is false. Refused for people of another
    client and for a job of another one.
    """
    topic, place, conference = one_line(topic), one_line(place), one_line(conference)
    refuse_unless(topic, _("Say what the meeting is about"), "topic")
    refuse_unless(ends > starts, _("The meeting ends before it begins"), "ends")
    refuse_unless(not (internal and contacts), _("An internal meeting has nobody of the client"), "contacts")
    refuse_wrong_job(client, job)
    reporter = reporter or by
    refuse_strangers(client, [*people, reporter], contacts)
    meeting = Meeting.objects.create(
        client=client, job=job, kind=kind, topic=topic, starts=starts, ends=ends, internal=internal,
        planning=planning, office=office or client.office, place=place, conference=conference,
        refreshments=refreshments, reporter=reporter, by=by, made=clock.now(),
    )  # fmt: skip
    ask(meeting, [*people, reporter, by], contacts)
    with translation.override(client.language):  # the agenda goes to the client
        for step in [] if steps is None and ends <= clock.now() else open_steps(client, keys=steps):
            AgendaItem.objects.create(
                meeting=meeting, position=meeting.agenda.count() + 1, text=step.point, from_key=step.key
            )
    write_agenda(meeting, agenda)
    if invite and ends > clock.now():
        invitations.invite(meeting, meeting.attendees.select_related("person", "contact"))
    told = Thread("agency", facts_of(meeting, contacts), job=job, at=starts)
    return Done(meeting, particulars_of(meeting), thread=None if internal else told)


@action("meeting changed", may=may_change)
def change_meeting(
    *, by: Person, meeting: Meeting, original: Mapping[str, Any] | None = None, people: Sequence[Person] | None = None,
    contacts: Sequence[Contact] | None = None, **values: Any,
) -> Done[Meeting]:  # fmt: skip
    """Change a meeting's columns (`COLUMNS`) and who is asked. What somebody else changed meanwhile stays.

    `original` is what the form was filled with; where both changed the same, InConflict is raised and nothing written.
    A new time, place, topic or list of people raises the sequence and goes to all by mail, if it is still ahead.
    """
    refuse_unless(not Withdrawal.objects.filter(meeting=meeting).exists(), _("This meeting was called off"))
    refuse_unless(values.keys() <= set(COLUMNS), "no such column")
    meeting.refresh_from_db()
    stored = stored_values(meeting)
    values = {name: clean(one) for name, one in values.items()}
    typed: dict[str, Any] = dict(values)
    if people is not None:
        typed["people"] = sorted({one.pk for one in [*people, *([meeting.by] if meeting.by.is_active else [])]})
    if contacts is not None:
        typed["contacts"] = sorted(one.pk for one in contacts)
    merged = merge_or_ask(original or {}, typed, stored)
    mine = set(merged.mine)
    for name in mine & values.keys():
        setattr(meeting, name, values[name])
    refuse_unless(meeting.topic.strip(), _("Say what the meeting is about"), "topic")
    refuse_unless(meeting.ends > meeting.starts, _("The meeting ends before it begins"), "ends")
    refuse_wrong_job(meeting.client, meeting.job)
    refuse_strangers(meeting.client, [*(people or ()), meeting.reporter], contacts or ())
    refuse_unless(not (meeting.internal and contacts), _("An internal meeting has nobody of the client"), "contacts")
    meeting.stamp += 1
    if mine & TOLD:
        meeting.sequence += 1
    meeting.save()
    ahead = meeting.ends > clock.now()
    gone = take_off(meeting, merged.values if mine & {"people", "contacts"} else {})
    if ahead:
        invitations.call_off(meeting, gone)
    Attendee.objects.filter(pk__in=[one.pk for one in gone]).delete()
    ask(meeting, people or () if "people" in mine else (), contacts or () if "contacts" in mine else ())
    if mine & {"starts", "ends"}:
        asked = meeting.attendees.exclude(person__in=[by.pk, meeting.by_id])  # they know: it is theirs
        asked.update(reply=Attendee.Reply.WAITING, replied=None, replied_sequence=None)
    if mine & {"topic", "starts", "place", "contacts"}:
        retell(meeting, off=False)
    if mine & TOLD and ahead:
        invitations.invite(meeting, meeting.attendees.select_related("person", "contact"))
    return Done(meeting, {**particulars_of(meeting), "changed": sorted(mine)})


@action("meeting withdrawn", may=may_change)
def withdraw_meeting(*, by: Person, meeting: Meeting, why: str = "") -> Done[Withdrawal]:
    """Call a meeting off, or take back a call that was logged by mistake. It stays on file and owes nothing,
    and what was to follow of it need not be done. Refused once its report was issued.
    """
    refuse_unless(not Withdrawal.objects.filter(meeting=meeting).exists(), _("That was done already"))
    issued = Issue.objects.filter(report__meeting=meeting).exists()
    refuse_unless(not issued, _("Its contact report was issued: correct that instead"))
    withdrawal = Withdrawal.objects.create(meeting=meeting, by=by, at=clock.now(), why=why.strip())
    meeting.sequence += 1
    meeting.save(update_fields=["sequence"])
    if meeting.ends > clock.now():
        invitations.call_off(meeting, meeting.attendees.select_related("person", "contact"))
    retell(meeting, off=True, told=not meeting.internal)
    for key in Item.objects.filter(report__meeting=meeting).values_list("key", flat=True):
        let_go(by, key)
    told = Thread("agency", {"topic": meeting.topic, "kind": meeting.kind, "meeting": meeting.pk}, job=meeting.job)
    return Done(withdrawal, {"meeting": meeting.pk}, thread=None if meeting.internal else told)


@action("agenda written", may=may_change)
def set_agenda(
    *, by: Person, meeting: Meeting, points: Sequence[str | AgendaItem], keys: Mapping[str, str] | None = None
) -> Done[Meeting]:
    """Put the agenda in this order: points that stand already, and new ones by their text. The rest falls away.

    `keys` gives, for the text of a new point, the open step of an earlier report that it takes up.
    """
    kept = {point.pk for point in points if isinstance(point, AgendaItem)}
    strange = [point for point in points if isinstance(point, AgendaItem) and point.meeting_id != meeting.pk]
    refuse_unless(not strange, _("A point belongs to another meeting"))
    meeting.agenda.exclude(pk__in=kept).delete()
    for position, point in enumerate(points, start=1):
        if isinstance(point, AgendaItem):
            AgendaItem.objects.filter(pk=point.pk).update(position=position, text=point.text.strip()[:200])
        elif point.strip():
            text = point.strip()[:200]
            AgendaItem.objects.create(
                meeting=meeting, position=position, text=text, from_key=(keys or {}).get(text, "")
            )
    return Done(meeting, {"points": len(points)})


def clean(value: Any) -> Any:
    """Moments in UTC, so that they compare with those stored; texts in one line. For actions."""
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    return one_line(value) if isinstance(value, str) else value


def ask(meeting: Meeting, people: Iterable[Person], contacts: Iterable[Contact]) -> None:
    """Put on the list whoever is not yet on it. Whoever calls the meeting has accepted. For actions."""
    there = set(meeting.attendees.values_list("person", "contact"))
    for one in {one.pk: one for one in people}.values():
        if (one.pk, None) not in there:
            own = {"reply": Attendee.Reply.ACCEPTED, "replied": clock.now()} if one.pk == meeting.by_id else {}
            Attendee.objects.create(meeting=meeting, person=one, **own)
    for contact in {one.pk: one for one in contacts}.values():
        if (None, contact.pk) not in there:
            Attendee.objects.create(meeting=meeting, contact=contact)


def take_off(meeting: Meeting, wanted: Mapping[str, Any]) -> list[Attendee]:
    """Those who are on the list and no longer wanted there. For actions."""
    people, contacts = wanted.get("people"), wanted.get("contacts")
    return [
        one
        for one in meeting.attendees.select_related("person", "contact")
        if (people is not None and one.person_id and one.person_id not in people)
        or (contacts is not None and one.contact_id and one.contact_id not in contacts)
    ]


def retell(meeting: Meeting, off: bool, told: bool = False) -> None:
    """Let what the thread tells of a meeting follow it; called off, it is no longer to come. For actions.

    Where an entry of its own tells that it is off (`told`), this one goes back to when it was planned.
    """
    there = [one.contact for one in meeting.attendees.select_related("contact") if one.contact]
    facts = json.loads(canonical({**facts_of(meeting, there), "off": off, "told": told}))
    entries = ThreadEntry.objects.filter(
        subject_label="meetings.Meeting", subject_id=meeting.pk, verb__in=["meeting planned", "meeting brought in"]
    )
    for entry in entries.select_related("event"):
        entry.at = min(meeting.starts, entry.event.at if told else clock.now()) if off else meeting.starts
        entry.facts = facts
        entry.save(update_fields=["at", "facts"])


def write_agenda(meeting: Meeting, points: Iterable[str]) -> None:
    """Put points below what is on the agenda. For actions."""
    begun = meeting.agenda.count()
    for position, text in enumerate((point.strip() for point in points), start=begun + 1):
        if text:
            AgendaItem.objects.create(meeting=meeting, position=position, text=text[:200])


def particulars_of(meeting: Meeting) -> dict[str, Any]:
    """What the event of a meeting says: ids and moments. For actions."""
    return {
        "reporter": meeting.reporter_id, "starts": meeting.starts, "ends": meeting.ends, "sequence": meeting.sequence,
        "asked": list(meeting.attendees.order_by("pk").values_list("pk", flat=True)),
    }  # fmt: skip


def facts_of(meeting: Meeting, contacts: Iterable[Contact]) -> dict[str, Any]:
    """What the thread tells of a meeting. For actions."""
    return {
        "meeting": meeting.pk, "kind": meeting.kind, "topic": meeting.topic, "starts": meeting.starts,
        "place": meeting.place, "with": [str(one) for one in contacts],
        "office": meeting.office.name, "zone": meeting.office.zone_at(meeting.starts),
    }  # fmt: skip
