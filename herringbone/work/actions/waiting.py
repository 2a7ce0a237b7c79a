"""Waiting on the client: what was asked of whom, since when, and what each day does (B11)."""

from datetime import date

from django.utils.translation import gettext as _

from herringbone.clients.models import Client, Contact
from herringbone.core import clock
from herringbone.core.wording import dates
from herringbone.people.models import Person
from herringbone.record.action import Done, Refused, Thread, action, refuse_unless
from herringbone.work.actions.kept import keep_waiting
from herringbone.work.actions.written import day, line
from herringbone.work.models import Chase, Job, Waiting
from herringbone.work.queries.chases import asked_today
from herringbone.work.rules import may_work, may_work_on_waiting


@action("client waited for", may=may_work)
def wait_on_client(
    *, by: Person, client: Client, what: str, job: Job | None = None, contact: Contact | None = None, effect: str = "",
    due: date | None = None, item_key: str = "",
) -> Done[Waiting]:  # fmt: skip
    """Note that something is awaited from the client, of whom, by when, and what each further day does (`effect`)."""
    now = clock.now()
    refuse_unless(job is None or job.client_id == client.pk, _("That job belongs to another client"), "job")
    ours = contact is None or contact.client_id == client.pk
    refuse_unless(ours, _("Choose one from the list"), "contact")
    if due:
        due = day(client.office, due, "due", now, past=bool(item_key))
    waiting = Waiting.objects.create(
        client=client, job=job, contact=contact, by=by, since=now, wanted_on=due, item_key=item_key,
        what=line(what, "what", 200, _("Say what is awaited")), effect=line(effect, "effect", 200),
    )  # fmt: skip
    if job:
        job.refresh_from_db()
    keep_waiting(job)
    facts = {"what": waiting.what, "contact": contact.name if contact else "", "number": job.number if job else ""}
    return Done(
        waiting, {"job": job and job.pk, "contact": contact and contact.pk, "due": due},
        # What a contact report asks of the client is told by the report itself.
        thread=None if item_key else Thread("agency", facts, job=job),
    )  # fmt: skip


@action("waiting ended", may=may_work_on_waiting)
def end_waiting(*, by: Person, waiting: Waiting) -> Done[Waiting]:
    """It came, or it is no longer needed."""
    waiting.refresh_from_db()
    refuse_unless(waiting.ended is None, _("That has ended already"))
    waiting.ended, waiting.ended_by = clock.now(), by
    waiting.save(update_fields=["ended", "ended_by"])
    keep_waiting(waiting.job)
    contact = waiting.contact.name if waiting.contact else ""
    facts = {"what": waiting.what, "contact": contact, "number": waiting.job.number if waiting.job else ""}
    return Done(
        waiting,
        {"job": waiting.job_id, "since": waiting.since},
        thread=Thread("client", facts, job=waiting.job),
    )


@action("client asked again", may=may_work_on_waiting)
def ask_again(*, by: Person, waiting: Waiting, once_more: bool = False) -> Done[Chase]:
    """The client was asked again: the time until it counts as long begins anew.

    Twice on one day of the client's office is mostly two people, or one who is not sure that it was noted. So it is
    refused with who asked when, unless `once_more` says that the client was really asked another time.
    """
    waiting.refresh_from_db()
    refuse_unless(waiting.ended is None, _("That has ended already"))
    last = asked_today(waiting)
    if last and not once_more:
        told = {"time": dates.clock_time(last.at), "person": last.by}
        raise Refused(_("Asked again today at %(time)s already, by %(person)s. Nothing was added.") % told)
    chase = Chase.objects.create(waiting=waiting, by=by, at=clock.now())
    contact = waiting.contact.name if waiting.contact else ""
    facts = {"what": waiting.what, "contact": contact, "number": waiting.job.number if waiting.job else ""}
    return Done(chase, {"waiting": waiting.pk}, thread=Thread("agency", facts, job=waiting.job))
