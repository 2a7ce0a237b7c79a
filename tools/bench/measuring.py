"""Asking for each page and telling how long it took."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext, setup_test_environment

from herringbone.clients.models import Client
from herringbone.core import clock
from herringbone.people.models import Person, Role
from herringbone.work.models import Job
from tools.bench import by_hand
from tools.bench.issuing import reports_to_issue

LARGEST_PAGE = 300_000  # bytes
LARGE_SCALE, SLOWER = 20, 1.3  # beyond this scale the aims are so many times longer
TOO_SLOW = 2  # times the aim
ASKED = 30  # times, of each page


@dataclass(frozen=True)
class Case:
    """One page: its aim in milliseconds, what is asked for, and the same rows by hand."""

    name: str
    aim: float
    calls: Sequence[Callable[[], int]]  # each gives the size of the answer in bytes
    hand: Sequence[Callable[[], Any]] = ()


def measure_all(scale: int) -> int:
    """Measure and print every case; 1 when one is beyond what is allowed."""
    setup_test_environment(debug=False)
    factor = SLOWER if scale > LARGE_SCALE else 1
    jobs, clients, people = Job.objects.count(), Client.objects.count(), Person.objects.count()
    print(f"{connection.vendor}, scale {scale}: {people} people, {clients} clients, {jobs} jobs\n")
    print(f"{'':24}{'queries':>8}{'median':>10}{'p95':>10}{'aim':>8}{'by hand':>10}{'size':>10}")
    return max([_measure(case, factor) for case in _cases()], default=0)


def _measure(case: Case, factor: float) -> int:
    with CaptureQueriesContext(connection) as seen:
        case.calls[0]()
    times, sizes = [], []
    for call in case.calls[1:]:
        began = time.perf_counter()
        sizes.append(call())
        times.append((time.perf_counter() - began) * 1000)
    hand = [_took(call) for call in case.hand]
    aim, median = case.aim * factor, statistics.median(times)
    p95 = statistics.quantiles(times, n=20, method="inclusive")[-1]
    by_hand_says = f"{statistics.median(hand):7.1f} ms" if hand else ""
    wrong = [
        word
        for word, is_so in (("TOO SLOW", median > TOO_SLOW * aim), ("TOO LARGE", max(sizes) > LARGEST_PAGE))
        if is_so
    ]
    print(
        f"{case.name:24}{len(seen):8}{median:7.1f} ms{p95:7.1f} ms{aim:5.0f} ms{by_hand_says:>10}"
        f"{max(sizes) / 1000:7.0f} kB  {' '.join(wrong)}",
        flush=True,
    )
    return 1 if wrong else 0


def _took(call: Callable[[], Any]) -> float:
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000


def _cases() -> list[Case]:
    head = Person.objects.get(roles__kind=Role.Kind.HEAD, roles__client=None, roles__ends=None)
    points = list(Person.objects.filter(roles__kind=Role.Kind.POINT, roles__ends=None, is_active=True).distinct())
    clients = list(Client.objects.order_by("pk"))
    jobs = list(Job.objects.exclude(stage__in=["closed", "cancelled"]).order_by("pk"))
    of_clients, of_jobs = _spread(clients), _spread(jobs)
    return [
        _pages("desk of one person", 25, "desk", [(one, "/desk/", {}) for one in _spread(points)]),
        _pages("duties of everyone", 60, "everyone", [(head, "/desk/?all=1", {})] * ASKED),
        _pages(
            "client page", 30, "client", [(head, f"/clients/{one.code}/", {"client": one.pk}) for one in of_clients]
        ),
        _pages("job list", 20, "jobs", [(head, "/jobs/", {})] * ASKED),
        _pages("job page", 30, "job", [(head, f"/jobs/{it.number}/", {"job": it.pk}) for it in of_jobs]),
        Case("issue a contact report", 500, reports_to_issue(10)),
    ]


def _spread(records: Sequence[Any]) -> list[Any]:
    """As many as are asked for, from all over the list; some twice in a short one."""
    return [records[number * len(records) // ASKED] for number in range(ASKED)]


def _pages(name: str, aim: float, page: str, asked: Sequence[tuple[Person, str, dict[str, int]]]) -> Case:
    """A case of pages, each asked for by somebody who is signed in already."""
    now = clock.now()
    browsers: dict[int, Browser] = {}
    calls, hand = [], []
    for person, address, given in asked:
        if person.pk not in browsers:
            browsers[person.pk] = Browser(HTTP_HOST="localhost")
            browsers[person.pk].force_login(person, backend="herringbone.people.door.backend.Backend")
            browsers[person.pk].get(address)
        calls.append(_get(browsers[person.pk], address))
        hand.append(_by_hand(page, {"person": person.pk, "now": now, "today": now.date(), **given}))
    return Case(name, aim, calls, hand)


def _get(browser: Browser, address: str) -> Callable[[], int]:
    def call() -> int:
        answer = browser.get(address)
        assert answer.status_code == 200, f"{address} answered {answer.status_code}"
        return len(answer.content)

    return call


def _by_hand(page: str, given: dict[str, Any]) -> Callable[[], Any]:
    return lambda: by_hand.ask(page, given)
