"""B2: a change form stands on a department's desk as the first form does, and the sentence above says what is asked."""

import pytest
from django.test import Client as Browser

from herringbone.core import clock
from herringbone.desk.queries.page import Desk, desk_of
from herringbone.people.actions import set_head
from herringbone.people.models import Person
from herringbone.people.rules import standing
from herringbone.work.actions import acknowledge_form, change_lead, plan_milestone
from herringbone.work.models import Job
from herringbone.work.tests.builders import a_job, changed, days
from tests.crawling import BACKEND
from tests.world import HOUR, MONDAY, World


@pytest.fixture
def job(world: World) -> Job:
    """A job of Alder's whose first form Dee, who heads Creative, has acknowledged."""
    job = a_job(world, departments=[world.departments["creative"]], route={
        str(world.departments["creative"].pk): world.dept.pk,
    })  # fmt: skip
    acknowledge_form(by=world.dept, routing=job.form.routings.get())
    return job


def seen(person: Person) -> Desk:
    person = Person.objects.select_related("office", "department").get(pk=person.pk)
    with clock.clock_at(MONDAY + HOUR):
        return desk_of(person, standing(person), MONDAY + HOUR)


def test_b2_a_change_form_is_among_the_forms_to_acknowledge_and_says_that_it_is_one(world: World, job: Job):
    changed(job, world.ae_alder, delivered_by=days(16))
    found = seen(world.dept)
    assert [duty.kind for duty in found.forms] == ["change_acknowledgement"]
    assert found.groups == [] and found.lead == "One form waits for your word."
    browser = Browser()
    browser.force_login(world.dept, backend=BACKEND)
    assert f"Acknowledge change 1 of {job.name}" in browser.get("/desk/").content.decode()


def test_b2_the_head_of_a_department_sees_the_change_forms_that_wait_in_it(world: World, job: Job):
    changed(job, world.ae_alder, delivered_by=days(16))
    set_head(by=world.head, department=world.departments["creative"], head=world.planner_alder)
    duties = [duty for group in seen(world.planner_alder).groups for duty in group.duties]
    assert [(duty.kind, duty.reason) for duty in duties] == [("change_acknowledgement", "department")]


def test_j1_who_owes_what_is_no_task_does_not_read_that_nothing_is_asked(world: World, job: Job):
    change_lead(by=world.ae_alder, job=job, to=world.dept)
    plan_milestone(by=world.dept, job=job, name="Proof", on=days(2))
    found = seen(world.dept)
    assert "milestone" in [duty.kind for group in found.groups for duty in group.duties]
    assert "owed" in found.lead and found.lead.endswith("Nothing is late.")
