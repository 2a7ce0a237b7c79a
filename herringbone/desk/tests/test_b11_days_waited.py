"""B11: how long the client is waited for is counted as "last spoken" is: in days of the reader's calendar."""

import re
from datetime import datetime

import pytest
from django.test import Client as Browser
from django.urls import reverse

from herringbone.core import clock
from herringbone.meetings.actions import log_call
from herringbone.people.models import Person
from herringbone.work.actions import end_waiting, wait_on_client
from herringbone.work.models import Job, Waiting
from herringbone.work.tests.builders import a_job
from tests.crawling import BACKEND
from tests.world import DAY, HOUR, MONDAY, World

AFTERNOON, WEDNESDAY = MONDAY + 7 * HOUR, MONDAY + 2 * DAY  # Monday 16:00 and Wednesday 09:00 in New York: 41 hours


@pytest.fixture
def job(world: World) -> Job:
    """On Monday afternoon the client rings, and something is asked of them."""
    with clock.clock_at(AFTERNOON):
        job = a_job(world)
        log_call(by=world.ae_alder, contact=world.pat, said="About the photographs", job=job)
        wait_on_client(by=world.ae_alder, client=world.alder, job=job, contact=world.pat, what="Photographs")
    return job


def read(browser: Browser, who: Person, address: str, at: datetime = WEDNESDAY) -> str:
    """A page on Wednesday morning, or at another moment: its words alone."""
    browser.force_login(who, backend=BACKEND)
    with clock.clock_at(at):
        html = browser.get(address).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", html.split("<main", 1)[1]).split())


def test_b11_every_page_counts_the_same_days(world: World, job: Job, client: Browser) -> None:
    ledger = read(client, world.director, reverse("desk"))
    assert "2 days, Photographs" in ledger and "Mon 2 , 2 days" in ledger, "side by side, and of one moment"
    assert "2 days CANARY-alder-Alder Photographs" in read(client, world.ae_alder, reverse("desk"))
    of_client = reverse("duties_of_client", args=[world.alder.code, "waiting"])
    assert "2 days Photographs" in read(client, world.ae_alder, of_client)
    assert "2 days" in read(client, world.ae_alder, reverse("client", args=[world.alder.code]))
    assert "Waiting, 2 days" in read(client, world.ae_alder, reverse("jobs"))
    on_job = read(client, world.ae_alder, reverse("job", args=[job.number]))
    assert "CANARY-alder-Alder, 2 days" in on_job and not re.search(r"\b1 day\b", on_job)


def test_b11_what_came_in_says_after_how_many_days(world: World, job: Job, client: Browser) -> None:
    with clock.clock_at(WEDNESDAY):
        end_waiting(by=world.ae_alder, waiting=Waiting.objects.get())
    assert "Came after 2 days" in read(client, world.ae_alder, reverse("job", args=[job.number]))


@pytest.mark.parametrize(("language", "since", "on_day"), [("en", "since today", "today"), ("it", "da oggi", "oggi")])
def test_b11_what_is_asked_today_is_awaited_since_today(
    world: World, job: Job, client: Browser, language: str, since: str, on_day: str
) -> None:
    at = AFTERNOON + HOUR
    Person.objects.update(language=language)
    alder = world.alder.code
    pages = {
        (world.director, reverse("desk")): f"{since}, Photographs",
        (world.ae_alder, reverse("desk")): f"{since} CANARY-alder-Alder Photographs",
        (world.ae_alder, reverse("duties_of_client", args=[alder, "waiting"])): f"{since} Photographs",
        (world.ae_alder, reverse("client", args=[alder])): f"Photographs, {since}",
        (world.ae_alder, reverse("jobs")): f", {since}",
        (world.ae_alder, reverse("job", args=[job.number])): f"CANARY-alder-Alder, {since}",
    }
    for (who, address), says in pages.items():
        words = read(client, who, address, at)
        assert says in words and not re.search(r"\b0 (days|giorni)", words), address
    assert re.search(rf"CANARY-\S+ {on_day} ", read(client, world.ae_alder, reverse("job", args=[job.number]), at))


def test_b11_what_came_in_on_the_day_it_was_asked_says_so(world: World, job: Job, client: Browser) -> None:
    with clock.clock_at(AFTERNOON + HOUR):
        end_waiting(by=world.ae_alder, waiting=Waiting.objects.get())
    assert "Came the same day" in read(client, world.ae_alder, reverse("job", args=[job.number]))
