"""The daily update of a client (A5): what of a day the client may know, who gets it, and whether it is owed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from herringbone.clients.models import Client, Contact, ContactRole
from herringbone.clients.rules import may_be_mailed
from herringbone.core.calendar import CalendarEnds
from herringbone.core.models import WorkingDay
from herringbone.people.rules import Standing, visible
from herringbone.record.models import ThreadEntry
from herringbone.status.documents import wording
from herringbone.status.documents.daily import Happened, draft
from herringbone.status.models import DailyUpdates, NotShown, Update, UpdateReader
from herringbone.work.models import Job, Stage

FURTHEST_BACK = timedelta(days=7)
MOST, AHEAD = 60, 6  # lines of a draft
SAID_TO_CLIENT = ("in work", "on hold", "delivered", "cancelled")  # stages; what is billed comes with the invoice
THEIRS = (ContactRole.Kind.DAY_TO_DAY, ContactRole.Kind.DECIDES)


@dataclass(frozen=True)
class Day:
    """What a page shows of one day: the draft, who gets it, the calls that may have been the update, and what was."""

    day: date
    text: str
    readers: list[Contact]
    gets: list[int]
    calls: list[ThreadEntry]
    given: Update | None
    wanted: bool
    told: list[str]  # who got it by mail


def wanted_on(client: Client, day: date) -> DailyUpdates | None:
    """The setting that counts for a day."""
    rows = DailyUpdates.objects.filter(client=client, begins__lte=day).select_related("by")
    return rows.order_by("-at").first()


def newest_setting(client: Client) -> DailyUpdates | None:
    """What was said last, whether or not it counts already."""
    return DailyUpdates.objects.filter(client=client).select_related("by").order_by("-at").first()


def oldest_owed(client: Client, today: date) -> date | None:
    """The first working day of the last week, today included, of which the client has not been told."""
    last = Update.objects.filter(client=client).order_by("-day").values_list("day", flat=True).first()
    days = WorkingDay.objects.filter(
        office=client.office, working=True, date__lte=today, date__gt=today - FURTHEST_BACK
    )
    if last:
        days = days.filter(date__gt=last)
    for day in days.order_by("date").values_list("date", flat=True):
        setting = wanted_on(client, day)
        if setting and setting.wanted:
            return day
    return None


def day_of(client: Client, day: date, here: Standing) -> Day:
    """The page of one day. The draft is in the client's language; nothing of jobs kept from the client is in it.

    Raises CalendarEnds where the office's calendar does not have the day.
    """
    given = Update.objects.filter(client=client, day=day).select_related("edition", "call", "by").first()
    begins, ends = _span(client, day)
    told: dict[str, Any] = {"language": wording.spoken(client.language), "zone": client.office.zone}
    with wording.speaking(told):
        text = draft(list(_happened(client, begins, ends, here)), list(_ahead(client, day, here)))
    people = list(Contact.objects.filter(may_be_mailed(), client=client))
    setting = wanted_on(client, day)
    calls = visible(here, ThreadEntry).filter(client=client, verb="call logged", at__gte=begins, event__at__lte=ends)
    return Day(
        day, text, people, _gets(client, people), list(calls.select_related("event__by").order_by("-at")[:AHEAD]),
        given, bool(setting and setting.wanted), _told_by_mail(given),
    )  # fmt: skip


def _told_by_mail(given: Update | None) -> list[str]:
    if not (given and given.edition):
        return []
    return list(UpdateReader.objects.filter(update=given).order_by("pk").values_list("contact__name", flat=True))


def _gets(client: Client, people: list[Contact]) -> list[int]:
    """Those who got the last one; before the first, those who decide and those of every day."""
    last = Update.objects.filter(client=client, edition__isnull=False).order_by("-day").first()
    if last:
        had = set(UpdateReader.objects.filter(update=last).values_list("contact", flat=True))
    else:
        had = set(ContactRole.objects.filter(contact__client=client, kind__in=THEIRS).values_list("contact", flat=True))
    return [one.pk for one in people if one.pk in had]


def _span(client: Client, day: date) -> tuple[datetime, datetime]:
    """From the last update before this day (a week back at most, else the day's own beginning) to its end."""
    days = {
        one.date: one
        for one in WorkingDay.objects.filter(office=client.office, date__in=[day, day + timedelta(days=1)])
    }
    if day not in days:
        raise CalendarEnds(f"{client.office}: no calendar on {day}")
    last = Update.objects.filter(client=client, day__lt=day, day__gte=day - FURTHEST_BACK).order_by("-day").first()
    ends = days[day + timedelta(days=1)].begins if day + timedelta(days=1) in days else days[day].closes
    after = last.at + timedelta(microseconds=1) if last else days[day].begins
    return after, ends


def _shown_jobs(client: Client, here: Standing) -> QuerySet[Job]:
    return visible(here, Job).filter(
        ~Exists(NotShown.objects.filter(job=OuterRef("pk"), ended=None)), client=client
    )  # fmt: skip


def _happened(client: Client, begins: datetime, ends: datetime, here: Standing) -> Iterator[Happened]:
    """From the thread: ids, names and days of what the client may know. Reasons and remarks are ours."""
    names = dict(_shown_jobs(client, here).values_list("pk", "name"))
    entries = ThreadEntry.objects.filter(client=client, at__gte=begins, at__lt=ends).order_by("at", "pk")
    for entry in entries[:MOST]:
        if entry.job_id is not None and entry.job_id not in names:
            continue
        told = _told(entry, names.get(entry.job_id or 0, ""))
        if told:
            yield told


def _told(entry: ThreadEntry, job: str) -> Happened | None:
    facts = entry.facts
    if entry.verb == "form submitted" and job:
        return {"what": "new", "job": job, "name": "", "on": ""}
    if entry.verb == "stage moved" and job and facts["to"] in SAID_TO_CLIENT:
        return {"what": facts["to"], "job": job, "name": "", "on": ""}
    if entry.verb == "milestone reached" and job:
        return {"what": "reached", "job": job, "name": facts["name"], "on": ""}
    if entry.verb == "milestone moved" and job:
        return {"what": "moved", "job": job, "name": facts["name"], "on": facts["to"]}
    if entry.verb == "report confirmed":
        return {"what": "confirmed", "job": job, "name": str(facts["number"]), "on": ""}
    if entry.verb == "waiting ended":
        return {"what": "came", "job": job, "name": facts["what"], "on": ""}
    if entry.verb == "client waited for":
        return {"what": "asked", "job": job, "name": facts["what"], "on": ""}
    return None


def _ahead(client: Client, day: date, here: Standing) -> Iterator[Happened]:
    """The milestones that come next."""
    jobs = _shown_jobs(client, here).exclude(stage__in=Stage.OVER).filter(milestone_on__gt=day)
    for job in jobs.select_related("milestone").order_by("milestone_on", "number")[:AHEAD]:
        name = job.milestone.name if job.milestone else ""
        yield {"what": "ahead", "job": job.name, "name": name, "on": str(job.milestone_on)}
