"""Invitations, updates and cancellations as mail: words for people, and the calendar message for their calendars."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from herringbone.clients.models import Contact
from herringbone.core import clock
from herringbone.core.mail import letter
from herringbone.core.models import Agency, Office
from herringbone.core.wording.dates import city, clock_time, reading_zone, week_day, written
from herringbone.core.wording.numbers import sentence
from herringbone.meetings import itip, recurrence
from herringbone.meetings.letters.report import gone, sender_name
from herringbone.meetings.models import Attendee, InvitationSent, Meeting, Series, Withdrawal
from herringbone.meetings.queries.consent import do_not_mail
from herringbone.meetings.queries.edition import place
from herringbone.meetings.queries.series import differ, left_out, live_meetings, moments, repeats
from herringbone.meetings.queries.walls import behind_wall
from herringbone.people.models import Person
from herringbone.people.rules import reads_answers
from herringbone.record.effects import NotNow
from herringbone.record.models import Effect

PARTSTAT = {
    Attendee.Reply.WAITING: itip.PartStat.WAITING,
    Attendee.Reply.ACCEPTED: itip.PartStat.ACCEPTED,
    Attendee.Reply.DECLINED: itip.PartStat.DECLINED,
    Attendee.Reply.TENTATIVE: itip.PartStat.TENTATIVE,
    Attendee.Reply.DELEGATED: itip.PartStat.DELEGATED,
}


def invitation_mail(effect: Effect) -> EmailMultiAlternatives:
    """The letter of one row. A request that a later one has overtaken is not sent any more."""
    row = InvitationSent.objects.select_related(
        "meeting__client__office",
        "meeting__office",
        "meeting__by",
        "person__office",
        "contact__client",
        "series__client",
        "series__office",
        "meeting__series__office",
    ).get(pk=effect.subject_id)
    meeting, to = row.meeting, row.contact or row.person
    assert to is not None
    _still_right(row, meeting, to)
    off = Withdrawal.objects.filter(meeting=meeting).exists()
    answers = reads_answers(meeting.by, meeting.client_id)
    with translation.override(_language(to)), timezone.override(_zone(to, meeting)):
        message = series_message(row, to) if row.series else _message(row, meeting, to, off)
        subject = _subject(row, meeting)
        words = {**_words(row, meeting, to, off), "subject": subject}
        text = render_to_string("meetings/mail/invitation.txt", words)
        html = render_to_string("meetings/mail/invitation.html", words)
    return letter(
        key=effect.key,
        domain=urlsplit(settings.BASE_URL).hostname or "localhost",
        at=clock.now(),
        sender=(sender_name(meeting.by.name), settings.DEFAULT_FROM_EMAIL),
        to=(to.name, to.email),
        reply_to=(answers.name, answers.email),
        subject=subject,
        text=text,
        html=html,
        calendar=(message.method, message.text),
    )


def _still_right(row: InvitationSent, meeting: Meeting, to: Person | Contact) -> None:
    if not to.email:
        raise NotNow("no mail address")
    if isinstance(to, Contact) and do_not_mail([to.pk]):
        raise NotNow("the contact asked for no mail")
    if isinstance(to, Contact) and gone(to, meeting.client):
        raise NotNow("the contact has left")
    if isinstance(to, Person) and not to.is_active:
        raise NotNow("the person has left")
    same = {"meeting": meeting, "series": row.series, "method": row.method, "sequence": row.sequence}
    if row.contact and InvitationSent.objects.filter(contact=row.contact, pk__gt=row.pk, **same).exists():
        raise NotNow("it goes to the same contact, who was two")
    if row.method == "CANCEL":
        return
    if row.sequence < (row.series or meeting).sequence:
        raise NotNow("a later message replaced it")
    if isinstance(to, Person) and behind_wall([to], meeting.client):
        raise NotNow("the person may not see this client")


def series_message(row: InvitationSent, to: Person | Contact) -> itip.CalendarMessage:
    """A message about all of a series, with those of its meetings that differ from its rule. Of one that nobody
    attends any more, as of one to which `to` is no longer asked, it is a cancellation.

    A meeting to which `to` is not asked is left out, and nothing of it is told.
    """
    series, meeting = row.series, row.meeting
    assert series
    meetings = list(live_meetings(series).select_related("client", "office", "by"))
    zone, stamp = ZoneInfo(series.zone), clock.now()
    days = moments(series)
    out = set(left_out(series))
    if row.method == "REQUEST":
        whom: dict[str, Any] = {"contact": to} if isinstance(to, Contact) else {"person": to}
        asked = set(Attendee.objects.filter(meeting__series=series, **whom).values_list("meeting", flat=True))
        out |= {one.instance for one in meetings if one.pk not in asked and one.instance}
        meetings = [one for one in meetings if one.pk in asked]
    first = next((moment for moment in days if moment not in out), meeting.instance or meeting.starts)
    last = max(days, default=first)
    whole = itip.Invitation(
        uid=series.uid, sequence=row.sequence, organiser=itip.Guest(meeting.by.email, meeting.by.name),
        guests=_guests(meeting), starts=first, ends=first + timedelta(minutes=series.minutes), zone=zone,
        summary=f"{series.client.name}: {series.topic}", location=place(series),
        description=series.conference, url=_web_address(series),
        rule=recurrence.rule(series.every, series.first, last), last=last,
        left_out=tuple(moment for moment in sorted(out) if moment > first),
    )  # fmt: skip
    if row.method == "REQUEST":
        return itip.request(
            whole, stamp=stamp, but=[_invitation(one, one.sequence) for one in differ(series, meetings)]
        )
    if days and meetings:
        return itip.uninvite(whole, [itip.Guest(to.email, to.name)], stamp=stamp)
    return itip.cancel(whole, stamp=stamp)


def _message(row: InvitationSent, meeting: Meeting, to: Person | Contact, off: bool) -> itip.CalendarMessage:
    invitation = _invitation(meeting, row.sequence)
    stamp = clock.now()
    if row.method == "REQUEST":
        return itip.request(invitation, stamp=stamp)
    if off:
        return itip.cancel(invitation, stamp=stamp)
    return itip.uninvite(invitation, [itip.Guest(to.email, to.name)], stamp=stamp)


def _invitation(meeting: Meeting, sequence: int) -> itip.Invitation:
    """One meeting; of a series, as that one of it."""
    return itip.Invitation(
        uid=meeting.series.uid if meeting.series else meeting.uid, sequence=sequence,
        organiser=itip.Guest(meeting.by.email, meeting.by.name), guests=_guests(meeting), starts=meeting.starts,
        ends=meeting.ends, zone=ZoneInfo(meeting.office.zone_at(meeting.starts)), summary=_summary(meeting),
        location=place(meeting), description=_description(meeting), url=_web_address(meeting),
        instance=meeting.instance,
    )  # fmt: skip


def _guests(meeting: Meeting) -> tuple[itip.Guest, ...]:
    attendees = meeting.attendees.select_related("person", "contact").order_by("pk")
    return tuple(_guest(one, meeting) for one in attendees if (one.person or one.contact))


def _guest(one: Attendee, meeting: Meeting) -> itip.Guest:
    who = one.contact or one.person
    assert who is not None
    role = itip.Role.OPTIONAL if one.optional else itip.Role.REQUIRED
    if one.person_id == meeting.by_id:
        role = itip.Role.CHAIR
    return itip.Guest(who.email, who.name, role, PARTSTAT[Attendee.Reply(one.reply)])


def _summary(meeting: Meeting) -> str:
    return f"{meeting.client.name}: {meeting.topic}"


def _description(meeting: Meeting) -> str:
    lines = [meeting.conference] if meeting.conference else []
    points = list(meeting.agenda.all())
    if points:
        lines += ["", _("Agenda")] if lines else [_("Agenda")]
        lines += [f"{number}. {point.said}" for number, point in enumerate(points, start=1)]
    return "\n".join(lines)


def _subject(row: InvitationSent, meeting: Meeting) -> str:
    here = reading_zone(meeting.starts)
    told = {
        "topic": _summary(meeting),
        "day": week_day(meeting.starts, clock.now()),
        "time": clock_time(meeting.starts),
    }
    if Office.objects.exclude(zone=here).exists():  # somebody could take the hour for another office's
        told["time"] = _("%(time)s, %(city)s time") % {"time": told["time"], "city": city(here)}
    if row.method == "CANCEL":
        return _("Called off: %(topic)s, %(day)s %(time)s") % told
    if row.sequence:
        return _("Changed: %(topic)s, %(day)s %(time)s") % told
    return _("Invitation: %(topic)s, %(day)s %(time)s") % told


def _words(row: InvitationSent, meeting: Meeting, to: Person | Contact, off: bool) -> dict[str, Any]:
    inside, cancelled = isinstance(to, Person), row.method == "CANCEL"
    hours = {
        "starts": clock_time(meeting.starts), "ends": clock_time(meeting.ends), "city": city(_zone(to, meeting)),
    }  # fmt: skip
    return {
        "agency": Agency.objects.values_list("name", flat=True).first() or "",
        "meeting": meeting,
        "cancelled": cancelled,
        "opening": _opening(row, meeting, off),
        "summary": _summary(meeting),
        "day": written(meeting.starts, "full"),
        "repeats": sentence(repeats(row.series)) if row.series else "",
        "hours": "; ".join(filter(None, [_("%(starts)s to %(ends)s (%(city)s time)") % hours, _there(meeting)])),
        "place": place(meeting),
        "before": _before(row, meeting),
        "dial_in": _web_address(meeting),
        "agenda": [] if cancelled else list(meeting.agenda.all()),
        "url": f"{settings.BASE_URL}{reverse('meeting', args=[meeting.pk])}" if inside else "",
    }


def _before(row: InvitationSent, meeting: Meeting) -> list[str]:
    """What of the hour and the place was otherwise when this attendee was told last; nothing of a whole series."""
    if row.series or row.method != "REQUEST" or not row.sequence:
        return []
    earlier = InvitationSent.objects.filter(
        meeting=meeting, method="REQUEST", person=row.person, contact=row.contact, pk__lt=row.pk
    )
    accepted = Effect.objects.filter(
        subject_label=InvitationSent._meta.label, subject_id=OuterRef("pk"), state=Effect.State.SENT
    )
    last = earlier.filter(Exists(accepted)).order_by("-pk").first()
    starts, ends, where = (last.starts, last.ends, last.place) if last else (None, None, "")
    if last is None and meeting.series and meeting.instance:  # until now it was told of with its series
        starts, ends = meeting.instance, meeting.instance + timedelta(minutes=meeting.series.minutes)
    found = []
    if starts and ends and (starts, ends) != (meeting.starts, meeting.ends):
        hours = _("%(starts)s to %(ends)s") % {"starts": clock_time(starts), "ends": clock_time(ends)}
        found.append(f"{written(starts, 'full')}, {hours}")
    return [*found, *([where] if where and where != meeting.place else [])]


def _there(meeting: Meeting) -> str:
    """The hour where it is held, for who reads another clock and may come there."""
    zone = meeting.office.zone_at(meeting.starts)
    if zone == reading_zone(meeting.starts):
        return ""
    with timezone.override(zone):
        return _("%(time)s in %(place)s") % {"time": clock_time(meeting.starts), "place": city(zone)}


def _opening(row: InvitationSent, meeting: Meeting, off: bool) -> str:
    by = {"by": meeting.by.name}
    if row.method == "CANCEL":
        called_off = _("%(by)s has called this meeting off:")
        return (called_off if off else _("%(by)s no longer asks you to this meeting:")) % by
    if row.sequence:
        return _("%(by)s has changed this meeting. As it stands now:") % by
    return _("%(by)s asks you to a meeting:") % by


def _web_address(meeting: Meeting | Series) -> str:
    """Where the meeting is held in the web; nothing for a number to dial."""
    return meeting.conference if meeting.conference.startswith(("http://", "https://")) else ""


def _language(to: Person | Contact) -> str:
    if isinstance(to, Person):
        return to.language
    return to.language or (to.client.language if to.client else "en")


def _zone(to: Person | Contact, meeting: Meeting) -> str:
    """A person reads their own office's clock; a contact that of the office which serves their company."""
    return (to if isinstance(to, Person) else meeting.client).office.zone_at(meeting.starts)
