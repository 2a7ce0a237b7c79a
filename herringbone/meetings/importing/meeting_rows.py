"""Rows that are meetings. The same meeting: the same UID; without one, the same beginning and title."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from herringbone.clients.actions import open_client
from herringbone.clients.importing.kinds import Chosen
from herringbone.clients.importing.reading import Record
from herringbone.clients.importing.report import Fact, Outcome, What
from herringbone.clients.models import Client, Contact
from herringbone.clients.rules import clients_to_bring_into, contacts_open, may_open_account
from herringbone.core import clock
from herringbone.core.models import Agency
from herringbone.core.names import company_key, read_email
from herringbone.core.text import one_line
from herringbone.meetings.actions.bringing import bring_in_meeting, call_off_brought_meeting, change_brought_meeting
from herringbone.meetings.brought import BroughtMeeting
from herringbone.meetings.importing.invitation import Guest, Invitation
from herringbone.meetings.importing.told import AsTold, changed_facts, off_fact, written_facts
from herringbone.meetings.models import Attendee, Meeting, Withdrawal
from herringbone.meetings.queries.walls import behind_wall
from herringbone.people.models import Person
from herringbone.people.rules import may_administer, may_see, standing, who_answers
from herringbone.record.action import Refused

LONGEST_UID = 200
NO_MEETING = ("REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH")  # methods that talk about a meeting (RFC 5546)
REPLIES = {
    "ACCEPTED": Attendee.Reply.ACCEPTED,
    "DECLINED": Attendee.Reply.DECLINED,
    "TENTATIVE": Attendee.Reply.TENTATIVE,
    "DELEGATED": Attendee.Reply.DELEGATED,
}


@dataclass(frozen=True)
class Asked:
    """Who of those asked is known here, and the others by name and address."""

    people: dict[Person, str] = field(default_factory=dict)  # and their replies
    contacts: dict[Contact, str] = field(default_factory=dict)
    strangers: list[str] = field(default_factory=list)


@dataclass
class Said:
    """What there is to say of one event: the file and the row, what should be known, and what is written."""

    evidence: str
    notes: list[str]
    facts: list[Fact] = field(default_factory=list)

    def of_the_first(self, facts: list[Fact]) -> None:
        """Of a series the first that is written is told: the others are like it."""
        self.facts = self.facts or facts


@dataclass
class MeetingRows:
    """Brings in events one after the other, and knows which meetings are there already."""

    by: Person
    chosen: Chosen
    there: dict[str, Meeting] = field(default_factory=dict)  # by UID
    series: set[str] = field(default_factory=set)  # UIDs of series of which there are meetings
    off: set[int] = field(default_factory=set)  # ids of meetings that do not take place
    people: dict[str, Person] = field(default_factory=dict)  # by mail address
    contacts: dict[str, list[Contact]] = field(default_factory=dict)
    answering: dict[int, Person] = field(default_factory=dict)  # for each client that meetings were brought in for
    house: Client | None = None  # the agency's own account
    at_house: int = 0

    def __post_init__(self) -> None:
        seen = list(clients_to_bring_into(self.by).select_related("office"))
        for meeting in Meeting.objects.filter(client__in=seen).select_related("client__office"):
            self._remember(meeting)
        self.off = set(Withdrawal.objects.filter(meeting__client__in=seen).values_list("meeting", flat=True))
        self.people = {one.email.casefold(): one for one in Person.objects.filter(is_active=True)}
        open_to = Contact.objects.exclude(client=None) if may_administer(self.by) else contacts_open(self.by)
        for contact in open_to.exclude(email="").exclude(client=None).select_related("client__office").order_by("pk"):
            self.contacts.setdefault(contact.email.casefold(), []).append(contact)
        own = company_key(Agency.objects.get().name)
        self.house = next((client for client in seen if company_key(client.name) == own), None)

    def land(self, record: Record) -> Outcome:
        """Bring in one event. Raises Refused with the reason where it cannot be."""
        told: Invitation = record.source
        said = Said(_("%(file)s, row %(row)s") % {"file": self.chosen.file, "row": record.number}, list(told.notes))
        what = self._land(told, said)
        title = told.title or _("Without a title")
        return Outcome(record.number, record.line, title, what, tuple(said.notes), tuple(said.facts))

    def finish(self, outcomes: dict[int, Outcome]) -> list[str]:
        """What is to be said of all events: which of them are the agency's own."""
        if not self.at_house or self.house is None:
            return []
        told = ngettext(
            "%(count)s meeting names nobody of a client: it is the agency’s own, under %(house)s",
            "%(count)s meetings name nobody of a client: they are the agency’s own, under %(house)s",
            self.at_house,
        )
        return [told % {"count": self.at_house, "house": self.house.name}]

    def _land(self, told: Invitation, said: Said) -> What:
        if told.method in NO_MEETING:
            said.notes.append(_("It speaks of a meeting and is none (%(method)s)") % {"method": told.method})
            return "unchanged"
        if told.cancelled:
            return self._call_off(told, said)
        if told.wrong or told.starts is None:
            raise Refused(told.wrong or _("It does not say when it begins"))
        if told.repeats and not told.instance:
            return self._series(told, said)
        return self._one(told, told.starts, _uid(told), said)

    def _series(self, told: Invitation, said: Said) -> What:
        """All meetings of a series; those with an exception of their own are left to it, once they are there."""
        if not told.each:
            raise Refused(_("No day of it is left, or all are further ahead than a year"))
        outcomes: set[What] = set()
        new = not any(_uid(told, begins) in self.there for begins in told.each)
        for begins in told.each:
            uid = _uid(told, begins)
            if begins in told.changed and uid in self.there:
                continue
            outcomes.add(self._one(told, begins, uid, said))
        self.series.add(told.uid)
        count = len(told.each)
        said.notes.append(ngettext("a series of %(count)s", "a series of %(count)s", count) % {"count": count})
        return "created" if new else "updated" if outcomes - {"unchanged"} else "unchanged"

    def _one(self, told: Invitation, begins: datetime, uid: str, said: Said) -> What:
        one = self.there.get(uid)
        if one is None:
            self._remember(self._add(told, begins, uid, said))
            return "updated" if told.instance and told.uid in self.series else "created"
        brought = self._brought(told, begins, uid, said.evidence, Asked(), one.client, one.reporter)
        if told.sequence < one.sequence:
            said.notes.append(_("A newer version is there already"))
            return "unchanged"
        if not _differs(one, brought):
            return "unchanged"
        was = AsTold.of(one)
        changed = change_brought_meeting(by=self.by, meeting=one, brought=brought)
        said.of_the_first(changed_facts(was, AsTold.of(changed)))
        self._remember(changed)
        return "updated"

    def _call_off(self, told: Invitation, said: Said) -> What:
        """One meeting, or all of a series that are still to come. What is unknown here cannot be called off."""
        if told.instance or told.uid not in self.series:
            known = [self.there.get(_uid(told, told.instance) if told.instance else _uid(told))]
        else:
            known = [one for uid, one in self.there.items() if uid.startswith(f"{told.uid}#")]
            known = [one for one in known if one and one.starts > clock.now()]
        going = [one for one in known if one and one.pk not in self.off]
        for meeting in going:
            call_off_brought_meeting(by=self.by, meeting=meeting, evidence=said.evidence)
            said.facts.append(off_fact(meeting))
            self.off.add(meeting.pk)
        return "updated" if going else "unchanged"

    def _add(self, told: Invitation, begins: datetime, uid: str, said: Said) -> Meeting:
        client = self.chosen.client or self._whose(told)
        asked = self._asked(told.guests, client)
        reporter = self._reporter(client)
        brought = self._brought(told, begins, uid, said.evidence, asked, client, reporter)
        meeting = bring_in_meeting(by=self.by, client=client, brought=brought)
        said.of_the_first(written_facts(meeting, [*brought.people, *brought.contacts]))
        return meeting

    def _brought(
        self, told: Invitation, begins: datetime, uid: str, evidence: str, asked: Asked, client: Client, who: Person
    ) -> BroughtMeeting:
        conference = told.place if told.place.startswith(("http://", "https://")) else ""
        known = [*asked.people, *asked.contacts]
        internal = client == self.house or bool(known and not asked.contacts and not asked.strangers)
        return BroughtMeeting(
            uid=uid,
            topic=told.title or _("Without a title"),
            starts=begins,
            ends=begins + told.lasts,
            evidence=evidence,
            reporter=who,
            internal=internal,
            place="" if conference else told.place,
            conference=conference,
            sequence=told.sequence,
            people=asked.people,
            contacts={} if internal else asked.contacts,
            told="\n".join(_said(told, evidence, asked.strangers)) if begins == told.first else "",
        )

    def _whose(self, told: Invitation) -> Client:
        """The one client whose people are asked; where none are, or those of several, the agency's own account."""
        clients = {one.client for guest in told.guests for one in self.contacts.get(_key(guest.mail), [])}
        if len(clients) == 1 and (client := clients.pop()):
            return client
        self.at_house += 1
        if self.house is None:
            if not may_open_account(by=self.by):
                raise Refused(_("It names nobody of a client: say whose meetings these are"))
            agency = Agency.objects.get()
            self.house = open_client(
                by=self.by, name=agency.name, office=self.by.office, point_person=self.chosen.point_person or self.by
            )
        return self.house

    def _asked(self, guests: Iterable[Guest], client: Client) -> Asked:
        asked = Asked()
        for guest in guests:
            reply = REPLIES.get(guest.answer, Attendee.Reply.WAITING)
            person = self.people.get(_key(guest.mail))
            contact = next((one for one in self.contacts.get(_key(guest.mail), []) if one.client == client), None)
            if person:
                asked.people.setdefault(person, reply)
            elif contact:
                asked.contacts.setdefault(contact, reply)
            else:
                shown = f"{guest.name} ({guest.mail})" if guest.name and guest.mail else guest.name or guest.mail
                asked.strangers.append(shown)
        for person in behind_wall(list(asked.people), client) if asked.people else ():
            del asked.people[person]
        return asked

    def _reporter(self, client: Client) -> Person:
        """Whoever answers for the client, else whoever brings it in."""
        if client.pk not in self.answering:
            on = client.office.local(clock.now()).date()
            found = who_answers([client.pk], on, standing(self.by)).get(client.pk)
            answers = next((one for one in self.people.values() if one.pk == found), self.chosen.point_person)
            self.answering[client.pk] = answers if answers and may_see(answers, client) else self.by
        return self.answering[client.pk]

    def _remember(self, meeting: Meeting) -> None:
        self.there[meeting.uid] = meeting
        uid, mark, _instance = meeting.uid.rpartition("#")
        if mark:
            self.series.add(uid)
        self.there.setdefault(_without_uid(meeting.starts, meeting.topic), meeting)


