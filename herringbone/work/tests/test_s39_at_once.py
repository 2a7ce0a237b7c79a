"""S39: the same thing twice, and two who decide at once, on whichever database the suite runs."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from herringbone.core import clock
from herringbone.core.models import Counter
from herringbone.people.models import Department
from herringbone.record.action import Denied, Refused
from herringbone.work.actions import acknowledge_by_word, acknowledge_form, reroute_form, submit_form
from herringbone.work.models import Acknowledgement, Form, Job, Routing
from herringbone.work.tests.builders import a_form, a_job, routing_of
from tests.world import MONDAY, World


def at_once(*acts: Callable[[], Any]) -> tuple[list[Any], list[str]]:
    """Let all of them begin at the same moment: what each gave, and what was refused."""
    start, given, refused = Barrier(len(acts)), [], []

    def run(act: Callable[[], Any]) -> None:
        start.wait()
        try:
            with clock.clock_at(MONDAY):
                given.append(act())
        except Refused as reason:
            refused.append(str(reason))
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return given, refused


def test_s39_ten_clicks_on_one_form_give_one_job(shared_world: World):
    world = shared_world
    form = a_form(world)
    given, refused = at_once(
        *[lambda: submit_form(by=world.ae_alder, form=Form.objects.get(pk=form.pk), once="click")] * 10
    )
    assert len(given) == 10 and len({job.pk for job in given}) == 1 and not refused
    assert Job.objects.count() == 1 and Counter.objects.get(series="job:ALD:2026").last == 1


def test_s39_two_people_submit_one_form_and_the_second_is_told_who_was_first(shared_world: World):
    world = shared_world
    form = a_form(world)
    given, refused = at_once(
        *(
            lambda by=by: submit_form(by=by, form=Form.objects.get(pk=form.pk), once=f"of {by.pk}")
            for by in (world.ae_alder, world.sup_alder)
        )
    )
    assert len(given) == len(refused) == 1 and "submitted this form" in refused[0]
    assert Job.objects.count() == 1 and Counter.objects.get(series="job:ALD:2026").last == 1


def test_s39_jobs_of_one_client_submitted_at_once_have_numbers_without_gap_or_double(shared_world: World):
    world = shared_world
    forms = [a_form(world) for _ in range(6)]
    given, refused = at_once(
        *(lambda pk=form.pk: submit_form(by=world.ae_alder, form=Form.objects.get(pk=pk)) for form in forms)
    )
    assert not refused and sorted(job.number for job in given) == [f"ALD-26-000{n}" for n in range(1, 7)]


def test_s39_a_click_and_a_word_at_once_are_one_acknowledgement(shared_world: World):
    world = shared_world
    a_form(world)  # so that the departments have their heads
    job = a_job(world, departments=[Department.objects.get(craft="creative")])
    routing = job.form.routings.get()
    given, refused = at_once(
        lambda: acknowledge_form(by=world.dept, routing=Routing.objects.get(pk=routing.pk)),
        lambda: acknowledge_by_word(by=world.ae_alder, routing=Routing.objects.get(pk=routing.pk), how="by telephone"),
    )
    assert len(given) == len(refused) == 1 and "has acknowledged this form already" in refused[0]
    assert Acknowledgement.objects.count() == 1


def test_s39_a_form_handed_on_meanwhile_is_not_acknowledged_by_whom_it_named_before(world: World):
    creative = world.departments["creative"]
    job = a_job(world, departments=[creative])
    loaded_before = routing_of(job, world.dept)
    reroute_form(by=world.ae_alder, routing=routing_of(job, world.dept), to=world.planner_alder)
    with pytest.raises(Denied):
        acknowledge_form(by=world.dept, routing=loaded_before)
    assert not Acknowledgement.objects.exists()
    acknowledge_form(by=world.planner_alder, routing=routing_of(job, world.planner_alder))
