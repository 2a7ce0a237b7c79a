"""Each page asks the database a fixed number of questions: the desk at most 12, client and job 15, lists 8."""

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from herringbone.desk.queries.page import shape_of
from herringbone.people.models import Department, Person
from herringbone.people.rules import standing
from herringbone.work.models import Job
from tests.filled import LATER
from tests.many import grow
from tests.world import World

DESK, RECORD, LIST = 12, 15, 8
NONE_FOUND = 1  # a list that is empty counts what stands in its views by a question more
DESKS = {
    "ae_alder": "account", "coord_alder": "account", "sup_alder": "account", "planner_alder": "department",
    "director": "director", "head": "director", "exec": "director", "dept": "department", "traffic": "department",
}  # fmt: skip
LISTS = (
    "/clients/", "/contacts/", "/jobs/", "/jobs/?stage=all", "/tasks/", "/forms/", "/contact-reports/",
    "/contact-reports/?show=window", "/people/", "/notifications/",
)  # fmt: skip
TABS = ("people", "documents", "conversation")


def asked(person: Person, address: str) -> list[str]:
    """What a page asks, once a session is known."""
    browser = Browser()
    browser.force_login(person)
    browser.get(address)
    with CaptureQueriesContext(connection) as found:
        answer = browser.get(address)
    assert answer.status_code == 200, address
    return [query["sql"][:90] for query in found.captured_queries]


def pages(world: World) -> dict[tuple[str, str], int]:
    """Who opens what, and how much it may ask."""
    job = Job.objects.filter(client=world.alder).order_by("pk")[0]
    alder = f"/clients/{world.alder.code}/"
    records = [alder, *(f"{alder}{tab}/" for tab in TABS), f"/jobs/{job.number}/", "/meetings/"]
    return (
        {(name, "/desk/"): DESK for name in DESKS}
        | {(name, page): RECORD for name in ("ae_alder", "head", "dept") for page in records}
        | {(name, page): LIST for name in ("ae_alder", "head") for page in LISTS}
        | {("head", "/jobs/"): LIST + NONE_FOUND}  # who leads no job
    )


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
    few = {page: asked(getattr(led, page[0]), page[1]) for page in pages(led)}
    grow(led, 990, LATER)
    many = {page: asked(getattr(led, page[0]), page[1]) for page in pages(led)}
    assert {page: len(found) for page, found in few.items()} == {page: len(found) for page, found in many.items()}
    most = pages(led)
    assert [f"{page}: {len(found)}: {found}" for page, found in many.items() if len(found) > most[page]] == []