def _said(told: Invitation, evidence: str, strangers: list[str]) -> Iterator[str]:
    """What else the file says of a meeting, for its conversation."""
    if not told.text and not strangers:
        return
    yield _("From %(evidence)s.") % {"evidence": evidence}
    if strangers:
        yield _("Asked, and not on file here: %(people)s.") % {"people": "; ".join(dict.fromkeys(strangers))}
    if told.text:
        yield told.text


def _differs(meeting: Meeting, brought: BroughtMeeting) -> bool:
    stored = meeting.topic, meeting.starts, meeting.ends, meeting.place, meeting.conference
    title = one_line(brought.topic)[:200]
    return stored != (title, brought.starts, brought.ends, one_line(brought.place)[:200], brought.conference[:300])


def _uid(told: Invitation, begins: datetime | None = None) -> str:
    """By what a meeting is known: its UID, that of a series with the beginning; without one, beginning and title."""
    if not told.uid:
        first = begins or told.instance or told.starts
        assert first
        return _without_uid(first, told.title or _("Without a title"))
    instance = begins or told.instance
    uid = f"{told.uid}#{instance:%Y%m%dT%H%M%SZ}" if instance and (told.repeats or told.instance) else told.uid
    if len(uid) <= LONGEST_UID:
        return uid
    return f"{hashlib.sha256(uid.encode()).hexdigest()}{'#' if uid != told.uid else ''}"


def _without_uid(begins: datetime, title: str) -> str:
    return f"import-{hashlib.sha256(f'{begins.isoformat()} {title.casefold()}'.encode()).hexdigest()[:40]}"


def _key(mail: str) -> str:
    read = read_email(mail)
    return read.key if read else mail.casefold()
