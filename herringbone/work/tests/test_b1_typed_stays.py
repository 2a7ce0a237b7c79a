"""What is typed into a draft of a form or change form stays, and what keeps it here is said at once."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from herringbone.work.actions import draft_change, ensure_job_kinds, plan_milestone
from herringbone.work.models import Change, Form, Task
from herringbone.work.queries.unread import wrong_rows
from herringbone.work.tests.builders import a_job, days, heads
from herringbone.work.tests.test_pages import fields_of
from tests.world import World

pytestmark = pytest.mark.django_db


def test_b1_a_number_below_nought_is_one_and_too_few():
    rows = [{"what": "Poster", "quantity": "-3", "rounds": "-1"}]
    assert [(one.field, one.reason) for one in wrong_rows(rows)] == [
        ("quantity-0", "How many pieces? At least one"), ("rounds-0", "Between 0 and 99 rounds")
    ]  # fmt: skip


def test_b1_nothing_typed_gets_lost_even_if_it_cannot_be_read(world: World, enter: Callable):
    heads(world)
    ensure_job_kinds()
    browser, address = enter(world.ae_alder), reverse("form_new", args=["ALD"])
    typed = fields_of(browser.get(address).content.decode())
    browser.post(address, {**typed, "delivered_by": "3/4", "budget": "plenty", "keep": "on"})
    draft = Form.objects.get()
    assert draft.unread == {"delivered_by": "3/4", "budget": "plenty"}
    page = browser.get(reverse("form", args=[draft.pk])).content.decode()
    assert 'value="3/4"' in page and 'value="plenty"' in page
    said = browser.post(reverse("form", args=[draft.pk]), {**fields_of(page), "submit": "on"}).content.decode()
    assert "which is the day, which the month" in said and "“plenty” is not an amount" in said
    assert 'value="delivered_by=3 Apr 2026"' in said


def test_b1_one_wrong_number_on_a_new_form_costs_nothing_else_of_what_was_typed(world: World, enter: Callable):
    heads(world)
    ensure_job_kinds()
    browser, address = enter(world.ae_alder), reverse("form_new", args=["ALD"])
    typed = {
        **fields_of(browser.get(address).content.decode()), "name": "Films", "scope": "Two films", "budget": "14,000",
        "what-0": "Film", "quantity-0": "ca. 5", "rounds-0": "2", "what-1": "Poster", "quantity-1": "1",
    }  # fmt: skip
    answer = browser.post(address, {**typed, "keep": "on"})
    draft = Form.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, reverse("form", args=[draft.pk]))
    assert (draft.name, draft.scope, str(draft.budget)) == ("Films", "Two films", "14000.0000")
    assert [row["what"] for row in draft.deliverables] == ["Poster"]  # what others read of it
    page = browser.get(answer["Location"]).content.decode()
    assert 'value="ca. 5"' in page and "Nothing typed gets lost" in page
    assert 'href="#id_quantity-0"' in page and 'id="id_quantity-0_error">“ca. 5” is not a whole number' in page
    browser.post(reverse("form", args=[draft.pk]), {**fields_of(page), "quantity-0": "5", "keep": "on"})
    draft.refresh_from_db()
    assert draft.unread == {}
    assert draft.deliverables[0] == {"what": "Film", "quantity": 5, "rounds": 2}


def test_b1_a_draft_keeps_what_is_too_long_and_says_so(world: World, enter: Callable):
    heads(world)
    ensure_job_kinds()
    browser, address = enter(world.ae_alder), reverse("form_new", args=["ALD"])
    typed = fields_of(browser.get(address).content.decode())
    many = {f"what-{at}": f"Banner {at}" for at in range(41)}
    saved = browser.post(address, {**typed, "name": "n" * 201, **many}, headers={"X-Autosave": "1"})
    assert (saved.status_code, saved.json()["saved"]) == (200, "09:00")
    draft = Form.objects.get()
    page = browser.get(reverse("form", args=[draft.pk])).content.decode()
    assert f'value="{"n" * 201}"' in page and "Banner 40" in page
    assert "That is longer than 200 characters" in page and "No more than 40 lines" in page


def test_b1_all_that_keeps_a_form_is_said_at_once_and_counted(world: World, enter: Callable):
    heads(world)
    ensure_job_kinds()
    browser, address = enter(world.ae_alder), reverse("form_new", args=["ALD"])
    typed = {
        **fields_of(browser.get(address).content.decode()), "what-0": "Film", "quantity-0": "ca. 5", "rounds-0": "few",
        "quantity-1": "2",
    }  # fmt: skip
    answer = browser.post(address, {**typed, "submit": "on"})
    said = answer.content.decode()
    assert answer.status_code == 422 and "Six things keep the form here" in said
    for field in ("name", "kind", "delivered_by", "quantity-0", "rounds-0", "what-1"):
        assert f'href="#id_{field}"' in said and f'id="id_{field}_error"' in said


def test_b1_what_was_taken_off_a_list_meanwhile_costs_nothing_else(world: World, enter: Callable):
    heads(world)
    ensure_job_kinds()
    browser, address = enter(world.ae_alder), reverse("form_new", args=["ALD"])
    typed = {**fields_of(browser.get(address).content.decode()), "name": "Films", "asked_by": "999999"}
    saved = browser.post(address, typed, headers={"X-Autosave": "1"}).json()
    assert saved["saved"] == "09:00" and "Who asked for it" in saved["message"]
    answer = browser.post(address, {**typed, **saved["fields"], "keep": "on"})
    assert answer.status_code == 422 and 'id="id_asked_by_error"' in answer.content.decode()
    assert (Form.objects.get().name, Form.objects.get().asked_by) == ("Films", None)


def test_b2_one_wrong_number_on_a_change_form_costs_nothing_else_of_what_was_typed(world: World, enter: Callable):
    film = {"what": "Film", "quantity": 4, "rounds": 2}
    job = a_job(world, deliverables=[film], budget=Decimal(8000))
    shoot = plan_milestone(by=world.ae_alder, job=job, name="Shoot", on=days(3))
    browser, address = enter(world.ae_alder), reverse("change_new", args=[job.number])
    typed = {
        "why": "The client asks for more", "scope": "Films and posters", "budget": "about 9", "begins": "3/4",
        f"milestone-{shoot.pk}": "some day", "what-0": "Film", "quantity-0": "ca. 5", "rounds-0": "2",
        "id-0": str(job.deliverables.get().pk),
    }  # fmt: skip
    answer = browser.post(address, {**typed, "keep": "on"})
    draft = Change.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, reverse("change", args=[draft.pk]))
    assert draft.why == "The client asks for more" and set(draft.wanted) == {"scope", "delivered_by"}
    page = browser.get(answer["Location"]).content.decode()
    for told in ("about 9", "3/4", "some day", "ca. 5"):
        assert f'value="{told}"' in page
    for field in ("budget", "begins", "quantity-0", f"milestone-{shoot.pk}"):
        assert f'id="id_{field}_error"' in page
    here = reverse("change", args=[draft.pk])
    original = re.search(r'name="original" value="([^"]*)"', page)[1]
    said = browser.post(here, {**typed, "why": "", "original": original, "submit": "on"}).content.decode()
    assert 'id="id_why_error"' in said and 'id="id_quantity-0_error"' in said and 'id="id_budget_error"' in said
    draft_change(by=world.ae_alder, job=job, budget=Decimal(9000))  # said elsewhere meanwhile: no longer unread
    assert "budget" not in Change.objects.get().form.unread


def test_b1_a_form_without_a_client_says_what_is_missing(world: World, enter: Callable):
    browser = enter(world.ae_alder)
    assert "Choose the client" not in browser.get(reverse("form_begin")).content.decode()
    answer = browser.get(reverse("form_begin"), {"client": ""})
    assert answer.status_code == 422 and 'id="client_error">Choose the client' in answer.content.decode()


def test_b4_a_next_step_on_a_closed_day_is_asked_about_once_with_the_open_ones(world: World, enter: Callable):
    job, browser = a_job(world), enter(world.ae_alder)
    address = reverse("job_next_step", args=[job.number])

    def sent(on: str, page: str) -> Any:
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
        tick = dict(re.findall(r'type="checkbox" name="(on-kept)" value="([^"]*)"', page))
        return browser.post(address, {**hidden, **tick, "step": "Call Pat", "person": "", "on": on})

    asked = sent("8 Mar 2026", browser.get(address).content.decode())
    said = asked.content.decode()
    assert asked.status_code == 422 and 'value="8 Mar 2026"' in said
    assert "Sunday 8 March is no working day in New York. Did you mean Friday 6 March or Monday 9 March?" in said
    other = sent("7 Mar 2026", said)
    assert other.status_code == 422 and "Saturday 7 March" in other.content.decode(), "another day is another question"
    assert sent("7 Mar 2026", other.content.decode()).status_code == 303
    job.refresh_from_db()
    assert job.next_on == date(2026, 3, 7)
    again = browser.get(address).content.decode()
    assert sent("7 Mar 2026", again).status_code == 303, "what stands is not asked about"
    assert sent("9 Mar 2026", again).status_code in (303, 409)


def test_b4_a_task_on_a_closed_day_stands_and_the_open_ones_are_offered(world: World, enter: Callable):
    browser = enter(world.ae_alder)
    typed = {"title": "Call Pat", "owner": world.ae_alder.pk, "due": "7 Mar 2026"}
    answer = browser.post(reverse("task_new", args=["ALD"]), typed, follow=True)
    assert Task.objects.get(title="Call Pat").due.day == 7
    assert "Kept as it is. Saturday 7 March is no working day in New York. Did you mean" in answer.content.decode()
