"""A guest's answer, or why a mail is none."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from herringbone.meetings.itip.invitation import PartStat


class Standing(StrEnum):
    """What an answer is worth beside what we sent and what we know."""

    CURRENT = "current"
    STALE = "stale"
    SUPERSEDED = "superseded"
    UNSENT = "unsent"


class WhyNot(StrEnum):
    """Why a mail is not taken as an answer."""

    TOO_LARGE = "too_large"
    NO_CALENDAR = "no_calendar"
    UNREADABLE = "unreadable"
    NOT_A_REPLY = "not_a_reply"
    COUNTER = "counter"
    SEVERAL = "several"
    INCOMPLETE = "incomplete"
    NO_SENDER = "no_sender"
    STRANGER = "stranger"


@dataclass(frozen=True, slots=True)
class Reply:
    """What a guest answered, by address as written and as compared (`key`).

    `sent_by` is who wrote in the guest's name, of the same mail domain; `delegated_to` and `delegated_from` say who
    goes instead. That the mail came from that address is only as sure as its From line: the mail server's checks are
    not seen here.
    """

    uid: str
    sequence: int
    address: str
    key: str
    partstat: PartStat
    stamp: datetime | None
    comment: str = ""
    instance: date | None = None
    sent_by: str | None = None
    delegated_to: str | None = None
    delegated_from: str | None = None

    def standing(self, sequence: int, latest: datetime | None = None) -> Standing:
        """Beside the sequence we last sent, and the stamp of the guest's latest answer to it that is known.

        An answer to an older invitation is stale; one older than the latest is superseded (RFC 5546, section 2.1.5).
        """
        if self.sequence > sequence:
            return Standing.UNSENT
        if self.sequence < sequence:
            return Standing.STALE
        if latest is not None and self.stamp is not None and self.stamp < latest:
            return Standing.SUPERSEDED
        return Standing.CURRENT


@dataclass(frozen=True, slots=True)
class Refusal:
    """A mail that is no answer, and why in a sentence for a person."""

    why: WhyNot
    text: str
