"""The report as it would be published now, and those that were."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet

from herringbone.clients.models import Client
from herringbone.core.compiled import compiled_once
from herringbone.core.models import Agency
from herringbone.people.models import Person
from herringbone.people.rules import Standing, visible
from herringbone.record.canonical import canonical, sha256
from herringbone.record.models import Edition
from herringbone.status.documents import wording
from herringbone.status.documents.contract import KIND, Line, StatusReport, checked
from herringbone.status.documents.difference import between, compared, delivered_since, gone_since
from herringbone.status.models import Draft, Published, Review
from herringbone.status.queries.lines import JobStanding, of_client, of_client_whole
from herringbone.work.models import Job


@dataclass(frozen=True)
class Live:
    """How things stand with a client now: the jobs, the words above them, the last report and the next number."""

    jobs: list[JobStanding]
    opening: list[list[str]]
    typed: str  # somebody's own opening, where there is one
    before: Published | None
    number: int
    changed: int  # lines that differ from the last report


@dataclass(frozen=True)
class Ahead:
    """The next report as the client gets it if it is published now. `said` is the digest of what it says, whoever
    publishes it on whatever day; `reviews` are those of this number, the newest first, whether they still count or not.
    """

    data: StatusReport
    said: str
    reviews: list[Review]

    @property
    def counting(self) -> list[Review]:
        """The reviews of what it says now."""
        return [one for one in self.reviews if one.said == self.said]

    @property
    def ended(self) -> Review | None:
        """The newest review of what it said before, where nobody has looked it over since."""
        return next(iter(self.reviews), None) if not self.counting else None

    def reviewed_by(self, person: Person) -> bool:
        """Whether this person has looked it over as it stands."""
        return any(one.by_id == person.pk for one in self.counting)


@compiled_once
def client_at(code: str, here: Standing) -> QuerySet[Client]:
    """The client of a code with its office, if it is visible."""
    return visible(here, Client).filter(code=code).select_related("office")


def live(client: Client, here: Standing) -> Live:
    """The open jobs of a client with what differs from the last report. Three queries."""
    last = latest(client)
    before = report_of(last)
    found = of_client(client, here, before)
    marked = compared([one.line for one in found], before)
    jobs = [replace(one, line=line) for line, one in zip(marked, found, strict=True)]
    shown = [one.line for one in jobs if not one.kept_out]
    number = last.number + 1 if last else 1
    typed = draft_of(client, number)
    told = _frame(client, None, number, here.at, before)
    gone = gone_since(shown, before, {})
    runs = _opening(shown, len(gone), told, before, typed)
    return Live(jobs, runs, typed, last, number, sum(1 for line in shown if line["new"] or line["was"]))


def ahead(client: Client, by: Person, at: datetime) -> Ahead:
    """What the client gets if this person publishes the report now. A fixed number of queries."""
    last = latest(client)
    before = report_of(last)
    lines = compared(of_client_whole(client, before, at), before)
    number = last.number + 1 if last else 1
    gone = gone_since(lines, before, {})
    if gone:
        numbers = [one["number"] for one in gone]
        gone = gone_since(lines, before, dict(Job.objects.filter(number__in=numbers).values_list("number", "stage")))
    told = _frame(client, by, number, at, before)
    typed = draft_of(client, number)
    told["opening"] = _opening(lines, len(gone), told, before, typed)
    said = sha256(canonical({"opening": typed, "lines": lines, "gone": gone}))
    reviews = list(Review.objects.filter(client=client, number=number).select_related("by").order_by("-at", "-pk"))
    # Nobody reviews what they publish themselves: the foot names somebody else.
    reviewed = next((one for one in reviews if one.said == said and one.by_id != by.pk), None)
    if reviewed:
        told["reviewed"] = {"name": reviewed.by.name, "at": reviewed.at.isoformat()}
    return Ahead(checked({**told, "lines": lines, "gone": gone}), said, reviews)


def seal_of(data: StatusReport) -> str:
    """A digest of all that a preview shows but the hour and a review that came in meanwhile, so that what is published
    is what was looked at."""
    return sha256(canonical({**data, "issued": "", "reviewed": None}))


def latest(client: Client) -> Published | None:
    """The newest report to a client, with its edition."""
    return next(iter(_latest(client.pk)), None)


@compiled_once
def _latest(client: int) -> QuerySet[Published]:
    return Published.objects.filter(client=client).select_related("edition", "by").order_by("-number")[:1]


def report_of(published: Published | None) -> StatusReport | None:
    """The data of a report."""
    return checked(published.edition.content) if published else None


def comparison_of(earlier: StatusReport, later: StatusReport) -> StatusReport:
    """The later of two reports, marked and opened with what changed since the earlier one."""
    told = between(earlier, later)
    return {**told, "opening": _opening(told["lines"], len(told["gone"]), told, earlier, "")}


def draft_of(client: Client, number: int) -> str:
    """Somebody's own opening of the report with this number; empty where the computed one stands."""
    return next(iter(_drafted(client.pk, number)), "")


@compiled_once
def _drafted(client: int, number: int) -> QuerySet[Draft, str]:
    return Draft.objects.filter(client=client, number=number).values_list("opening", flat=True)[:1]


def history(client: Client) -> QuerySet[Published]:
    """The reports to a client, whom the reader may see, the newest first, each with how many got it."""
    rows = Published.objects.filter(client=client).select_related("by")
    return rows.annotate(read_by=Count("readers")).order_by("-number")


def all_reports() -> QuerySet[Published]:
    """Every report, for counts on other pages: the reader narrows it to what they see."""
    return Published.objects.order_by()


def editions(client: Client, numbers: Iterable[int]) -> dict[int, StatusReport]:
    """The data of some reports to a client, by their numbers. One query."""
    rows = Edition.objects.filter(client=client, kind=KIND, number__in=list(numbers))
    return {one.number: checked(one.content) for one in rows}


def _frame(client: Client, by: Person | None, number: int, at: datetime, before: StatusReport | None) -> dict[str, Any]:
    """What stands around the jobs."""
    agency = Agency.objects.get() if by else None
    return {
        "kind": KIND,
        "language": wording.spoken(client.language),
        "zone": client.office.zone,
        "number": number,
        "issued": at.isoformat(),
        "agency": {
            "name": agency.name, "legal": client.office.company(agency),
            "address": ", ".join(agency.address.split("\n")), "tax": client.office.tax_number,
        } if agency else {},
        "client": {"name": client.name, "code": client.code},
        "author": {"name": by.name, "title": by.title, "email": by.email, "phone": by.phone} if by else {},
        "before": {"number": before["number"], "issued": before["issued"]} if before else None,
    }  # fmt: skip


def _opening(
    lines: Sequence[Line], gone: int, told: Mapping[str, Any], before: StatusReport | None, typed: str
) -> list[list[str]]:
    if typed:
        return [["same", typed]]
    with wording.speaking(told):
        return wording.opening(list(lines), gone, delivered_since(lines, before), told)
