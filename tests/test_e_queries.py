"""Each page asks a fixed number of questions, the desk at most 12, client and job 15, lists 8; and is light."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser

from herringbone.clients.models import Contact
from herringbone.desk.queries.page import shape_of
from herringbone.people.models import Department, Person
from herringbone.people.rules import standing
from herringbone.work.models import Job, Task
from tests.filled import LATER
from tests.many import grow
from tests.world import World

pytestmark = pytest.mark.thorough

DESK, RECORD, LIST, TEAM = 12, 15, 8, 16
LARGEST = 300_000  # bytes of a page, however much there is to show
DESKS = {
    "ae_alder": "account", "coord_alder": "account", "sup_alder": "account", "planner_alder": "department",
    "director": "director", "head": "director", "exec": "director", "dept": "department", "traffic": "department",
}  # fmt: skip
LISTS = (
    "/clients/", "/contacts/", "/contacts/duplicates/", "/jobs/", "/jobs/?stage=all", "/tasks/", "/forms/",
    "/contact-reports/", "/contact-reports/?show=window", "/people/", "/notifications/",
)  # fmt: skip
LENGTHS = ("/record/lengths/", "/record/lengths/objection/")  # all that were set, and one with its history
TABS = ("people", "documents", "conversation")


def noting(into: list[str]) -> Callable[..., Any]:
    """Keeps the beginning of each statement."""

    def note(execute: Any, sql: str, *given: Any) -> Any:
        into.append(sql.strip()[:90])
        return execute(sql, *given)

    return note


def asked(world: World) -> dict[tuple[str, str], list[str]]:
    """What each page asks, once a session is known."""
    browsers, found = {}, {}
    for name, address in pages(world):
        if name not in browsers:
            browsers[name] = Browser()
            browsers[name].force_login(getattr(world, name))
            browsers[name].get("/me/")
        found[name, address] = []
        with connection.execute_wrapper(noting(found[name, address])):
            answer = browsers[name].get(address)
        assert answer.status_code == 200, address
        assert len(answer.content) < LARGEST, f"{address} weighs {len(answer.content)}"
    return found


def pages(world: World) -> dict[tuple[str, str], int]:
    """Who opens what, and how much it may ask."""
    job = Job.objects.filter(client=world.alder).order_by("pk")[0]
    alder = f"/clients/{world.alder.code}/"
    records = [alder, *(f"{alder}{tab}/" for tab in TABS), f"/jobs/{job.number}/", "/meetings/"]
    return (
        {(name, "/desk/"): DESK for name in DESKS}
        | {("ae_alder", page): RECORD for page in records}
        | {("dept", page): RECORD for page in (alder, records[-2])}
        | {("ae_alder", page): LIST for page in LISTS}
        | {("head", page): LIST for page in ("/clients/", "/jobs/")}  # who leads no job
        | {(who, page): RECORD for who in ("ae_alder", "sup_alder", "head") for page in on_time(world)}
        | {(who, f"/record/teams/{world.sup_alder.pk}/"): TEAM for who in ("sup_alder", "head")}
        | {(who, page): LIST for who in ("sup_alder", "head") for page in LENGTHS}
        | {("head", "/record/goals/"): LIST}
    )


def on_time(world: World) -> list[str]:
    """The record with and without cases, one table of it in pages, and the work of a person."""
    month = "/record/?month=2026-03"
    own = f"/record/people/{world.ae_alder.pk}/"
    return [
        month,
        f"{month}&show=all",
        f"{month}&show=moved",
        f"{month}&client={world.alder.code}&show=late",
        f"{month}&by=client",
        own,
    ]


@pytest.fixture
def led(filled: World) -> World:
    """Creative and production have a head, so that a head of a department opens the desk too; one person has left."""
    for craft, person in (("creative", filled.dept), ("production", filled.traffic)):
        Department.objects.filter(craft=craft).update(head=person)
    Person.objects.filter(pk=filled.extra["former"].pk).update(is_active=False)
    return filled


def test_e_every_desk_client_job_and_list_asks_as_much_at_ten_rows_as_at_a_thousand(led: World) -> None:
    for name, shape in DESKS.items():
        person = getattr(led, name)
        assert shape_of(person, standing(person)) == shape, name
    grow(led, 10, LATER)
    few = asked(led)
    grow(led, 990, LATER)
    many = asked(led)
    assert {page: len(found) for page, found in few.items()} == {page: len(found) for page, found in many.items()}
    most = pages(led)
    assert [f"{page}: {len(found)}: {found}" for page, found in many.items() if len(found) > most[page]] == []


def test_e_what_does_not_fit_on_a_page_stands_on_the_next(filled: World) -> None:
    grow(filled, 60, LATER)
    browser = Browser()
    browser.force_login(filled.ae_alder)
    job = Job.objects.filter(client=filled.alder).order_by("pk")[0]
    tasks = {f"/tasks/{pk}/" for pk in Task.objects.filter(job=job, dropped=None).values_list("pk", flat=True)}
    people = Contact.objects.filter(client=filled.alder, left=None)
    contacts = {f"/contacts/{pk}/" for pk in people.values_list("pk", flat=True)}
    for address, wanted in ((f"/jobs/{job.number}/", tasks), (f"/clients/{filled.alder.code}/people/", contacts)):
        pages = [browser.get(f"{address}?page={number}").content.decode() for number in (1, 2)]
        shown = [{one for one in wanted if f'"{one}"' in page} for page in pages]
        assert all(shown)
        assert not shown[0] & shown[1], "nothing stands on both"
        assert shown[0] | shown[1] == wanted
