"""What a kind of job cannot go without is said beside the departments, while it is not ticked (B1)."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from herringbone.work.actions import ensure_job_kinds
from herringbone.work.tests.builders import a_form
from herringbone.work.tests.test_pages import fields_of
from tests.world import World

pytestmark = pytest.mark.django_db


def test_b1_choosing_a_kind_says_at_once_whom_it_cannot_go_without(world: World, enter: Callable):
    browser, address = enter(world.ae_alder), reverse("form_questions", args=["ALD"])
    kinds = ensure_job_kinds()
    said = {key: browser.get(address, {"kind": kinds[key].pk}).content.decode() for key in ("broadcast", "content")}
    assert "A broadcast job cannot go without Production." in said["broadcast"]
    assert "cannot go without" not in said["content"]
    ticked = f'id="department-{world.departments["production"].pk}" name="departments"'
    assert (said["broadcast"].count(ticked), said["content"].count('name="departments"')) == (1, 0)
    assert all(one.count('<div id="needs" hx-swap-oob="true">') == 1 for one in said.values()), "beside the departments"
    page = browser.get(reverse("form_new", args=["ALD"])).content.decode()
    assert page.count(ticked) == 1, "what is ticked stands there"
    assert page.count('id="needs"') == 1 and "hx-swap-oob" not in page


def test_b1_a_form_says_whom_it_cannot_go_without_once_and_only_until_that_is_ticked(world: World, enter: Callable):
    browser, said = enter(world.ae_alder), "A broadcast job cannot go without Production."
    draft = a_form(world, kind=ensure_job_kinds()["broadcast"], extra={"length": "20"})
    address = reverse("form", args=[draft.pk])
    page = browser.get(address).content.decode()
    assert page.count(said) == 1 and said in page.split('id="needs"')[1].split("</fieldset>")[0]
    came_back = browser.post(address, {**fields_of(page), "submit": "on"}).content.decode()
    assert came_back.count(said) == 2, "above the form and at its field, not once more as help"
    typed = {**fields_of(came_back), "departments": [world.departments["production"].pk], "keep": "on"}
    assert browser.post(address, typed).status_code == 303
    assert said not in browser.get(address).content.decode()
