"""The pages of forms, jobs and tasks: what they show, to whom, and that they work without scripts."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse

from herringbone.clients.tests.test_pages import without_nonce
from herringbone.people.models import Department
from herringbone.work.actions import (
    ensure_job_kinds,
    make_task,
    plan_milestone,
    set_next_step,
    set_status_line,
    wait_on_client,
)
from herringbone.work.models import Acknowledgement, Form, Job, Milestone, SavedView, Task, Waiting
from herringbone.work.tests.builders import a_form, a_job, days, heads, routing_of
from tests.world import World

pytestmark = pytest.mark.django_db


def hidden(page: str, name: str) -> str:
    """The value of a hidden field, as a browser would send it."""
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def fields_of(page: str) -> dict[str, object]:
    """What a browser would send of the draft's page as it stands: hidden, text, chosen and ticked fields."""
    inside = page[page.index('id="draft"') :]
    inside = inside[: inside.index("</form>")]
    found: dict[str, object] = {}
    for tag in re.findall(r"<input[^>]*>", inside):
        name = re.search(r'name="([^"]*)"', tag)
        if not name or ('type="checkbox"' in tag and " checked" not in tag):
            continue
        value = re.search(r'value="([^"]*)"', tag)
        if 'type="checkbox"' in tag:
            found.setdefault(name[1], []).append(value[1])
        else:
            found[name[1]] = value[1] if value else ""
    for name, options in re.findall(r'<select[^>]*name="([^"]*)".*?>(.*?)</select>', inside, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        first = re.search(r'<option value="([^"]*)"', options)
        found[name] = (chosen or first)[1] if (chosen or first) else ""
    for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>\n?(.*?)</textarea>', inside, re.S):
        found[name] = text
    return found


@pytest.fixture
def full(world: World) -> Job:
    """A job with something of everything."""
    heads(world)
    creative = Department.objects.get(craft="creative")
    job = a_job(
        world, departments=[creative], asked_by=world.pat, deliverables=[{"what": "Film", "quantity": 4, "rounds": 2}]
    )
    ae = world.ae_alder
    plan_milestone(by=ae, job=job, name="CANARY-alder-shoot", on=days(5))
    make_task(by=ae, client=world.alder, job=job, title="CANARY-alder-task", owner=world.dept, due=days(2))
    wait_on_client(
        by=ae, client=world.alder, job=job, contact=world.pat, what="CANARY-alder-wait", effect="Shoot moves"
    )
    set_status_line(by=ae, job=job, status="CANARY-alder-status")
    set_next_step(by=ae, job=job, step="CANARY-alder-step", contact=world.pat, on=days(1))
    return job


def test_b1_a_form_is_begun_completed_and_submitted_without_scripts(world: World, enter: Callable):
    heads(world)
    kinds = ensure_job_kinds()
    browser, address = enter(world.ae_alder), reverse("form_new", args=["ALD"])
    page = browser.get(address)
    assert page.status_code == 200 and not Form.objects.exists()  # looking makes nothing
    typed = {
        **fields_of(page.content.decode()), "name": "Films", "kind": str(kinds["broadcast"].pk),
        "delivered_by": "26 Nov 2026", "budget": "EUR 14,000", "what-0": "Film of 20 seconds", "quantity-0": "4",
    }  # fmt: skip
    answer = browser.post(address, {**typed, "keep": "on"})
    draft = Form.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, reverse("form", args=[draft.pk]))
    assert draft.deliverables == [{"what": "Film of 20 seconds", "quantity": 4, "rounds": 2}]

    page = browser.get(answer["Location"]).content.decode()
    answer = browser.post(reverse("form", args=[draft.pk]), {**fields_of(page), "submit": "on"})
    said = answer.content.decode()
    assert answer.status_code == 422
    for reason in (
        "New York is closed on 26 November", "is billed in USD", "A broadcast job cannot go without Production",
        "Lengths, in seconds: An answer is needed",
    ):  # fmt: skip
        assert reason in said
    assert 'value="delivered_by=25 Nov 2026"' in said and 'href="#id_delivered_by"' in said

    typed = {**fields_of(said), "use": "delivered_by=25 Nov 2026", "budget": "14,000", "extra-length": "20"}
    said = browser.post(reverse("form", args=[draft.pk]), typed).content.decode()
    assert "New York is closed" not in said and "A broadcast job cannot go without Production" in said
    production = Department.objects.get(craft="production")
    answer = browser.post(
        reverse("form", args=[draft.pk]), {**fields_of(said), "departments": [production.pk], "submit": "on"}
    )
    job = Job.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, reverse("job", args=["ALD-26-0001"]))
    assert str(job.form.delivered_by) == "2026-11-25" and job.form.extra == {"length": "20"}
    assert job.form.routings.get().person == world.traffic


