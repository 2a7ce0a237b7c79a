"""C2: a contact report is issued within 48 hours of the meeting's end, an objection answered in a working day. B3."""

from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat, JSONObject, Left
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from herringbone.core.wording.dates import clock_time, written
from herringbone.core.wording.numbers import in_words
from herringbone.meetings.models import Attendee, ContactReport, Issue, IssuedItem, Meeting, Objection
from herringbone.meetings.models.answer import Wrong
from herringbone.meetings.queries.kick_offs import of_size
from herringbone.record.duties.declare import COLUMNS, Kind, Line
from herringbone.record.duties.due import with_due
from herringbone.record.models import Duty, Policy
from herringbone.work.models import Job

OWED = Q(internal=False) | Q(planning=True)  # and neither called off nor decided to owe none


def contact_reports_owed() -> QuerySet[Meeting, dict[str, object]]:
    """Clock hours from the meeting's end, unless the client's setting counts otherwise. Done with its first issue."""
    first = Issue.objects.filter(report__meeting=OuterRef("pk"), version=1)
    there = Attendee.objects.filter(meeting=OuterRef("pk"), absent=False)
    contact = there.filter(contact__isnull=False).order_by("pk").values("contact__name")
    others = there.order_by().values("meeting").annotate(number=Count("pk")).values("number")
    rows = Meeting.objects.filter(OWED, withdrawal=None, no_report=None).annotate(
        subject=F("pk"),
        title=F("topic"),
        facts=JSONObject(
            client=F("client__name"),
            kind=F("kind"),
            contact=Subquery(contact[:1]),
            there=Coalesce(Subquery(others[:1], output_field=IntegerField()), 0),
            begun=Exists(ContactReport.objects.filter(meeting=OuterRef("pk"))),
        ),
        owner_id=F("reporter"),
        started=F("ends"),
        done=Subquery(first.values("at")[:1]),
    )
    return with_due(
        rows, kind="contact_report", amount=48, unit=Policy.Unit.CLOCK_HOURS, office="client__office"
    ).values(*COLUMNS)


def objections_unanswered() -> QuerySet[Objection, dict[str, object]]:
    """An objection is settled within one working day, by a correction or in words; by whoever wrote the report."""
    position = IssuedItem.objects.filter(issue=OuterRef("issue"), key=OuterRef("item_key")).values("position")
    rows = Objection.objects.annotate(
        subject=F("pk"),
        title=F("contact__name"),
        facts=JSONObject(
            client=F("issue__report__meeting__client__name"),
            number=F("issue__number"),
            report=F("issue__report"),
            item=Subquery(position[:1]),
            wrong=F("wrong"),
            reason=F("reason"),
        ),
        client_id=F("issue__report__meeting__client"),
        owner_id=F("issue__report__meeting__reporter"),
        started=F("at"),
        done=F("settlement__at"),
    )
    return with_due(
        rows, kind="objection_unanswered", amount=1, unit=Policy.Unit.WORKING_DAYS,
        office="issue__report__meeting__client__office",
    ).values(*COLUMNS)  # fmt: skip


def _issue_it(duty: Duty) -> Line:
    facts = duty.facts
    ended = timezone.localtime(duty.started)
    about = _("%(topic)s, %(day)s %(time)s.") % {
        "topic": duty.title, "day": written(ended, "weekday"), "time": clock_time(ended)
    }  # fmt: skip
    if waiting := _who_waits(facts):
        about = f"{about} {waiting}"
    return Line(
        what=_("Issue the contact report"),
        about=about,
        url=reverse("contact_report", args=[duty.subject]),
        do=_("Finish report") if facts["begun"] else _("Write report"),
    )


def _who_waits(facts: dict[str, Any]) -> str:
    if not facts["contact"]:
        return ""
    others = facts["there"] - 2  # without the contact who is named, and without whoever writes
    if others <= 0:
        return _("%(contact)s waits for it.") % facts
    return ngettext(
        "%(contact)s and one other wait for it.", "%(contact)s and %(others)s others wait for it.", others
    ) % {**facts, "others": in_words(others)}  # fmt: skip


def _answer_it(duty: Duty) -> Line:
    facts = duty.facts
    said = Wrong.said(facts["wrong"], facts["reason"])
    return Line(
        what=_("Answer the objection of %(contact)s") % {"contact": duty.title},
        about=_("Contact report %(number)d: “%(reason)s”")
        % {"number": facts["number"], "reason": Truncator(said).chars(140)},
        url=f"{reverse('report', args=[facts['report']])}#objection-{duty.subject}",
        do=_("Answer"),
    )


def kick_offs_missing() -> QuerySet[Job, dict[str, object]]:
    """B3: the lead of a job of that size calls its kick-off within two working days from when it is of that size."""
    rows = of_size().annotate(
        subject=F("pk"), title=Left(Concat("number", Value(" "), "name"), 200), owner_id=F("lead"),
        started=F("from_when"), done=F("settled"),
        facts=JSONObject(number="number", job="name"),
    )  # fmt: skip
    rows = with_due(rows, kind="kick_off", amount=2, unit=Policy.Unit.WORKING_DAYS, office="client__office")
    return rows.values(*COLUMNS)


def _call_it(duty: Duty) -> Line:
    facts = duty.facts
    return Line(
        what=_("Call the kick-off"),
        about=_("%(number)s %(job)s begins with one, between account, creative and production.") % facts,
        url=f"{reverse('meeting_new')}?kick-off={facts['number']}",
        do=_("Call it"),
    )


CONTACT_REPORT = Kind(
    name="contact_report",
    row="C2",
    subject=Meeting,
    rows=contact_reports_owed,
    follows={
        "meetings.Meeting": "pk",
        "meetings.Series": "series",
        "meetings.Withdrawal": "withdrawal",
        "meetings.NoReportOwed": "no_report",
        "meetings.ContactReport": "report",
        "meetings.Issue": "report__issues",
        "clients.Client": "client",
        "clients.Contact": "attendees__contact",
    },
    line=_issue_it,
    called=gettext_lazy("Contact reports"),
)
OBJECTION = Kind(
    name="objection_unanswered",
    row="C2",
    subject=Objection,
    rows=objections_unanswered,
    follows={
        "meetings.Objection": "pk",
        "meetings.Settlement": "settlement",
        "meetings.Issue": "settlement__issue",
        "meetings.Meeting": "issue__report__meeting",
        "clients.Client": "issue__report__meeting__client",
        "clients.Contact": "contact",
    },
    line=_answer_it,
    called=gettext_lazy("Objections"),
)
KICK_OFF = Kind(
    name="kick_off",
    row="B3",
    subject=Job,
    rows=kick_offs_missing,
    follows={
        "work.Job": "pk",
        "work.Change": "changes",
        "work.Stage": "stages",
        "meetings.Meeting": "meetings_called__meeting",
        "meetings.Withdrawal": "meetings_called__meeting__withdrawal",
        "meetings.KickOffWaived": "kick_off_waived",
    },
    line=_call_it,
    called=gettext_lazy("Kick-offs"),
)
