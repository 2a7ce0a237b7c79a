"""The questions of a line, and the answers that were given to them."""

from collections.abc import Iterable, Mapping
from datetime import date

from herringbone.core.dates import Read, label
from herringbone.meetings.capture.directory import ContactRef, JobRef
from herringbone.meetings.capture.understanding import Choice, Owner, Question, Topic

MOST_CHOICES = 8
LONGEST_QUOTE = 80


class Asking:
    """Collects what must be asked; a question that was answered is not asked again."""

    def __init__(self, answers: Mapping[str, str]) -> None:
        self._answers = answers
        self.questions: list[Question] = []

    def answer(self, key: str) -> str:
        """What was answered to a question, or nothing."""
        return self._answers.get(key, "").strip()

    def ask(self, key: str, topic: Topic, text: str, choices: Iterable[Choice] = ()) -> None:
        """Put a question; of very many choices the first are shown."""
        self.questions.append(Question(key, topic, text, tuple(choices)[:MOST_CHOICES]))


def quoted(text: str) -> str:
    """The beginning of a text, to be named in a question."""
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE].rstrip()}…"


def contact_choice(contact: ContactRef) -> Choice:
    """A contact as an answer: the name with the client's."""
    return Choice(f"contact:{contact.id}", f"{contact.name}, {contact.client.name}")


def job_choice(job: JobRef) -> Choice:
    """A job as an answer."""
    return Choice(f"job:{job.id}", f"{job.number} {job.title}")


def owner_choice(owner: Owner) -> Choice:
    """Who does it, as an answer: ours by name, the client's with the company."""
    if owner.person:
        return Choice(f"person:{owner.person.id}", owner.person.name)
    if owner.contact:
        return contact_choice(owner.contact)
    if owner.client:
        return Choice(f"client:{owner.client.id}", owner.client.name)
    raise ValueError("An owner is somebody")


def read_choice(read: Read, today: date) -> Choice:
    """A day, a time or both as an answer: `2026-11-26 12:00`, which reads as itself."""
    parts = [read.day.isoformat() if read.day else "", f"{read.time:%H:%M}" if read.time else ""]
    return Choice(" ".join(part for part in parts if part), label(read, today))
