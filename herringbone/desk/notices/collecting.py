"""Writing notifications down from the event stream: once for each event and person, and none skipped."""

from herringbone.core import clock
from herringbone.desk.models import Notification
from herringbone.desk.notices.kinds import KIND_OF
from herringbone.desk.notices.stream import leave_behind, read_on
from herringbone.desk.notices.tells import TAKEN_BACK, TELLS
from herringbone.desk.notices.ways import chosen_by
from herringbone.people.models import Person
from herringbone.people.rules import stand_ins, standing
from herringbone.record.models import Event

READER = "notices"
# By person and event: the event, and in whose place the person is told.
Concerned = dict[tuple[int, int], tuple[Event, int | None]]


def collect() -> int:
    """Tell whom the new events concern; gives how many were told. Safe to run again, and by two at once."""
    return read_on(READER, [*TELLS, *TAKEN_BACK], _tell)


def start_from_here() -> None:
    """Tell nothing of what happened so far: after history was filled in."""
    leave_behind(READER)


def _tell(events: list[Event]) -> int:
    gone = _withdraw(events)
    events = [one for one in events if one.verb in TELLS and (one.verb, one.subject_id) not in gone]
    known = set(Notification.objects.filter(event__in=events).values_list("person", "event"))
    named: Concerned = {(person, event.pk): (event, None) for event in events for person in _concerned(event)}
    wanted = {**_in_place_of(named), **named}
    new = {key: found for key, found in wanted.items() if key not in known}
    people = Person.objects.select_related("office").in_bulk({person for person, _ in new})
    ways = chosen_by(people)
    rows = []
    for (person, _), (event, instead_of) in new.items():
        way = ways[person, KIND_OF[event.verb].key]
        if people[person].is_active and not way.none and _may_hear(people[person], event):
            rows.append(
                Notification(
                    person_id=person, event=event, why=event.verb[:20], made=clock.now(), instead_of_id=instead_of,
                    shown=way.shown, mail=way.mail, chat=way.chat_mode,
                )
            )  # fmt: skip
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _withdraw(events: list[Event]) -> set[tuple[str, int]]:
    """Take back what nobody has read yet of what was taken back since; gives the verbs and subjects of all of it, so
    that it is not told now."""
    gone = {(verb, one.subject_id) for one in events for verb in TAKEN_BACK.get(one.verb, ())}
    for verb in {verb for verb, _subject in gone}:
        subjects = [subject for told, subject in gone if told == verb]
        Notification.objects.filter(read=None, event__verb=verb, event__subject_id__in=subjects).delete()
    return gone


def _concerned(event: Event) -> set[int]:
    """Whom an event concerns, but for whoever did it."""
    return {person for person in TELLS[event.verb](event) if person and person != event.by_id}


def _in_place_of(named: Concerned) -> Concerned:
    """The same for whoever stands in for those who are away now, of what cannot wait until they are back."""
    covers = stand_ins(clock.now()) if named else {}
    return {
        (covers[person], pk): (event, person)
        for (person, pk), (event, _) in named.items()
        if person in covers and covers[person] not in (person, event.by_id) and KIND_OF[event.verb].passed_on
    }


def _may_hear(person: Person, event: Event) -> bool:
    """Nobody hears of a client whom they may not see."""
    return event.client_id is None or standing(person).sees_client(event.client_id)
