"""Who may do what about status reports. Lines are the whole team's; what reaches the client is the account team's."""

from typing import Any

from herringbone.clients.models import Client
from herringbone.people.models import Person
from herringbone.people.rules import may_administer, may_lead_client, may_work_on, standing
from herringbone.record.actor import ByLink
from herringbone.record.links import still_live
from herringbone.status.models import Ask, AskedLine, Pause, Proposal, TableChange, Turn, WeeklyMeeting
from herringbone.work.models import Job


def may_report(person: Any, client: Client) -> bool:
    """Whether the person tells the client how things stand: the account team, and whoever leads the account."""
    if not may_work_on(person, client):
        return False
    return client.pk in standing(person).accounts or may_lead_client(person, client)


def may_report_to(*, by: Any, client: Client, **_: Any) -> bool:
    """Whoever tells the client how things stand."""
    return may_report(by, client)


def may_review(*, by: Any, client: Client, **_: Any) -> bool:
    """Whoever leads the account, and its point person or whoever answers in their place."""
    if not may_report(by, client):
        return False
    return may_lead_client(by, client) or client.pk in standing(by).answers


def may_report_on(*, by: Any, job: Job, **_: Any) -> bool:
    """Whoever tells the job's client how things stand."""
    return may_report(by, job.client)


def may_take_up(*, by: Any, pause: Pause, **_: Any) -> bool:
    """Whoever tells the client how things stand."""
    return may_report(by, pause.client)


def may_hold(*, by: Any, **_: Any) -> bool:
    """Whoever is on an account team or leads accounts runs through them with the team."""
    if not isinstance(by, Person) or not by.is_active:
        return False
    here = standing(by)
    return here.writes and bool(here.accounts or here.led or here.directs_agency)


def may_lead_meeting(*, by: Any, meeting: WeeklyMeeting, **_: Any) -> bool:
    """Whoever holds it."""
    return isinstance(by, Person) and by.is_active and meeting.by_id == by.pk


def may_change_at_table(*, by: Any, turn: Turn, **_: Any) -> bool:
    """Whoever holds the meeting, on the clients that they work on."""
    return isinstance(by, Person) and turn.holder_id == by.pk and may_work_on(by, turn.client)


def may_undo(*, by: Any, change: TableChange, **_: Any) -> bool:
    """Whoever holds the meeting."""
    return may_change_at_table(by=by, turn=change.turn)


def may_withdraw(*, by: Any, ask: Ask, **_: Any) -> bool:
    """Whoever tells the client how things stand; the administrator for somebody who leaves."""
    return may_report(by, ask.client) or may_administer(by)


def answers_ask(person: Any, ask: Ask) -> bool:
    """Whether this person is the one of ours who was asked, or stands in for them."""
    if ask.person_id is None or not may_work_on(person, ask.client):
        return False
    return ask.person_id == person.pk or ask.person_id in standing(person).stands_for


def may_propose(*, by: Any, line: AskedLine, **_: Any) -> bool:
    """Whoever was asked: one of ours, or a contact by the link that they were sent."""
    if isinstance(by, ByLink):
        asked = (line.ask.contact_id, line.ask.edition_id)
        return asked == (by.link.contact_id, by.link.edition_id) and by.contact.left is None and still_live(by.link)
    return answers_ask(by, line.ask)


def may_settle(*, by: Any, proposal: Proposal, **_: Any) -> bool:
    """Whoever tells the client how things stand."""
    return may_report(by, proposal.line.ask.client)
