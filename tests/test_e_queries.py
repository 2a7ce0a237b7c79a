"""Each page asks the database a fixed number of questions: the desk at most 12, client and job 15, lists 8."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser

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
            assert browsers[name].get(address).status_code == 200, address
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
        | {("head", "/clients/"): LIST}
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
    few = asked(led)
    grow(led, 990, LATER)
    many = asked(led)
    assert {page: len(found) for page, found in few.items()} == {page: len(found) for page, found in many.items()}
    most = pages(led)
    assert [f"{page}: {len(found)}: {found}" for page, found in many.items() if len(found) > most[page]] == []
