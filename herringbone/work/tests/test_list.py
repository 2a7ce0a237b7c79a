"""The list of jobs: views, filters and orders from fixed names only (S28), with a fixed number of queries."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from herringbone.core import clock
from herringbone.people.rules import standing
from herringbone.work.actions import move_stage, plan_milestone, set_next_step, wait_on_client
from herringbone.work.models import Job
from herringbone.work.queries.filters import BUILT_IN, ORDERS, Filters, filters_in, filters_of
from herringbone.work.queries.job_list import job_list
from herringbone.work.tests.builders import a_job, changed, days, many_jobs
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
MOST_QUERIES = 8


def numbers(world: World, **filters: object) -> list[str]:
    found = job_list(world.ae_alder, standing(world.ae_alder), Filters(**filters), "1")
    assert found.page.paginator.count == len(found.rows)
    return [row.number for row in found.rows]


def test_views_filters_and_orders(world: World):
    ae = world.ae_alder
    first, second, third = a_job(world), a_job(world), a_job(world, world.cedar)
    plan_milestone(by=ae, job=second, name="Proof", on=days(3))
    plan_milestone(by=ae, job=third, name="Print", on=days(1))
    wait_on_client(by=ae, client=world.alder, job=first, what="Copy")
    set_next_step(by=ae, job=second, step="Send the proof", on=days(1))
    move_stage(by=ae, job=third, to="in work")
    one, two, three = first.number, second.number, third.number
    assert numbers(world, stage="open") == [three, two, one]
    assert numbers(world, order="number") == [one, two, three]
    assert numbers(world, waiting=True) == [one]
    set_next_step(by=ae, job=second, step="Sign it off", contact=world.pat)
    assert numbers(world, waiting=True) == [two, one], "what is asked of the client, and what is the client's to do"
    set_next_step(by=ae, job=second, step="Send the proof", on=days(1))
    assert numbers(world, stepless=True) == [three, one]
    assert numbers(world, client=world.cedar.pk) == [three]
    assert numbers(world, stage="in work") == [three]
    assert numbers(world, until=days(2)) == [three]
    assert numbers(world, lead=world.dept.pk) == []
    assert numbers(world, text="ced-26") == [three]
    found = job_list(ae, standing(ae), filters_of({}), "1")
    assert [(view.label, view.count) for view in found.views] == [
        ("Mine, open", 3), ("Waiting on client", 1), ("No next step", 2), ("To be billed", 0), ("All", 3),
    ]  # fmt: skip
    assert found.views[0].current and not found.may_save


def test_by_milestone_stands_each_job_where_the_day_that_it_shows_belongs(world: World):
    """A job without a milestone shows its delivery until it has been: by that it stands among the others."""
    proof, layout, delivery, delivered, billed = (a_job(world, delivered_by=days(count)) for count in (10, 18, 7, 4, 3))
    plan_milestone(by=world.ae_alder, job=layout, name="Layout", on=days(3))
    plan_milestone(by=world.ae_alder, job=proof, name="Proof", on=days(9))
    for job in (delivered, billed):
        move_stage(by=world.ae_alder, job=job, to="in work")
        move_stage(by=world.ae_alder, job=job, to="delivered")
    move_stage(by=world.ae_alder, job=billed, to="billed")
    rows = job_list(world.ae_alder, standing(world.ae_alder), Filters(), "1").rows
    shown = [row.milestone_on for row in rows]
    assert shown == [days(3), days(7), days(9), None, None]
    assert [row.number for row in rows[:3]] == [layout.number, delivery.number, proof.number]


def test_ones_own_are_the_jobs_one_leads_and_those_of_clients_one_answers_for(world: World):
    job = a_job(world)
    Job.objects.filter(pk=job.pk).update(lead=world.dept)
    assert numbers(world, lead="me") == numbers(world, lead=world.dept.pk) == [job.number]
    Job.objects.filter(pk=job.pk).update(lead=world.ae_alder)
    assert numbers(world, lead="me") == [job.number]
    assert not job_list(world.dept, standing(world.dept), filters_of({}), "1").rows


def test_the_state_says_the_worst(world: World):
    ae, job = world.ae_alder, a_job(world)

    def says() -> str:
        found = job_list(ae, standing(ae), Filters(), "1").rows[0]
        return f"{found.state}: {found.says}"

    assert says() == "soon: No next step"
    with clock.clock_at(clock.now() + timedelta(days=3)):
        assert says() == "late: No next step", "once its duty is"
    set_next_step(by=ae, job=job, step="Proof")
    assert says() == "soon: Not acknowledged"
    move_stage(by=ae, job=job, to="in work")
    set_next_step(by=ae, job=job, step="Sign the proof", contact=world.pat)
    assert says() == "waiting: With the client"
    wait_on_client(by=ae, client=world.alder, job=job, what="Copy")
    assert says() == "waiting: Waiting, since today"
    plan_milestone(by=ae, job=job, name="Proof", on=days(1))
    with clock.clock_at(clock.now() + timedelta(days=2)):
        assert says() == "late: Milestone passed"
    changed(job, ae, stage="on hold")
    assert says() == "stopped: On hold"
    changed(job, ae, stage="cancelled")
    assert says() == "off: Cancelled"


def test_b4_an_empty_list_says_whether_the_filters_emptied_it(world: World, enter: Callable):
    browser, none, left = enter(world.ae_alder), "No job yet", "No job is left by these filters"
    page = browser.get(reverse("jobs")).content.decode()
    assert none in page and left not in page and "With the chosen jobs" not in page
    a_job(world)
    page = browser.get(reverse("jobs") + "?stage=billed").content.decode()
    assert left in page and none not in page


def test_b48_a_count_tells_nothing_of_another_client(world: World):
    a_job(world, world.birch)
    found = job_list(world.ae_alder, standing(world.ae_alder), Filters(), "1")
    assert {view.count for view in found.views} == {0} and not found.rows


@pytest.mark.parametrize(
    "query",
    [
        "order=name);--",
        "order=client__password",
        "stage=1",
        "client=1/**/union",
        "kind=x",
        "lead=-1",
        "until=soon",
        "client=²",
    ],
)
def test_s28_only_what_is_offered_is_taken(world: World, enter: Callable, query: str):
    assert enter(world.ae_alder).get(f"{reverse('jobs')}?{query}").status_code == 400


@pytest.mark.parametrize("query", ["page=1e9", "page=-3", "page=999999999", "text=%", "text=%27%3B--", "filter[x]=1"])
def test_s28_what_is_harmless_is_answered(world: World, enter: Callable, query: str):
    a_job(world)
    assert enter(world.ae_alder).get(f"{reverse('jobs')}?{query}").status_code == 200


@given(
    st.dictionaries(
        st.sampled_from(["text", "client", "kind", "lead", "stage", "until", "waiting", "stepless", "order"]),
        st.text(max_size=12),
    )
)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_s28_whatever_is_asked_is_understood_or_refused(query: dict[str, str]):
    from django.core.exceptions import SuspiciousOperation

    try:
        found = filters_of(query)
    except SuspiciousOperation:
        return
    assert found.order in ORDERS
    assert filters_in(found.query()) == found  # a view reads back as what was saved


def test_every_built_in_view_has_its_own_address():
    queries = [filters.query() for _label, filters in BUILT_IN]
    assert len(set(queries)) == len(queries)
    assert [filters_in(query) for query in queries] == [filters for _label, filters in BUILT_IN]


@pytest.mark.parametrize("address", ["jobs", "tasks", "forms"])
def test_a_list_takes_the_same_few_queries_whatever_its_length(world: World, enter: Callable, address: str):
    browser, counts = enter(world.ae_alder), []
    browser.get(reverse("tasks"))  # the first page of a session notes that it began
    for more in (10, 990):
        many_jobs(world, more)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(reverse(address) + ("?stage=all" if address == "jobs" else "")).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= MOST_QUERIES, [query["sql"][:90] for query in asked]


def test_the_job_page_takes_at_most_fifteen_queries(world: World, enter: Callable):
    browser, counts = enter(world.ae_alder), []
    browser.get(reverse("tasks"))
    many_jobs(world, 3)
    job = Job.objects.order_by("pk")[1]
    for more in range(2):
        for n in range(10 * more):
            plan_milestone(by=world.ae_alder, job=job, name=f"Step {n}", on=days(n))
            wait_on_client(by=world.ae_alder, client=world.alder, job=job, contact=world.pat, what=f"Copy {n}")
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(reverse("job", args=[job.number])).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 15, [query["sql"][:90] for query in asked]