def test_b1_a_draft_saves_itself_and_its_next_save_knows_the_state(world: World, enter: Callable):
    heads(world)
    ensure_job_kinds()
    browser, address = enter(world.ae_alder), reverse("form_new", args=["ALD"])
    typed = {**fields_of(browser.get(address).content.decode()), "name": "Fil"}
    saved = browser.post(address, typed, headers={"X-Autosave": "1"})
    assert saved.json()["saved"] == "09:00"
    draft = Form.objects.get()
    typed |= {**saved.json()["fields"], "name": "Films"}
    saved = browser.post(address, typed, headers={"X-Autosave": "1"})
    assert Form.objects.get().name == "Films"
    other = enter(world.sup_alder)
    page = fields_of(other.get(reverse("form", args=[draft.pk])).content.decode())
    other.post(reverse("form", args=[draft.pk]), {**page, "scope": "Of the supervisor", "keep": "on"})
    typed |= {**saved.json()["fields"], "asked_how": "by mail"}
    saved = browser.post(address, typed, headers={"X-Autosave": "1"})  # its page still shows an empty scope
    typed |= {**saved.json()["fields"], "asked_how": "by mail, today"}
    browser.post(address, typed, headers={"X-Autosave": "1"})
    draft.refresh_from_db()
    assert (draft.scope, draft.asked_how) == ("Of the supervisor", "by mail, today")


