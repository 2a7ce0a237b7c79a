"""The pages that are measured, asked for through the whole program: session, standing, page, answer."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from html.parser import HTMLParser
from itertools import cycle, islice

from django.test import Client as Browser
from django.urls import reverse

from herringbone.clients.models import Client
from herringbone.core import clock
from herringbone.meetings.actions import Written, open_report, plan_meeting, save_items
from herringbone.meetings.models import ContactReport, Issue, Meeting
from herringbone.people.models import Person, Role
from herringbone.record.editions import rendering
from herringbone.status.models import Published
from herringbone.work.models import Job, Stage
from tools.bench import by_hand
from tools.bench.measuring import WARM, Page

FEWER = 3  # an issue takes so many times longer than a page that it is done so many times less often
MINUTE = timedelta(minutes=1)
# A name with a beginning, words that stand in very much, a rare one, two letters as typed first, what is not there.
SEARCHES = ("orsatti+fi", "layout", "campaign+poster", "aperitivo", "pe", "perche", "zzz")


def pages(rounds: int) -> list[Page]:
    """All of them, each asked for so many times by several people, of several clients and jobs."""
    nora = Person.objects.get(name="Nora Whitfield")
    head = Role.objects.get(kind=Role.Kind.HEAD).person
    executives = [nora, *_busiest(nora, 4)]
    clients = list(Client.objects.filter(roles__person=nora, roles__kind=Role.Kind.POINT).order_by("pk")[:3])
    open_jobs = Job.objects.exclude(stage__in=Stage.OVER).filter(client__in=clients).order_by("-pk")
    jobs = list(open_jobs.select_related("client")[:5])
    job, client = Job.objects.get(name="Aperitivo launch film"), clients[0]
    here, now = _signed_in(nora), clock.now()

    def asked(calls: list[Callable[[], int]]) -> list[Callable[[], int]]:
        return list(islice(cycle(calls), rounds + WARM + 1))

    return [
        Page("desk", 25, asked([_get(_signed_in(one), "/desk/") for one in executives]),
             lambda cursor: by_hand.desk(cursor, nora.pk, now)),
        Page("everyone", 60, asked([_get(_signed_in(head), "/desk/")]), lambda cursor: by_hand.everyone(cursor, now)),
        Page("record", 60, asked([_get(_signed_in(head), "/record/")]), lambda cursor: by_hand.record(cursor, now)),
        Page("client", 30, asked([_get(here, reverse("client", args=[one.code])) for one in clients]),
             lambda cursor: by_hand.client(cursor, client.pk)),
        Page("jobs", 20, asked([_get(_signed_in(one), "/jobs/") for one in executives]),
             lambda cursor: by_hand.jobs(cursor, nora.pk)),
        Page("job", 30, asked([_get(here, reverse("job", args=[one.number])) for one in jobs]),
             lambda cursor: by_hand.job(cursor, job.pk)),
        Page("search", 30, asked([_get(_signed_in(one), f"/search/found/?q={text}")
                                  for one in (*executives, head) for text in SEARCHES]),
             lambda cursor: by_hand.search(cursor, nora.pk)),
        Page("issue", 500, list(_issues(here, nora, job, max(2, rounds // FEWER) + WARM + 1)),
             lambda cursor: by_hand.issue(cursor, Issue.objects.order_by("-pk").values_list("pk", flat=True)[0])),
        Page("status report", 30, asked([_get(here, reverse("status_live", args=[one.code])) for one in clients]),
             lambda cursor: by_hand.status_report(cursor, client.pk)),
        Page("publish", 500, list(_publications(here, client, max(2, rounds // FEWER) + WARM + 1)),
             lambda cursor: by_hand.publish(cursor, client.pk)),
    ]  # fmt: skip


def _busiest(nora: Person, count: int) -> list[Person]:
    """Account executives with the most clients beside her; fewer where the agency is small."""
    others = Role.objects.filter(kind=Role.Kind.POINT, ends=None).exclude(person=nora)
    held: dict[int, int] = {}
    for person in others.values_list("person", flat=True):
        held[person] = held.get(person, 0) + 1
    busiest = sorted(held, key=lambda person: -held[person])[:count]
    return list(Person.objects.filter(pk__in=busiest))


def _signed_in(person: Person) -> Browser:
    browser = Browser()
    browser.force_login(person)
    return browser


def _get(browser: Browser, url: str) -> Callable[[], int]:
    def ask() -> int:
        response = browser.get(url)
        assert response.status_code == 200, f"{url} answers {response.status_code}"
        return len(response.content)

    return ask


def _publications(browser: Browser, client: Client, count: int) -> Iterator[Callable[[], int]]:
    """Each looks over the next status report and publishes it through its page, with the PDF."""
    address = reverse("status_publishing", args=[client.code])

    def publish() -> int:
        before_review, *_ = browser.get(address).content.decode().split('id="review"')  # a form of its own
        response = browser.post(address, Fields(before_review).sent)
        assert response.status_code == 303, f"{address} answers {response.status_code}"
        published = Published.objects.filter(client=client).select_related("edition").order_by("-number")[0]
        return rendering(published.edition).file.size

    for _ in range(count):
        yield publish


def _issues(browser: Browser, by: Person, job: Job, count: int) -> Iterator[Callable[[], int]]:
    """Each issues a report of its own through its page, with the PDF of both editions."""
    for number in range(count):
        report = _draft(by, job, number)
        page = reverse("contact_report", args=[report.meeting_id])
        fields = Fields(browser.get(page).content.decode()).sent

        def issue(report: ContactReport = report, fields: dict[str, list[str]] = fields) -> int:
            address = reverse("contact_report_issue", args=[report.meeting_id])
            response = browser.post(address, fields)
            assert response.status_code in (302, 303), f"{address} answers {response.status_code}"
            issued = report.issues.select_related("client_edition", "inside_edition").get()
            files = [rendering(one).file.size for one in (issued.client_edition, issued.inside_edition) if one]
            return sum(files)

        yield issue


def _draft(by: Person, job: Job, number: int) -> ContactReport:
    """A report of six items, ready to be issued."""
    contacts = list(job.client.contacts.order_by("pk")[:2])
    begins = clock.now() - (120 + number) * MINUTE
    meeting: Meeting = plan_meeting(
        by=by, client=job.client, job=job, topic=f"Review {number}", starts=begins, ends=begins + 60 * MINUTE,
        contacts=contacts, agenda=["Where we stand", "Dates", "Budget"], invite=False,
    )  # fmt: skip
    due = clock.now().date() + timedelta(days=7)
    items = [
        Written("discussion", "The second route is calmer and wants to be seen with the real copy.", job=job),
        Written("decision", "Route B is taken further; route A is put away.", job=job),
        Written("approval", "The choice of pictures is approved.", job=job),
        Written("internal", "Somebody was in a hurry. Get it in writing."),
        Written("next_step", "Send the corrected layout", job=job, owner=by, due=due),
        Written("next_step", "Send the list of addresses", job=job, owner=contacts[0], due=due),
    ]
    report = open_report(by=by, meeting=meeting)
    return save_items(by=by, report=report, items=items)


class Fields(HTMLParser):
    """What the browser would send with the form of a contact report's page: each name with its values."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self._writing = self._choosing = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        name, value = told.get("name") or "", told.get("value") or ""
        if tag == "input" and name and (told.get("type", "text") in ("text", "hidden") or "checked" in told):
            self.sent.setdefault(name, []).append(value)
        elif tag == "textarea" and name:
            self._writing, self.sent[name] = name, [""]
        elif tag == "select":
            self._choosing = name
        elif tag == "option" and self._choosing and ("selected" in told or self._choosing not in self.sent):
            self.sent[self._choosing] = [value]

    def handle_endtag(self, tag: str) -> None:
        self._writing = "" if tag == "textarea" else self._writing
        self._choosing = "" if tag == "select" else self._choosing

    def handle_data(self, data: str) -> None:
        if self._writing:
            self.sent[self._writing][0] += data
