"""Who may do what about meetings and contact reports. Walls and teams are decided below, in `people.rules`."""

from typing import Any

from herringbone.clients.models import Client, Contact
from herringbone.meetings.models import AgendaItem, Attendee, CalendarFeed, ContactReport, Issue, Meeting, Objection
from herringbone.people.models import Person
from herringbone.people.rules import may_administer, may_direct, may_see, may_work_on, standing
from herringbone.record.actor import ByLink, System
from herringbone.record.links import still_live
from herringbone.work.models import Change, Job


def may_plan(*, by: Any, client: Client, **_: Any) -> bool:
    """Whoever works on the client calls a meeting."""
    return may_work_on(by, client)


def may_bring_in_meeting(*, by: Any, client: Client | None = None, meeting: Meeting | None = None, **_: Any) -> bool:
    """Whoever works on the client, and the administrator, who brings in what the agency has."""
    client = meeting.client if meeting else client
    return client is not None and (may_work_on(by, client) or may_administer(by))


def may_talk_over(*, by: Any, change: Change, **_: Any) -> bool:
    """Whoever works on the change's job."""
    return may_work_on(by, change.job.client)


def may_waive_kick_off(*, by: Any, job: Job, **_: Any) -> bool:
    """The director of the account, or the head of account services (R2, R1)."""
    return may_direct(by, job.client)


def may_set_kick_offs(*, by: Any, **_: Any) -> bool:
    """The head of account services and the administrator."""
    return may_direct(by) or may_administer(by)


def may_log(*, by: Any, contact: Contact, **_: Any) -> bool:
    """Whoever works on the client logs a call with its people."""
    return contact.client is not None and may_work_on(by, contact.client)


def may_change(*, by: Any, meeting: Meeting, **_: Any) -> bool:
    """Whoever works on the meeting's client."""
    return may_work_on(by, meeting.client)


def may_change_agenda(*, by: Any, point: AgendaItem, **_: Any) -> bool:
    """Whoever works on the client of the agenda's meeting."""
    return may_work_on(by, point.meeting.client)


def may_reply(*, by: Any, attendee: Attendee, **_: Any) -> bool:
    """The program, from a reply by mail; and whoever works on the client, for themselves or for another."""
    return isinstance(by, System) or may_work_on(by, attendee.meeting.client)


def may_decide_owed(*, by: Any, meeting: Meeting, **_: Any) -> bool:
    """Whether a meeting owes a report is decided by the account team, or by whoever owes it."""
    return serves(by, meeting.client) or owes(by, meeting)


def may_pass_on(*, by: Any, meeting: Meeting, **_: Any) -> bool:
    """The account team, and whoever hands over what somebody leaves behind."""
    return serves(by, meeting.client) or owes(by, meeting) or may_administer(by)


def may_write(*, by: Any, meeting: Meeting, **_: Any) -> bool:
    """The account team writes a meeting's report, and whoever owes it."""
    return serves(by, meeting.client) or owes(by, meeting)


def may_write_report(*, by: Any, report: ContactReport, **_: Any) -> bool:
    """As `may_write`, for a report that was begun."""
    return may_write(by=by, meeting=report.meeting)


def may_answer(*, by: Any, issue: Issue, contact: Contact, **_: Any) -> bool:
    """The contact by the link they were sent with this very edition; on their behalf, the account team."""
    if isinstance(by, ByLink):
        mine = by.link.contact_id == by.contact.pk == contact.pk
        return mine and by.link.edition_id == issue.client_edition_id and still_live(by.link)
    return serves(by, issue.report.meeting.client)


def may_settle(*, by: Any, objection: Objection, **_: Any) -> bool:
    """The account team."""
    return serves(by, objection.issue.report.meeting.client)


def may_make_feed(*, by: Any, client: Client | None = None, job: Job | None = None, **_: Any) -> bool:
    """A calendar of a person whoever works here; one of a client or a job whoever sees that client."""
    if not isinstance(by, Person) or not by.is_active:
        return False
    return all(may_see(by, one) for one in (client, job.client if job else None) if one is not None)


def may_revoke_feed(*, by: Any, feed: CalendarFeed, **_: Any) -> bool:
    """Whoever made it, also one of a client that they no longer see; and the administrator."""
    return isinstance(by, Person) and by.is_active and (feed.by_id == by.pk or may_administer(by))


def serves(by: Any, client: Client) -> bool:
    """Whether a person is of the client's account team, or leads the agency's account services."""
    if not isinstance(by, Person) or not may_work_on(by, client):
        return False
    here = standing(by)
    return here.directs_agency or client.pk in here.accounts


def owes(by: Any, meeting: Meeting) -> bool:
    """Whether the meeting's report falls to this person, cover included."""
    return may_work_on(by, meeting.client) and meeting.reporter_id in standing(by).stands_for | {by.pk}
