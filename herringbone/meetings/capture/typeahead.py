"""What a word that is still being typed may mean: a contact in front, a job after #, an owner after the arrow."""

import re
from dataclasses import dataclass

from herringbone.core.names import words
from herringbone.meetings.capture.directory import ClientRef, Directory
from herringbone.meetings.capture.matching import best

_LAST_STEP = re.compile(r"(?:→|⇒|->|=>|;)\s*([^→⇒>;]*)$")
_TAG = re.compile(r"(?:^|\s)#([^\s,;]*)$")
MOST = 6


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A completion: it replaces the line from `start` on by `text`; `label` tells it from others of the same name."""

    start: int
    text: str
    label: str


def suggest(line: str, directory: Directory, client: ClientRef | None = None) -> list[Suggestion]:
    """Completions for the end of a line, best first; `client` is that of the line as far as it is known."""
    if tag := _TAG.search(line):
        return _jobs(tag[1], tag.start(1), directory, client)
    step = _LAST_STEP.search(line)
    typed, start = (step[1], step.start(1)) if step else (line, 0)
    if (
        not words(typed)
        or (not step and re.search(r"[,:]", line))
        or len(words(typed)) > len(("given", "family", "name"))
    ):
        return []
    return _owners(typed, start, directory, client) if step else _contacts(typed, directory)


def _jobs(typed: str, start: int, directory: Directory, client: ClientRef | None) -> list[Suggestion]:
    jobs = directory.jobs(typed.casefold(), client.id if client else None)
    return [Suggestion(start, job.number, f"{job.number} {job.title}") for job in jobs][:MOST]


def _contacts(typed: str, directory: Directory) -> list[Suggestion]:
    first = words(typed)[0]
    contacts = list(directory.contacts(first))
    found = best(words(typed), contacts, lambda contact: contact.name)
    named = found[1] if found else [one for one in contacts if best(words(typed), [one], lambda it: it.client.name)]
    return [Suggestion(0, f"{one.name}, ", f"{one.name}, {one.client.name}") for one in named][:MOST]


def _owners(typed: str, start: int, directory: Directory, client: ClientRef | None) -> list[Suggestion]:
    first = words(typed)[0]
    ours = best(words(typed), directory.people(first), lambda person: person.name)
    contacts = [one for one in directory.contacts(first) if client and one.client.id == client.id]
    theirs = best(words(typed), contacts, lambda contact: contact.name)
    found = [Suggestion(start, f"{one.name} ", one.name) for one in (ours[1] if ours else [])]
    found += [
        Suggestion(start, f"{one.name} ", f"{one.name}, {one.client.name}") for one in (theirs[1] if theirs else [])
    ]
    return found[:MOST]
