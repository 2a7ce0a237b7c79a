"""Asking somebody how jobs stand, one of ours or somebody outside, and taking that back (B5)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from herringbone.clients.models import Client, Contact
from herringbone.clients.rules import may_mail
from herringbone.core import clock
from herringbone.core.models import Agency
from herringbone.people.models import Person
from herringbone.people.rules import may_work_on
from herringbone.record.action import Done, action, refuse_unless
from herringbone.record.editions import freeze, next_issue, seals
from herringbone.record.effects import enqueue
from herringbone.record.models import Edition, Effect, Link
from herringbone.status.documents import wording
from herringbone.status.documents.ask import KIND
from herringbone.status.letters.ask import PURPOSE
from herringbone.status.models import Ask, AskedLine
from herringbone.status.rules import may_report_to, may_withdraw
from herringbone.work.actions.written import line
from herringbone.work.models import Job, Stage

MOST = 40  # jobs of one question
FURTHEST = timedelta(days=60)
AGAIN = timedelta(hours=4)  # nobody is asked again sooner


@action("lines asked for", may=may_report_to)
def ask_for_lines(
    *, by: Person, client: Client, jobs: Sequence[Job], until: datetime, person: Person | None = None,
    contact: Contact | None = None, note: str = "",
) -> Done[Ask]:  # fmt: skip
    """Ask one of ours or somebody outside how some jobs stand and what comes next.

    Ours owe it from now on, on their desk. Somebody outside gets a mail with a link: the question is frozen as an
    edition, so that the link opens these jobs and nothing else.
    """
    now = clock.now()
    refuse_unless(bool(person) != bool(contact), _("Say who is asked: one of ours, or somebody outside"), "whom")
    refuse_unless(now < until <= now + FURTHEST, _("Choose a day within the next two months"), "until")
    wanted = sorted({job.pk: job for job in jobs}.values(), key=lambda job: job.number)
    refuse_unless(wanted, _("Choose at least one job"), "jobs")
    refuse_unless(len(wanted) <= MOST, _("No more than %(most)d jobs at once") % {"most": MOST}, "jobs")
    _refuse_wrong_jobs(client, wanted)
    note = line(note, "note", 300)
    if person:
        _refuse_who_sees_nothing(person, client)
    edition = _frozen(by, client, contact, wanted, until, note) if contact else None
    ask = Ask.objects.create(
        client=client, person=person, contact=contact, edition=edition, note=note, until=until, by=by, at=now
    )
    AskedLine.objects.bulk_create(AskedLine(ask=ask, job=job) for job in wanted)
    if contact:
        enqueue(KIND, key=f"{KIND}:{ask.pk}", subject=ask, contact=contact)
    who = {"person": person and person.pk, "contact": contact and contact.pk}
    return Done(ask, {**who, "jobs": [job.pk for job in wanted], "until": until, "sealed": seals(edition)})


@action("lines asked for again", may=may_withdraw)
def ask_again_for_lines(*, by: Person, ask: Ask) -> Done[Ask]:
    """Remind whoever was asked. Somebody outside gets a new link, and the one before is void."""
    _refuse_withdrawn(ask)
    now = clock.now()
    refuse_unless(still_open(ask), _("Every line of it has come, or is needed no longer"))
    refuse_unless(now - (ask.reminded or ask.at) >= AGAIN, _("They were asked less than four hours ago"))
    if ask.contact:
        _refuse_silent(ask.contact)
        sent = Effect.objects.filter(subject_label=Ask._meta.label, subject_id=ask.pk).count()
        enqueue(KIND, key=f"{KIND}:{ask.pk}:{sent + 1}", subject=ask, contact=ask.contact)
    ask.reminded = now
    ask.save(update_fields=["reminded"])
    return Done(ask, {"person": ask.person_id, "contact": ask.contact_id})


@action("lines no longer asked for", may=may_withdraw)
def withdraw_ask(*, by: Person, ask: Ask) -> Done[Ask]:
    """Ask no longer: it leaves the desk, and the link opens nothing from this second on. What was answered stands."""
    _refuse_withdrawn(ask)
    ask.withdrawn, ask.withdrawn_by = clock.now(), by
    ask.save(update_fields=["withdrawn", "withdrawn_by"])
    if ask.edition_id:
        links = Link.objects.filter(purpose=PURPOSE, edition=ask.edition_id, revoked=None)
        links.update(revoked=ask.withdrawn, revoked_by=by)
    return Done(ask, {"person": ask.person_id, "contact": ask.contact_id})


@action("question handed over", may=may_withdraw)
def hand_over_ask(*, by: Person, ask: Ask, to: Person) -> Done[Ask]:
    """Let somebody else of ours answer; the moment until which it is wanted stays."""
    _refuse_withdrawn(ask)
    refuse_unless(ask.person_id, _("Somebody outside was asked: ask anew"), "to")
    refuse_unless(to.pk != ask.person_id, _("It is theirs already"), "to")
    _refuse_who_sees_nothing(to, ask.client, "to")
    was, ask.person = ask.person_id, to
    ask.save(update_fields=["person"])
    return Done(ask, {"was": was, "person": to.pk})


def still_open(ask: Ask) -> bool:
    """Whether a line of it is still waited for."""
    return ask.lines.filter(proposals=None).exclude(job__stage__in=Stage.OVER).exists()


def _refuse_withdrawn(ask: Ask) -> None:
    ask.refresh_from_db()
    refuse_unless(ask.withdrawn is None, _("That is asked for no longer"))


def _refuse_wrong_jobs(client: Client, jobs: Sequence[Job]) -> None:
    theirs = all(job.client_id == client.pk for job in jobs)
    refuse_unless(theirs, _("That job belongs to another client"), "jobs")
    over = next((job for job in jobs if job.stage in Stage.OVER), None)
    refuse_unless(over is None, _("%(job)s is over") % {"job": over}, "jobs")


def _refuse_who_sees_nothing(person: Person, client: Client, field: str = "whom") -> None:
    words = {"person": person}
    refuse_unless(person.is_active, _("%(person)s has left the agency") % words, field)
    could_answer = may_work_on(person, client)
    refuse_unless(could_answer, _("%(person)s is not on the client's team and could not open it") % words, field)


def _refuse_silent(contact: Contact) -> None:
    words = {"name": contact.name}
    refuse_unless(
        may_mail(contact), _("%(name)s has no mail address, has left, or asked not to be written to") % words, "whom"
    )


def _frozen(
    by: Person, client: Client, contact: Contact, jobs: Sequence[Job], until: datetime, note: str
) -> Edition:  # fmt: skip
    """The question as it leaves the house. A contact of another client's is nobody's business here."""
    refuse_unless(contact.client_id in (None, client.pk), _("Choose one from the list"), "whom")
    _refuse_silent(contact)
    agency = Agency.objects.get()
    number, version = next_issue(client, KIND)
    data: dict[str, Any] = {
        "kind": KIND,
        "language": wording.spoken(contact.language or client.language),
        "zone": client.office.zone_at(until),
        "number": number,
        "asked": clock.now().isoformat(),
        "until": until.isoformat(),
        "agency": {"name": agency.name},
        "client": {"name": client.name, "code": client.code},
        "author": {"name": by.name, "title": by.title, "email": by.email, "phone": by.phone},
        "asked_of": contact.name,
        "note": note,
        "lines": [
            {"number": job.number, "name": job.name, "status": job.status, "step": job.next_step} for job in jobs
        ],
    }  # fmt: skip
    return freeze(
        by=by, client=client, kind=KIND, audience=Edition.Audience.CLIENT, number=number, version=version, data=data
    )
