"""What was asked about a client's jobs, and what was answered: beside the lines, and on the page of one question."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from herringbone.clients.models import Client, Contact
from herringbone.clients.rules import contacts_open, may_be_mailed
from herringbone.core.compiled import compiled_once
from herringbone.core.models import WorkingDay
from herringbone.people.models import Person
from herringbone.people.rules import Standing, visible
from herringbone.record.models import Effect, Link
from herringbone.status.models import Ask, AskedLine, Proposal, Published
from herringbone.work.models import Stage

OF_PROPOSAL = (
    "pk", "line__ask", "line__ask__at", "line__job", "person__name", "line__ask__contact__name", "at", "status", "step",
    "on",
)  # fmt: skip
OF_AWAITED = ("job", "ask", "ask__person__name", "ask__contact__name", "ask__at", "ask__until")
ASKED_BEFORE = 12  # people outside who were asked about this client, the newest


@dataclass(frozen=True)
class Proposed:
    """An answer that waits beside its line. `after`: it came after the last report had gone out."""

    pk: int
    ask: int
    who: str
    at: datetime
    status: str
    step: str
    on: date | None
    after: bool


@dataclass(frozen=True)
class Awaited:
    """A line that somebody was asked for and has not given yet. `late`: it was wanted before now."""

    ask: int
    who: str
    at: datetime
    until: datetime
    late: bool


@dataclass
class Beside:
    """What stands beside the line of one job."""

    proposed: list[Proposed] = field(default_factory=list)
    awaited: list[Awaited] = field(default_factory=list)


@dataclass(frozen=True)
class Question:
    """One question of which lines are still waited for: how many."""

    awaited: Awaited
    lines: int


def beside(client: Client, here: Standing, last: Published | None) -> dict[int, Beside]:
    """By the job's id, what was answered and what is waited for. Two queries."""
    found: dict[int, Beside] = {}
    for row in _proposals(client.pk, here):
        who = row["person__name"] or row["line__ask__contact__name"]
        made = Proposed(
            row["pk"], row["line__ask"], who, row["at"], row["status"], row["step"], row["on"],
            bool(last and row["line__ask__at"] < last.at < row["at"]),
        )  # fmt: skip
        found.setdefault(row["line__job"], Beside()).proposed.append(made)
    for row in _awaited(client.pk, here):
        who = row["ask__person__name"] or row["ask__contact__name"]
        waits = Awaited(row["ask"], who, row["ask__at"], row["ask__until"], row["ask__until"] < here.at)
        found.setdefault(row["job"], Beside()).awaited.append(waits)
    return found


def questions(found: Mapping[int, Beside]) -> list[Question]:
    """The questions of which a line is still waited for, the oldest first."""
    by_ask: dict[int, list[Awaited]] = {}
    for one in found.values():
        for waits in one.awaited:
            by_ask.setdefault(waits.ask, []).append(waits)
    rows = [Question(lines[0], len(lines)) for lines in by_ask.values()]
    return sorted(rows, key=lambda one: (one.awaited.at, one.awaited.ask))


@compiled_once
def _proposals(client: int, here: Standing) -> QuerySet[Proposal, dict[str, Any]]:
    rows = visible(here, Proposal).filter(line__ask__client=client, settled=None).order_by("at", "pk")
    return rows.values(*OF_PROPOSAL)


@compiled_once
def _awaited(client: int, here: Standing) -> QuerySet[AskedLine, dict[str, Any]]:
    rows = visible(here, AskedLine).filter(ask__client=client, ask__withdrawn=None, proposals=None)
    rows = rows.exclude(job__stage__in=Stage.OVER).order_by("ask__at", "ask")
    return rows.values(*OF_AWAITED)


def asked_of(person: Person) -> QuerySet[Ask]:
    """The questions to one of ours of which a line is still waited for."""
    waits = AskedLine.objects.filter(ask=OuterRef("pk"), proposals=None).exclude(job__stage__in=Stage.OVER)
    rows = Ask.objects.filter(Exists(waits), person=person, withdrawn=None)
    return rows.select_related("client").order_by("until", "pk")


def ask_of(link: Link) -> Ask:
    """The question that a link leads to."""
    return Ask.objects.select_related("client__office", "by").get(edition=link.edition_id)


def lines_of(ask: Ask) -> list[AskedLine]:
    """The jobs of a question in their order, each with its answers, the newest first. Two queries."""
    answers = Proposal.objects.select_related("person", "settled_by").order_by("-number")
    rows = AskedLine.objects.filter(ask=ask).select_related("job__client__office").order_by("job__number")
    return list(rows.prefetch_related(Prefetch("proposals", answers)))


def mail_of(ask: Ask) -> Effect | None:
    """What became of the newest mail of a question."""
    rows = Effect.objects.filter(subject_label=Ask._meta.label, subject_id=ask.pk)
    return rows.order_by("-pk").first()


def published_since(ask: Ask) -> Published | None:
    """The first report that has gone out since it was asked: what is answered now is for the next one."""
    return Published.objects.filter(client=ask.client_id, at__gt=ask.at).order_by("at").first()


def askable_contacts(person: Person, client: Client) -> QuerySet[Contact]:
    """Who outside can be asked: the client's own people, and contacts at no client; with an address, and willing."""
    return contacts_open(person).filter(Q(client=None) | Q(client=client)).filter(may_be_mailed())


def asked_before(person: Person, client: Client) -> Iterable[Contact]:
    """People at no client of ours who were asked about this client before."""
    known = Ask.objects.filter(client=client, contact__client=None, contact__isnull=False).order_by("-at")
    ids = list(dict.fromkeys(known.values_list("contact", flat=True)[: ASKED_BEFORE * 4]))[:ASKED_BEFORE]
    return askable_contacts(person, client).filter(pk__in=ids)


def close_of(client: Client, on: date) -> datetime | None:
    """When the client's office closes on a date; None where its calendar does not reach."""
    return WorkingDay.objects.filter(office=client.office, date=on).values_list("closes", flat=True).first()
