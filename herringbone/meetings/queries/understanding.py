"""How a line typed during a call is understood, with the answers that were given to its questions."""

from collections.abc import Mapping
from datetime import date, datetime

from herringbone.clients.models import Client
from herringbone.core.models import Office
from herringbone.meetings.capture import Directory, PersonRef, Understanding, parse
from herringbone.people.models import Person
from herringbone.people.rules import visible_to
from herringbone.work.working_days import closed_on

ROUNDS = 6  # an answer may lead to the next question; a line has no more than these


def understand(
    line: str, directory: Directory, person: Person, now: datetime, answers: Mapping[str, str], asked: Mapping[str, str]
) -> tuple[Understanding, dict[str, str]]:
    """The line as understood, and the answers that counted.

    An answer counts while its question is still the same (`asked` has the question's words): whoever changes the line
    after answering is asked again, and nothing is guessed from an answer to something else.
    """
    counted: dict[str, str] = {}
    found = _parse(line, directory, person, now, counted)
    for _round in range(ROUNDS):
        fresh = {
            one.key: answers[one.key]
            for one in found.questions
            if one.key not in counted and answers.get(one.key) and asked.get(one.key) == one.text
        }
        if "job" in answers and not found.job and any(f"job:{job.id}" == answers["job"] for job in found.offers):
            fresh["job"] = answers["job"]
        if not fresh:
            break
        counted |= fresh
        found = _parse(line, directory, person, now, counted)
    return found, counted


def _parse(line: str, directory: Directory, person: Person, now: datetime, answers: Mapping[str, str]) -> Understanding:
    return parse(
        line, directory, now=now, zone=person.office.wall, language=person.language,
        author=PersonRef(person.pk, person.name), answers=answers, closed=lambda day: _closed(person.office, day),
        closed_for=lambda client: lambda day: _closed(_office_of(person, client), day),
    )  # fmt: skip


def _office_of(person: Person, client: int) -> Office:
    """The office by whose days a client is owed something; the writer's own where the client is gone meanwhile."""
    found = visible_to(person, Client).filter(pk=client).select_related("office").first()
    return found.office if found else person.office


def _closed(office: Office, day: date) -> tuple[str, tuple[date, ...]] | None:
    found = closed_on(office, day)
    return (found.reason, found.ways) if found else None