def test_b52_what_was_submitted_meanwhile_keeps_what_the_other_typed(world: World, enter: Callable):
    form = a_form(world)
    address = reverse("form", args=[form.pk])
    browser = enter(world.ae_alder)
    typed = fields_of(browser.get(address).content.decode())
    other = enter(world.sup_alder)
    other.post(address, {**fields_of(other.get(address).content.decode()), "submit": "on"})
    answer = browser.post(address, {**typed, "scope": "What I wrote", "keep": "on"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "Sam Super submitted this form" in page and "What I wrote" in page
    again = other.post(address, {**typed, "submit": "on"})  # the second of two clicks
    assert again["Location"] == reverse("job", args=["ALD-26-0001"]) and Job.objects.count() == 1


def test_b1_the_route_is_acknowledged_by_click_and_by_word(world: World, enter: Callable, full: Job):
    routing = routing_of(full, world.dept)
    page = enter(world.ae_alder).get(reverse("form", args=[full.form_id])).content.decode()
    assert "Nudge Dee" in page and "It waits for Dee Dept" in page
    assert enter(world.ae_alder).post(reverse("acknowledge_form", args=[routing.pk])).status_code == 403
    address = reverse("acknowledge_by_word", args=[routing.pk])
    assert enter(world.ae_alder).post(address, {"confirmed_by": world.dept.pk, "how": ""}).status_code == 422
    enter(world.ae_alder).post(reverse("routing_reminder", args=[routing.pk]))
    assert "reminded today" in enter(world.ae_alder).get(reverse("form", args=[full.form_id])).content.decode()
    assert enter(world.dept).post(reverse("acknowledge_form", args=[routing.pk])).status_code == 303
    assert Acknowledgement.objects.get().confirmed_by == world.dept
    assert enter(world.dept).post(reverse("acknowledge_form", args=[routing.pk])).status_code == 303  # said, not broken


def test_b4_the_job_page_says_where_it_stands(world: World, enter: Callable, full: Job):
    page = enter(world.ae_alder).get(reverse("job", args=[full.number])).content.decode()
    for said in ("shoot", "task", "wait", "status", "step"):
        assert f"CANARY-alder-{said}" in page
    assert "CANARY-birch" not in page


def test_b4_status_line_and_next_step_are_written_where_they_stand(world: World, enter: Callable, full: Job):
    browser = enter(world.ae_alder)
    for address, typed in (
        (reverse("job_status", args=[full.number]), {"status": "Second proof is out"}),
        (
            reverse("job_next_step", args=[full.number]),
            {"step": "Send it", "person": f"ours-{world.dept.pk}", "on": "fri 6 mar"},
        ),
    ):
        part = browser.get(address, headers={"HX-Request": "true"}).content.decode()
        assert "<html" not in part
        original = hidden(browser.get(address).content.decode(), "original")
        assert browser.post(address, {**typed, "original": original}).status_code == 303
        assert browser.post(address, typed).status_code == 400  # a form without the values it was filled with
    full.refresh_from_db()
    assert (full.status, full.next_step, full.next_person) == ("Second proof is out", "Send it", world.dept)
    assert (full.next_contact, str(full.next_on)) == (None, "2026-03-06")


def test_b52_two_next_steps_are_both_shown(world: World, enter: Callable, full: Job):
    address = reverse("job_next_step", args=[full.number])
    browser = enter(world.ae_alder)
    original = hidden(browser.get(address).content.decode(), "original")
    set_next_step(by=world.sup_alder, job=full, step="Theirs", person=world.dept)
    answer = browser.post(
        address, {"step": "Mine", "person": f"ours-{world.ae_alder.pk}", "on": "", "original": original}
    )
    page = answer.content.decode()
    assert answer.status_code == 409 and "Ann Alder" in page and "Dee Dept" in page
    kept = dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page))
    assert browser.post(address, {**kept, "choose-step": "theirs", "choose-person": "yours"}).status_code == 303
    full.refresh_from_db()
    assert (full.next_step, full.next_person) == ("Theirs", world.ae_alder)


def test_every_small_page_opens_and_does_what_it_says(world: World, enter: Callable, full: Job):
    browser = enter(world.ae_alder)
    milestone, task, wait = Milestone.objects.get(), Task.objects.get(), Waiting.objects.get()
    number = full.number
    for name, argument, typed in (
        ("job_stage", number, {"to": "in work"}),
        ("milestone_new", number, {"name": "Proof", "on": "9 Mar"}),
        ("milestone_moving", milestone.pk, {"to": "10 Mar", "why": "Permits"}),
        ("waiting_new", number, {"what": "Copy", "contact": world.quinn.pk, "due": "10 Mar"}),
        ("client_waiting_new", "ALD", {"what": "A list"}),
        ("job_task_new", number, {"title": "Print", "owner": world.dept.pk, "due": "10 Mar", "at": "12:00"}),
        ("task_new", "ALD", {"title": "Call", "owner": world.dept.pk, "due": "10 Mar"}),
        ("task_moving", task.pk, {"to": "11 Mar"}),
        ("task_handing_over", task.pk, {"to": world.coord_alder.pk}),
        ("deliverable_new", number, {"what": "Poster", "quantity": 1, "rounds": 2}),
        ("deliverable", full.deliverables.get().pk, {"what": "Films", "quantity": 5, "rounds": 2}),
        ("routing_handing_on", routing_of(full, world.dept).pk, {"to": world.planner_alder.pk}),
        ("job_lead", number, {"to": world.coord_alder.pk}),
    ):
        address = reverse(name, args=[argument])
        assert browser.get(address).status_code == 200, name
        assert browser.post(address, {}).status_code == 422, name
        assert browser.post(address, typed).status_code == 303, name
    for name, pk in (
        ("milestone_reaching", milestone.pk), ("task_doing", task.pk), ("waiting_asking", wait.pk),
        ("waiting_ending", wait.pk), ("deliverable_removal", full.deliverables.first().pk),
    ):  # fmt: skip
        for _twice in range(2):
            answer = browser.post(reverse(name, args=[pk]))
            assert answer.status_code == 303
    for name, argument in (("task", task.pk), ("waiting", wait.pk), ("job", number), ("form", full.form_id)):
        assert browser.get(reverse(name, args=[argument])).status_code == 200
    for name in ("tasks", "forms", "jobs", "form_begin"):
        assert browser.get(reverse(name)).status_code == 200
    full.refresh_from_db()
    assert (full.stage, full.lead) == ("in work", world.coord_alder)


