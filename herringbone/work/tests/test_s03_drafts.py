"""S03: a draft keeps text as it was typed, but nobody and nothing that its form did not offer."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from herringbone.people.models import Department
from herringbone.record.action import Refused
from herringbone.work.actions import begin_form, draft_change, ensure_job_kinds, save_change, save_form
from herringbone.work.models import Change, Form, Job
from herringbone.work.tests.builders import a_job, heads
from tests.forms import forms_in
from tests.world import World

pytestmark = pytest.mark.django_db
FILM = {"what": "Film", "quantity": 4, "rounds": 2}


@pytest.fixture
def job(world: World) -> Job:
    return a_job(world, deliverables=[FILM])


@pytest.fixture
def theirs(world: World) -> str:
    """What stands on a job of a competitor."""
    return str(a_job(world, world.birch, deliverables=[FILM]).deliverables.get().pk)


def creative() -> Department:
    return Department.objects.get(craft="creative")


def fields_of(page: str) -> dict[str, object]:
    """What a browser sends of the form in a page, as it stands."""
    form = next(one for one in forms_in(page) if "what-0" in one.fields)
    shown = {one.name: one for one in form.fields.values() if one.kind not in ("submit", "button")}
    return {
        name: one.values or one.offered[:1] for name, one in shown.items() if one.values or one.kind == "select"
    } | {name: one.values[0] for name, one in shown.items() if len(one.values) == 1}


def ids_in(page: str) -> set[str]:
    return set(re.findall(r'name="id-\d+" value="([^"]*)"', page))


def test_s03_whoever_was_not_offered_comes_on_no_forms_route(world: World, enter: Callable):
    heads(world)
    ensure_job_kinds()
    browser, address, name = enter(world.ae_alder), reverse("form_new", args=["ALD"]), f"route-{creative().pk}"
    typed = {**fields_of(browser.get(address).content.decode()), "name": "Films", "departments": creative().pk}
    sent = {**typed, name: str(world.ae_birch.pk), "budget": "plenty"}
    saved = browser.post(address, sent, headers={"X-Autosave": "1"}).json()
    assert saved["message"] == f"Saved, but for: Who acknowledges for {creative()}: Choose one from the list"
    draft = Form.objects.get()
    assert (draft.name, draft.route, draft.unread) == ("Films", {}, {"budget": "plenty"})
    here = reverse("form", args=[draft.pk])
    for button in ("keep", "submit"):
        answer = browser.post(here, {**sent, **saved["fields"], button: "on"})
        assert answer.status_code == 422 and f'id="id_{name}_error">Choose one' in answer.content.decode()
        assert Form.objects.get().route == {} and not Job.objects.exists()
    for wrong in ("x", "9" * 5000, "²"):
        assert browser.post(here, {**sent, **saved["fields"], name: wrong, "keep": "on"}).status_code == 422


def test_s03_a_refused_choice_leaves_whom_the_draft_named(world: World, enter: Callable):
    world.traffic.department = creative()
    world.traffic.save()
    heads(world)
    named = {str(creative().pk): world.traffic.pk}
    draft = begin_form(by=world.ae_alder, client=world.alder, route=named)
    browser, here = enter(world.ae_alder), reverse("form", args=[draft.pk])
    typed = fields_of(browser.get(here).content.decode())
    answer = browser.post(here, {**typed, f"route-{creative().pk}": str(world.ae_birch.pk), "keep": "on"})
    draft.refresh_from_db()
    assert (answer.status_code, draft.route) == (422, named)


@pytest.mark.parametrize("pieces", ["4", "ca. 4"])
@pytest.mark.parametrize("begun", [False, True])
def test_s03_no_line_of_a_change_form_bears_an_id_of_another_job(
    world: World, enter: Callable, job: Job, theirs: str, pieces: str, begun: bool
):
    browser, here = enter(world.ae_alder), reverse("change_new", args=[job.number])
    if begun:
        here = reverse("change", args=[draft_change(by=world.ae_alder, job=job, why="More").pk])
    typed = fields_of(browser.get(here).content.decode())
    sent = {**typed, "why": "More films", "id-0": theirs, "quantity-0": pieces}
    for button in ("keep", "submit"):
        answer = browser.post(here, {**sent, button: "on"})
        page = answer.content.decode()
        assert answer.status_code == 422 and 'id="id_what-0_error">This line no longer stands on the job' in page
        assert not ids_in(page) and 'value="More films"' in page and "It stays on this page" in page
        assert [(one.why, one.wanted, one.form.unread) for one in Change.objects.all()] == [("More", {}, {})] * begun
    again = {**fields_of(page), "quantity-0": "4", "keep": "on"}
    assert browser.post(here, again).status_code == 303
    assert Change.objects.get().wanted["deliverables"] == [FILM]  # as a new line
    assert job.deliverables.count() == 1


def test_s03_a_refused_line_leaves_the_lines_that_the_draft_keeps_as_typed(
    world: World, enter: Callable, job: Job, theirs: str
):
    change = draft_change(by=world.ae_alder, job=job, why="More")
    browser, here = enter(world.ae_alder), reverse("change", args=[change.pk])
    typed = fields_of(browser.get(here).content.decode())
    assert browser.post(here, {**typed, "quantity-0": "ca. 5", "keep": "on"}).status_code == 303
    kept = Change.objects.get().form.unread
    assert kept["deliverables"][0]["quantity"] == "ca. 5"
    typed = fields_of(browser.get(here).content.decode())
    assert browser.post(here, {**typed, "id-0": theirs, "keep": "on"}).status_code == 422
    assert Change.objects.get().form.unread == kept


def test_s03_whoever_was_not_offered_comes_on_no_change_forms_route(world: World, enter: Callable, job: Job):
    browser, here = enter(world.ae_alder), reverse("change_new", args=[job.number])
    typed = {**fields_of(browser.get(here).content.decode()), "why": "More", "departments": creative().pk}
    name = f"route-{creative().pk}"
    answer = browser.post(here, {**typed, "scope": "Five", name: str(world.ae_birch.pk), "submit": "on"})
    assert answer.status_code == 422 and f'id="id_{name}_error"' in answer.content.decode()
    assert not Change.objects.exists()


def test_s03_a_draft_that_holds_something_of_a_rivals_already_offers_and_submits_none_of_it(
    world: World, enter: Callable, job: Job, theirs: str
):
    change = draft_change(by=world.ae_alder, job=job, why="More", scope="Five")
    lines = [{"id": theirs, "what": "Film", "quantity": "ca. 4", "rounds": "2"}]
    Form.objects.filter(pk=change.form_id).update(
        unread={"deliverables": lines}, route={str(creative().pk): world.ae_birch.pk}
    )
    change.form.departments.set([creative()])
    browser, here = enter(world.ae_alder), reverse("change", args=[change.pk])
    page = browser.get(here).content.decode()
    assert not ids_in(page) and f'<option value="{world.ae_birch.pk}"' not in page
    typed = {**fields_of(page), "departments": creative().pk}
    assert browser.post(here, {**typed, "submit": "on"}).status_code == 422
    form = Change.objects.get().form
    assert form.route == {} and form.unread["deliverables"] == [{**lines[0], "id": ""}]
    Form.objects.filter(pk=form.pk).update(unread={"deliverables": lines})
    draft_change(by=world.ae_alder, job=job, scope="Six")  # said elsewhere
    assert Change.objects.get().form.unread["deliverables"] == [{**lines[0], "id": ""}]


@pytest.mark.parametrize("of", ["form", "change"])
def test_s03_the_actions_take_nobody_who_does_not_work_in_the_department(world: World, job: Job, of: str):
    told: dict[str, Any] = {"route": {str(creative().pk): world.ae_birch.pk}}
    draft, change = begin_form(by=world.ae_alder, client=world.alder), draft_change(by=world.ae_alder, job=job)
    with pytest.raises(Refused) as refused:
        if of == "form":
            save_form(by=world.ae_alder, form=draft, values=told)
        else:
            save_change(by=world.ae_alder, change=change, values=told)
    assert refused.value.field == "departments"
    assert not Form.objects.exclude(route={}).exists()
