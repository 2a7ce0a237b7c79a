"""A report as a page shows it, with all its words; who got it, and whether their mail went."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from herringbone.clients.models import Client, Contact
from herringbone.people.models import Person
from herringbone.record.models import Effect
from herringbone.status.documents import wording
from herringbone.status.documents.contract import StatusReport
from herringbone.status.documents.pdf import columns
from herringbone.status.documents.view import Part, parts
from herringbone.status.models import Published, Reader

MOST = 200  # jobs that a page shows; the files hold all


@dataclass(frozen=True)
class Sheet:
    """The words of a report in its language. `more` jobs stand in its files alone."""

    data: StatusReport
    title: str
    day: str
    columns: list[str]
    parts: list[Part]
    end: str
    seal: str
    more: int
    total: str


@dataclass(frozen=True)
class ReaderRow:
    """Somebody to whom a report went, why, and what became of the mail."""

    who: Person | Contact
    why: str
    state: str
    at: datetime | None


def sheet(data: StatusReport, seal: str = "") -> Sheet:
    """The report in its own language."""
    with wording.speaking(data):
        shown: StatusReport = {**data, "lines": data["lines"][:MOST]}
        end = " ".join(filter(None, [wording.compared_with(data), wording.prepared_by(data)]))
        return Sheet(
            data, wording.title(data), wording.issued_on(data), columns(), parts(shown), end, _short(seal),
            max(0, len(data["lines"]) - MOST), wording.group("billing", data["client"]["name"]),
        )  # fmt: skip


def readers_of(published: Published) -> list[ReaderRow]:
    """Who got a report, the client's people first. Two queries."""
    rows = Reader.objects.filter(published=published).select_related("person", "contact").order_by("pk")
    found = sorted(rows, key=lambda one: one.contact is None)
    mails: Mapping[int, Effect] = {
        one.subject_id: one
        for one in Effect.objects.filter(subject_label=Reader._meta.label, subject_id__in=[one.pk for one in found])
    }
    return [_row(one, mails.get(one.pk)) for one in found]


def newest_number(client: Client) -> int:
    """The number of the client's newest report; 0 without one."""
    found = Published.objects.filter(client=client).order_by("-number").values_list("number", flat=True).first()
    return found or 0


def _row(reader: Reader, mail: Effect | None) -> ReaderRow:
    who = reader.contact or reader.person
    assert who is not None
    return ReaderRow(who, reader.why, mail.state if mail else "", mail.settled_at if mail else None)


def _short(seal: str) -> str:
    """Enough of a SHA-256 to compare by eye."""
    return f"{seal[:4]} {seal[4:8]} {seal[8:12]} … {seal[-4:]}" if seal else ""
