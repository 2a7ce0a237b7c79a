"""S07, S09: what leaves by mail tells nobody anything that they may not see, at the moment when it leaves."""

import pytest

from herringbone.clients.models import Contact
from herringbone.core import clock
from herringbone.desk.notices.collecting import collect
from herringbone.desk.notices.digests import make_digests
from herringbone.meetings.actions import issue_contact_report, open_report, plan_meeting, save_items
from herringbone.meetings.actions.writing import Written
from herringbone.people.actions import deactivate_person, end_role, raise_wall
from herringbone.people.models import Person, Role
from herringbone.record.effects.sending import send_due
from herringbone.record.models import Effect
from herringbone.work.actions import make_task
from tests.crawling import CLIENTS, Eyes, words_in
from tests.world import DAY, HOUR, canary


def words_of(letter) -> str:
    """All that a reader of a letter could find: subject, texts, what is attached, the headers."""
    parts = [str(letter.message()), letter.subject, letter.body]
    parts += [part.content if hasattr(part, "content") else part[0] for part in letter.alternatives]
    for attached in letter.attachments:
        content = attached[1] if isinstance(attached, tuple) else attached.get_payload(decode=True)
        parts.append(words_in(content.encode() if isinstance(content, str) else content))
    return "\n".join(str(part) for part in parts)


def receiver(letter) -> Person | Contact:
    """Whom a letter goes to: exactly one."""
    (to,) = letter.to
    address = to.rpartition("<")[2].rstrip(">")
    assert not letter.cc, "a letter has one reader"
    assert not letter.bcc, "a letter has one reader"
    return Person.objects.filter(email=address).first() or Contact.objects.get(email=address)


def test_s07_no_letter_tells_of_a_client_that_its_reader_does_not_see(filled):
    letters, faults = filled.extra["letters"], []
    assert len(letters) > 30
    for letter in letters:
        to = receiver(letter)
        if isinstance(to, Person):
            faults += [f"{letter.subject} to {to}: {mark}" for mark in Eyes.of(filled, to).betrayed(words_of(letter))]
    assert faults == []


def test_s09_no_letter_to_a_client_holds_anothers_or_what_is_internal(filled):
    of_clients = [letter for letter in filled.extra["letters"] if isinstance(receiver(letter), Contact)]
    assert {receiver(letter).client for letter in of_clients} == {filled.alder, filled.birch, filled.cedar}
    assert any("%PDF" in str(words_of(letter)) for letter in of_clients)
    for letter in of_clients:
        low = next(low for low in CLIENTS if getattr(filled, low) == receiver(letter).client)
        words = words_of(letter)
        assert canary(low, "INTERNAL") not in words
        assert Eyes(filled, None, seen=frozenset({low})).betrayed(words) == []


@pytest.fixture
def told_of_cedar(filled, mailoutbox):
    """The director was told of a task at Cedar, and the letter about it has not gone out yet."""
    send_due()
    mailoutbox.clear()
    make_task(
        by=filled.ae_alder,
        client=filled.cedar,
        title=canary("cedar", "late"),
        owner=filled.director,
        due=clock.now().date(),
    )
    collect()


def later(what):
    """Do it when what waits is due."""
    with clock.clock_at(clock.now() + 2 * HOUR):
        return what()


def gather_and_send():
    make_digests()
    return send_due()


def to(letters, person):
    return [letter for letter in letters if person.email in str(letter.to)]


def test_s07_a_letter_about_it_would_go_out(filled, told_of_cedar, mailoutbox):
    later(gather_and_send)
    assert any("CANARY-cedar" in words_of(letter) for letter in to(mailoutbox, filled.director))


def test_s07_a_wall_raised_before_the_digest_keeps_it_out(filled, told_of_cedar, mailoutbox):
    raise_wall(by=filled.head, one=filled.alder, other=filled.cedar, reason="they compete now")
    later(gather_and_send)
    assert [words for words in map(words_of, to(mailoutbox, filled.director)) if "CANARY-cedar" in words] == []


def test_s07_a_role_that_ends_between_gathering_and_sending_keeps_it_out(filled, told_of_cedar, mailoutbox):
    later(make_digests)
    for role in Role.objects.filter(person=filled.director, client=filled.cedar):
        end_role(by=filled.head, role=role)
    later(send_due)
    assert [words for words in map(words_of, to(mailoutbox, filled.director)) if "CANARY-cedar" in words] == []


def issue_for(filled, reader):
    """A contact report of Alder's, issued to this reader too, whose letters wait."""
    meeting = plan_meeting(
        by=filled.ae_alder, client=filled.alder, topic="Walls", starts=clock.now() - HOUR, ends=clock.now(),
        people=[reader], contacts=[filled.pat],
    )  # fmt: skip
    send_due()
    report = open_report(by=filled.ae_alder, meeting=meeting)
    save_items(by=filled.ae_alder, report=report, items=[Written("decision", canary("alder", "late decision"))])
    issue_contact_report(by=filled.ae_alder, report=report)


def test_s07_who_leaves_the_agency_before_it_is_sent_gets_nothing(filled, mailoutbox):
    issue_for(filled, filled.planner_alder)
    mailoutbox.clear()
    deactivate_person(by=filled.head, person=filled.planner_alder)
    with clock.clock_at(clock.now() + HOUR):
        send_due()
    assert to(mailoutbox, filled.planner_alder) == []
    assert to(mailoutbox, filled.pat), "the others get theirs"
    dropped = Effect.objects.filter(person=filled.planner_alder, state=Effect.State.DROPPED)
    assert [one.reason for one in dropped if one.kind == "contact_report"] == ["the person has left"]


def test_s07_whoever_is_walled_out_meanwhile_gets_nothing(filled, mailoutbox):
    issue_for(filled, filled.director)
    mailoutbox.clear()
    raise_wall(by=filled.head, one=filled.alder, other=filled.cedar, reason="they compete now")
    with clock.clock_at(clock.now() + DAY):
        collect()
        gather_and_send()
    assert [words for words in map(words_of, to(mailoutbox, filled.director)) if "CANARY-alder" in words] == []