def test_s01_what_is_foreign_is_as_if_it_were_not(world: World, enter: Callable, full: Job):
    browser = enter(world.ae_birch)
    task, wait, milestone = Task.objects.get(), Waiting.objects.get(), Milestone.objects.get()
    routing, promised = routing_of(full, world.dept), full.deliverables.get()
    free = without_nonce(browser.get(reverse("job", args=["ALD-26-9999"])).content)
    for name, argument in (
        ("job", full.number), ("form", full.form_id), ("task", task.pk), ("waiting", wait.pk), ("form_new", "ALD"),
        ("job_status", full.number), ("job_next_step", full.number), ("job_stage", full.number),
        ("milestone_moving", milestone.pk), ("acknowledge_by_word", routing.pk), ("deliverable", promised.pk),
        ("form_questions", "ALD"), ("task_new", "ALD"),
    ):  # fmt: skip
        for headers in ({}, {"HX-Request": "true"}):
            answer = browser.get(reverse(name, args=[argument]), headers=headers)
            assert answer.status_code == 404, name
            assert without_nonce(answer.content) == free
    for name, argument in (
        ("acknowledge_form", routing.pk), ("routing_reminder", routing.pk), ("task_doing", task.pk),
        ("milestone_reaching", milestone.pk), ("waiting_ending", wait.pk), ("form_discard", full.form_id),
        ("waiting_asking", wait.pk),
        ("deliverable_removal", promised.pk), ("form", full.form_id), ("job_status", full.number),
    ):  # fmt: skip
        assert browser.post(reverse(name, args=[argument]), {}).status_code == 404, name
    for name in ("jobs", "tasks", "forms", "form_begin"):
        address = reverse(name) + ("?stage=all" if name == "jobs" else "")
        assert "CANARY-alder" not in browser.get(address).content.decode()


def test_s03_no_choice_names_another_client_and_a_forged_one_is_refused(world: World, enter: Callable, full: Job):
    birch = a_job(world, world.birch)
    browser = enter(world.ae_alder)
    for name, argument in (
        ("form_new", "ALD"), ("job_next_step", full.number), ("waiting_new", full.number), ("task_new", "ALD"),
    ):  # fmt: skip
        assert "CANARY-birch" not in browser.get(reverse(name, args=[argument])).content.decode()
    before = Task.objects.count(), Waiting.objects.count()
    forged = (
        (reverse("task_new", args=["ALD"]), {"title": "x", "owner": world.dept.pk, "due": "10 Mar", "job": birch.pk}),
        (reverse("task_new", args=["ALD"]), {"title": "x", "owner": world.ae_birch.pk, "due": "10 Mar"}),
        (reverse("waiting_new", args=[full.number]), {"what": "x", "contact": world.rio.pk}),
        (reverse("form_new", args=["ALD"]), {"name": "x", "asked_by": world.rio.pk, "keep": "on"}),
        (reverse("form_new", args=["ALD"]), {"name": "x", "brand": world.birch.brands.get().pk, "keep": "on"}),
    )
    for address, typed in forged:
        answer = browser.post(address, typed)
        assert answer.status_code == 422 and "CANARY-birch" not in answer.content.decode()
    assert (Task.objects.count(), Waiting.objects.count()) == before
    kept = Form.objects.filter(client=world.alder)
    assert not kept.filter(brand=world.birch.brands.get()).exists() and not kept.filter(asked_by=world.rio).exists()


