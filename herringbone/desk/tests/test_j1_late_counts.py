"""J1, J3: the figure beside "Desk" and the sentence at the head of a desk count the same late lines, and say whose."""

import re

import pytest
from django.test import Client as Browser

from herringbone.core import clock
from herringbone.desk.actions import take_over
from herringbone.desk.queries.duties import counts_of
from herringbone.desk.queries.page import Desk, desk_of
from herringbone.desk.tests.builders import a_task
from herringbone.people.actions import set_head
from herringbone.people.models import Person
from herringbone.people.rules import standing
from herringbone.record.models import Duty
from tests.crawling import BACKEND
from tests.world import DAY, HOUR, MONDAY, World

LATE = MONDAY + 2 * HOUR  # the tasks of an hour ago are late, and with the supervisor; the director has a day


def seen(person: Person, at: object) -> tuple[int, Desk]:
    """The figure beside "Desk", and the desk."""
    person = Person.objects.select_related("office", "department").get(pk=person.pk)
    with clock.clock_at(at):
        return counts_of(person, standing(person), at)[0], desk_of(person, standing(person), at)


def late_lines(found: Desk) -> int:
    """The late lines that are not only watched."""
    shown = [*found.forms, *(duty for group in found.groups for duty in group.duties)]
    return sum(duty.late and duty.reason != "account" for duty in shown)


@pytest.fixture
def tasks(world: World) -> World:
    """Ann owes one thing since an hour, Dee two; Dee's department is headed by Paul."""
    set_head(by=world.head, department=world.departments["creative"], head=world.planner_alder)
    a_task(world, "Ann's", world.ae_alder, MONDAY + HOUR)
    for title in ("Dee's", "Dee's other"):
        a_task(world, title, world.dept, MONDAY + HOUR)
    return world


@pytest.mark.parametrize("who", ["ae_alder", "coord_alder", "sup_alder", "director", "head", "dept", "planner_alder"])
def test_j1_the_figure_beside_desk_is_the_number_of_late_lines_on_it(tasks: World, who: str) -> None:
    for at in (MONDAY, LATE, LATE + DAY, LATE + 3 * DAY):
        figure, found = seen(tasks.everyone[who], at)
        assert figure == late_lines(found), at


def test_j1_the_head_of_a_department_reads_whose_the_late_things_are(tasks: World) -> None:
    figure, found = seen(tasks.planner_alder, LATE)
    assert (figure, found.lead) == (2, "Two things of your department are late.")
    a_task(tasks, "Paul's", tasks.planner_alder, MONDAY + HOUR)
    figure, found = seen(tasks.planner_alder, LATE)
    assert (figure, found.lead) == (3, "Three things are late, one of them yours.")
    assert seen(tasks.dept, LATE)[1].lead == "Two things are late."


def test_j3_a_supervisor_reads_what_is_late_and_what_climbed(tasks: World) -> None:
    a_task(tasks, "Sam's", tasks.sup_alder, MONDAY + HOUR)
    figure, found = seen(tasks.sup_alder, LATE)
    assert figure == 4
    assert found.lead == "One thing is owed. One is late: CANARY-alder-Alder. Three things have climbed to you."


def test_j3_a_director_reads_where_late_things_are_that_have_not_climbed(tasks: World) -> None:
    assert seen(tasks.director, MONDAY)[1].lead == "Nothing is late on your accounts."
    figure, found = seen(tasks.director, LATE)
    assert found.totals and (figure, found.totals.late) == (0, 3)
    assert found.lead == "What is late on your accounts is with others: nothing has climbed to you."
    figure, found = seen(tasks.director, LATE + DAY)
    assert found.totals and found.totals.late - found.not_climbed == 3
    assert figure == 3 and found.lead.startswith("Three things have climbed to you; ")


def test_j3_a_director_who_heads_a_department_reads_what_is_late_in_it(tasks: World) -> None:
    set_head(by=tasks.head, department=tasks.departments["creative"], head=tasks.director)
    figure, found = seen(tasks.director, LATE)
    assert figure == 2
    assert found.lead == (
        "What is late on your accounts is with others: nothing has climbed to you. "
        "Two things of your department are late."
    )


def test_j3_what_a_director_took_over_is_told_as_theirs(tasks: World) -> None:
    at = LATE + DAY
    with clock.clock_at(at):
        for duty in Duty.objects.filter(kind="task", done=None):
            take_over(by=tasks.director, duty=duty)
    figure, found = seen(tasks.director, at)
    assert figure == late_lines(found) == 3
    assert found.lead.endswith("Three things are yours, all of them late.")


def test_j3_under_the_ledger_stands_how_many_late_things_have_not_climbed(tasks: World, client: Browser) -> None:
    at = LATE + DAY
    a_task(tasks, "Younger", tasks.ae_alder, at - HOUR)
    client.force_login(tasks.director, backend=BACKEND)
    with clock.clock_at(at):
        html = client.get("/desk/").content.decode()
    words = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert "One of the four late things is with others and has not climbed to you." in words
