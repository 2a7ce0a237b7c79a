"""What a list of jobs says of a job without milestone, of one without next step, and of what the client owes."""

from datetime import timedelta

import pytest

from herringbone.clients.models import Client
from herringbone.clients.queries.client_list import with_figures
from herringbone.core import clock
from herringbone.people.rules import standing
from herringbone.work.actions import bring_in_job, move_stage, plan_milestone, set_next_step, wait_on_client
from herringbone.work.brought import BroughtJob
from herringbone.work.panels import waiting_on_client
from herringbone.work.queries.filters import Filters
from herringbone.work.queries.job_list import job_list
from herringbone.work.queries.job_rows import JobRow
from herringbone.work.tests.builders import a_job, days
from tests.crawling import browser_of
from tests.world import DAY, World

pytestmark = pytest.mark.django_db


def row(world: World) -> JobRow:
    return job_list(world.ae_alder, standing(world.ae_alder), Filters(stage="all"), "1").rows[0]


def test_b4_without_a_milestone_a_job_goes_towards_its_delivery(world: World) -> None:
    job = a_job(world, delivered_by=days(14))
    assert (row(world).milestone, row(world).milestone_on) == ("Delivery", days(14))
    plan_milestone(by=world.ae_alder, job=job, name="Proof", on=days(3))
    assert (row(world).milestone, row(world).milestone_on) == ("Proof", days(3))


def test_b4_what_was_delivered_goes_towards_nothing(world: World) -> None:
    job = a_job(world, delivered_by=days(14))
    move_stage(by=world.ae_alder, job=job, to="in work")
    move_stage(by=world.ae_alder, job=job, to="delivered")
    assert (row(world).milestone, row(world).milestone_on) == ("", None)


def test_b4_by_milestone_the_deliveries_stand_among_the_milestones(world: World) -> None:
    later, sooner = a_job(world, delivered_by=days(21)), a_job(world, delivered_by=days(10))
    planned = a_job(world)
    plan_milestone(by=world.ae_alder, job=planned, name="Proof", on=days(12))
    rows = job_list(world.ae_alder, standing(world.ae_alder), Filters(), "1").rows
    assert [one.number for one in rows] == [sooner.number, planned.number, later.number]


def test_b4_a_missing_next_step_is_late_when_the_desk_says_so_and_not_before(world: World) -> None:
    job = a_job(world)
    move_stage(by=world.ae_alder, job=job, to="in work")
    assert (row(world).state, row(world).says) == ("soon", "No next step")
    view = next(one for one in job_list(world.ae_alder, standing(world.ae_alder), Filters(), "1").views if one.count)
    assert view.state != "late"
    with clock.clock_at(clock.now() + 3 * DAY):
        assert (row(world).state, row(world).says) == ("late", "No next step")


def test_b4_the_page_of_a_job_is_red_for_want_of_a_next_step_when_its_duty_is_late(world: World) -> None:
    job = a_job(world)
    for stage, later, state in ((None, 0, "soon"), ("in work", 3, "late")):
        if stage:
            move_stage(by=world.ae_alder, job=job, to=stage)
        with clock.clock_at(clock.now() + later * DAY):
            page = browser_of(world.ae_alder).get(f"/jobs/{job.number}/").content.decode()
        step = page.partition('id="step-line"')[2][:120]
        assert f'data-state="{state}">none' in step


def test_b4_the_day_of_a_next_step_is_red_in_no_list_since_no_duty_hangs_on_it(world: World) -> None:
    job = a_job(world)
    set_next_step(by=world.ae_alder, job=job, step="Send the proof", person=world.ae_alder, on=days(1))
    with clock.clock_at(clock.now() + 3 * DAY):
        page = browser_of(world.ae_alder).get("/jobs/?stage=all").content.decode()
    assert "Send the proof" in page and 'class="late"' not in page


def test_b4_filters_are_unfolded_only_where_somebody_chose_some(world: World) -> None:
    assert not Filters(stage="open", lead="me").own
    assert Filters(stage="open", lead="me", client=world.alder.pk).own


class Asks:
    """A request of Ann's."""

    def __init__(self, world: World) -> None:
        self.person, self.standing = world.ae_alder, standing(world.ae_alder)


def test_b5_the_page_of_a_client_counts_as_waiting_what_its_report_counts(world: World) -> None:
    asks = Asks(world)
    assert waiting_on_client(asks, world.alder)["number"] == 0
    theirs, waited = a_job(world), a_job(world)
    set_next_step(by=world.ae_alder, job=theirs, step="Sign it", contact=world.pat)
    found = waiting_on_client(asks, world.alder)
    assert (found["number"], found["step"], found["whose"], found["job"]) == (
        1,
        "Sign it",
        world.pat.name,
        theirs.number,
    )
    wait_on_client(by=world.ae_alder, client=world.alder, job=waited, what="The copy")
    set_next_step(by=world.ae_alder, job=waited, step="Send it", contact=world.pat)  # is said once
    found = waiting_on_client(asks, world.alder)
    assert (found["number"], found["what"], found["steps"]) == (2, "The copy", 1)


def test_a1_to_bring_a_file_in_is_no_contact(world: World) -> None:
    def last() -> object:
        here = standing(world.ae_alder)
        return with_figures(Client.objects.filter(pk=world.alder.pk), here, clock.now()).get().last_contact  # type: ignore[attr-defined]

    assert last() is None
    with clock.clock_at(clock.now() + timedelta(minutes=1)):
        bring_in_job(
            by=world.admin, client=world.alder,
            brought=BroughtJob(name="Site", evidence="jobs.csv, row 2", lead=world.ae_alder),
        )  # fmt: skip
        assert last() is None