def test_s35_fields_that_nobody_offered_change_nothing(world: World, enter: Callable, full: Job):
    heads(world)
    browser, form = enter(world.ae_alder), a_form(world)
    forged = {
        "client": world.birch.pk, "client_id": world.birch.pk, "number": "X-1", "status": "signed", "by": world.head.pk,
        "stamp": 99, "discarded": "2026-01-01", "submission": 1, "stage": "closed", "begun": "2020-01-01", "lead_id": 1,
    }  # fmt: skip
    address = reverse("form", args=[form.pk])
    typed = fields_of(browser.get(address).content.decode())
    browser.post(address, {**typed, **forged, "name": "Films", "keep": "on"})
    form.refresh_from_db()
    assert (form.client, form.by, form.name, form.discarded) == (world.alder, world.ae_alder, "Films", None)
    address = reverse("job_status", args=[full.number])
    original = hidden(browser.get(address).content.decode(), "original")
    browser.post(address, {**forged, "status": "On plan", "original": original})
    full.refresh_from_db()
    assert (full.client, full.stage, full.status) == (world.alder, "submitted", "On plan")


def test_b4_kinds_are_kept_by_the_head_and_the_administrator(world: World, enter: Callable):
    kinds = ensure_job_kinds()
    assert enter(world.ae_alder).get(reverse("job_kinds")).status_code == 403
    browser = enter(world.head)
    assert "{client}-{yy}-{number:4}" in browser.get(reverse("job_kinds")).content.decode()
    address = reverse("job_kind", args=[kinds["event"].pk])
    assert "Guests expected: number" in browser.get(address).content.decode()
    typed = {
        "name": "Event", "name_it": "Evento", "way": ["submitted", "in work", "closed"], "active": "on",
        "fields_text": "* Guests expected: number\nMusic: choice = none, band\nTheme",
    }  # fmt: skip
    assert browser.post(address, typed).status_code == 303
    kind = kinds["event"]
    kind.refresh_from_db()
    assert [(one["key"], one["type"], one["required"]) for one in kind.fields] == [
        ("guests", "number", True), ("music", "choice", False), ("theme", "text", False),
    ]  # fmt: skip
    assert kind.fields[0]["label_it"] == "Ospiti attesi" and kind.way == ["submitted", "in work", "closed"]
    wrong = browser.post(address, {**typed, "fields_text": "Guests: many"})
    assert wrong.status_code == 422 and "after the colon stands one of" in wrong.content.decode()
    assert browser.post(reverse("job_kind_new"), {**typed, "name": "Pop-up"}).status_code == 303
    assert browser.post(reverse("job_numbers"), {"pattern": "{client}{7*7}"}).status_code == 422
    assert browser.post(reverse("job_numbers"), {"pattern": "{client}-{yyyy}-{number}"}).status_code == 303


def test_views_are_saved_shared_and_deleted(world: World, enter: Callable, full: Job):
    browser = enter(world.ae_alder)
    address = reverse("job_view_new") + f"?client={world.alder.pk}&stage=open&nonsense=1"
    assert browser.post(address, {"name": "Alder", "shared": "on"}).status_code == 303
    view = SavedView.objects.get()
    assert view.query == f"client={world.alder.pk}&stage=open"
    assert "Alder <span" in browser.get(reverse("jobs")).content.decode()
    other = enter(world.ae_birch)
    assert 'Alder <span class="count">0' in other.get(reverse("jobs")).content.decode()  # shared, but counts nothing
    assert other.post(reverse("job_view_deletion", args=[view.pk])).status_code == 403
    assert browser.post(reverse("job_view_deletion", args=[view.pk])).status_code == 303
    assert not SavedView.objects.exists()


def test_b4_a_milestone_on_a_closed_day_is_asked_about_with_the_open_ones(world: World, enter: Callable, full: Job):
    browser, saturday = enter(world.ae_alder), {"name": "Shoot", "on": "7 Mar 2026"}
    answer = browser.post(reverse("milestone_new", args=[full.number]), saturday)
    assert answer.status_code == 422 and "Did you mean" in answer.content.decode()
    assert not Milestone.objects.filter(name="Shoot").exists()
