"""An agency for the tests of the call log, on Tuesday, 24 November 2026, ten past nine in New York."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import translation

from herringbone.core.names import words
from herringbone.meetings.capture import (
    ClientRef,
    ContactRef,
    Due,
    JobRef,
    PersonRef,
    Understanding,
    begins,
    parse,
)

NEW_YORK, MILAN = ZoneInfo("America/New_York"), ZoneInfo("Europe/Rome")
NOW = datetime(2026, 11, 24, 9, 10, tzinfo=NEW_YORK)

ORSATTI = ClientRef(1, "Orsatti Vermouth", ("Orsatti S.p.A.",))
NORTHWAY = ClientRef(2, "Northway Ferries")
PELLWORTH = ClientRef(3, "Pellworth Coffee")
GIULIA = ContactRef(1, "Giulia Orsatti", ORSATTI)
PAOLO = ContactRef(2, "Paolo Brandi", ORSATTI)
INGRID = ContactRef(3, "Ingrid Solheim", NORTHWAY)
GIULIA_NERI = ContactRef(4, "Giulia Neri", PELLWORTH)
SUN = ContactRef(5, "Sun Li", NORTHWAY)
NORA = PersonRef(1, "Nora Whitfield")
MARTA = PersonRef(2, "Marta Galli")
JOSE = PersonRef(3, "José Ángel Núñez")
PAOLO_OURS = PersonRef(4, "Paolo Ferri")
FILM = JobRef(1, "ORS-26-0117", "Aperitivo film", 1)
BOXES = JobRef(2, "ORS-26-0121", "Christmas boxes", 1)
TIMETABLE = JobRef(3, "NOR-26-0117", "Autumn timetable", 2)


class Agency:
    """A directory of a few people, as one reader may see it; counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def clients(self, prefix: str) -> Iterable[ClientRef]:
        self.asked += 1
        every = (ORSATTI, NORTHWAY, PELLWORTH)
        return [one for one in every if any(begins(name, prefix) for name in (one.name, *one.also))]

    def contacts(self, prefix: str) -> Iterable[ContactRef]:
        self.asked += 1
        every = (GIULIA, PAOLO, INGRID, GIULIA_NERI, SUN)
        return [one for one in every if begins(one.name, prefix) or begins(one.client.name, prefix)]

    def people(self, prefix: str) -> Iterable[PersonRef]:
        self.asked += 1
        return [one for one in (NORA, MARTA, JOSE, PAOLO_OURS) if begins(one.name, prefix)]

    def jobs(self, text: str, client_id: int | None) -> Iterable[JobRef]:
        self.asked += 1
        theirs = [one for one in (FILM, BOXES, TIMETABLE) if client_id in (None, one.client_id)]
        return [
            one
            for one in theirs
            if text in one.number.casefold() or any(word.startswith(text) for word in words(one.title))
        ]


def understand(line: str, language: str = "en", **more: object) -> Understanding:
    options = {"now": NOW, "zone": NEW_YORK, "author": NORA, **more}
    with translation.override("en"):
        return parse(line, Agency(), language=language, **options)


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=NEW_YORK)


def due(day: int, hour: int | None = None, month: int = 11) -> Due:
    return Due(date(2026, month, day), at(day, hour, month=month) if hour is not None else None)


def topics(understood: Understanding) -> list[str]:
    return [question.key for question in understood.questions]


def labels(understood: Understanding, key: str) -> list[str]:
    (question,) = [one for one in understood.questions if one.key == key]
    return [choice.label for choice in question.choices]
