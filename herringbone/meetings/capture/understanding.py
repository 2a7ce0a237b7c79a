"""How a line was understood: what stands, and what must be asked before it can be saved."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from herringbone.core.dates import Part
from herringbone.meetings.capture.directory import ClientRef, ContactRef, JobRef, PersonRef


class Topic(StrEnum):
    """What a question is about."""

    CONTACT = "contact"
    WHEN = "when"
    JOB = "job"
    OWNER = "owner"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer: `value` is handed back under the question's key, `label` is shown."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """What could not be told. The answer goes to `parse(answers={key: value})`.

    Without choices a date or time may be answered in words; a person or job is answered by correcting the line.
    """

    key: str
    topic: Topic
    text: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Owner:
    """Who does a next step: a person of ours, or the client's side, there a contact if one was named."""

    person: PersonRef | None = None
    client: ClientRef | None = None
    contact: ContactRef | None = None

    @property
    def is_client(self) -> bool:
        """Whether the step makes us wait for the client."""
        return self.client is not None


@dataclass(frozen=True, slots=True)
class Due:
    """Until when: a day, with the moment if a time was said, or a part of the day."""

    day: date
    at: datetime | None = None
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class NextStep:
    """Who does what until when, and for which job."""

    owner: Owner | None
    what: str
    due: Due | None
    job: JobRef | None


@dataclass(frozen=True, slots=True)
class Understanding:
    """A line, taken apart. It may be saved when there are no questions left.

    `contact` is None while several could be meant (`candidates`) or nobody is known; `client` may be known even so.
    `offers` are open jobs that the words may be about: proposed, never set.
    """

    line: str
    contact: ContactRef | None
    candidates: tuple[ContactRef, ...]
    client: ClientRef | None
    said: str
    at: datetime
    job: JobRef | None
    offers: tuple[JobRef, ...]
    steps: tuple[NextStep, ...]
    questions: tuple[Question, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing is left to ask."""
        return not self.questions
