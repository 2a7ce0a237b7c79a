"""Tasks: one's own, the page of one, and what is done with it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from herringbone.clients.models import Client
from herringbone.clients.views.acting import FormPage, form_page, sent
from herringbone.core import clock, panels
from herringbone.people.pages import SIGNED_IN, Asked, one_visible, page
from herringbone.people.rules import may_work_on, visible_to
from herringbone.people.tables import handed_table, table_wanted
from herringbone.work import actions
from herringbone.work.forms import acts
from herringbone.work.models import Job, Task
from herringbone.work.queries.tasks import all_my_tasks, my_tasks
from herringbone.work.views.acts import act, click
from herringbone.work.views.lines import tell_of_closed_day

FORM = ["GET", "HEAD", "POST"]


@page(SIGNED_IN)
@require_safe
def tasks(request: Asked) -> HttpResponseBase:
    """One's own tasks and those of whom one stands in for, the most urgent first."""
    if kind := table_wanted(request):
        headings = [_("Task"), _("Client"), _("Job"), _("Whose"), _("Due"), _("Due at")]
        rows = (
            [one.title, one.client.name, one.job.number if one.job else "", one.owner.name, one.due, one.due_at]
            for one in all_my_tasks(visible_to(request.person, Task), request.standing).iterator(chunk_size=500)
        )
        return handed_table(kind, _("My tasks"), headings, rows)
    found = my_tasks(visible_to(request.person, Task), request.standing, request.GET.get("page", "1"))
    return render(request, "work/tasks.html", {"page": found})


def _task(request: Asked, pk: int) -> Task:
    rows = visible_to(request.person, Task).select_related("client__office", "job", "owner", "by", "done__by")
    return one_visible(request, rows, pk=pk)


@page(SIGNED_IN)
@require_safe
def task(request: Asked, pk: int) -> HttpResponse:
    """One task: whose it is, until when, where it comes from."""
    found = _task(request, pk)
    moves = found.moves.select_related("by").order_by("pk")
    may_work = may_work_on(request.person, found.client)
    context = {
        "task": found, "moves": moves, "may_work": may_work, "late": _("Late") if _is_late(found) else "",
        "panels": panels.filled("task", "main", request, found),
    }  # fmt: skip
    return render(request, "work/task.html", context)


def _is_late(task: Task) -> bool:
    """Whether its moment, or the day by whose close it was promised, is over."""
    now = clock.now()
    return task.due_at < now if task.due_at else task.due < task.client.office.local(now).date()


@page(SIGNED_IN)
@require_http_methods(FORM)
def task_new(request: Asked, code: str) -> HttpResponseBase:
    """Give somebody something to do for a client."""
    client = one_visible(request, visible_to(request.person, Client).select_related("office"), code=code)
    there = reverse("client", args=[code])
    shown = FormPage(_("A task"), _("Give it"), there, ((client.name, there),))
    form = acts.TaskForm(sent(request), client=client, reader=request.person, with_job=True)
    return _made(request, form, shown, client, {})


@page(SIGNED_IN)
@require_http_methods(FORM)
def job_task_new(request: Asked, number: str) -> HttpResponseBase:
    """Give somebody something to do on a job."""
    job = one_visible(request, visible_to(request.person, Job).select_related("client__office"), number=number)
    there = reverse("job", args=[number]) + "#tasks"
    shown = FormPage(_("A task"), _("Give it"), there, ((f"{job.number} {job.name}", there),))
    form = acts.TaskForm(sent(request), client=job.client, reader=request.person)
    return _made(request, form, shown, job.client, {"job": job})


def _made(
    request: Asked, form: acts.TaskForm, shown: FormPage, client: Client, fixed: Mapping[str, Any]
) -> HttpResponseBase:
    def do(given: Mapping[str, Any], once: str) -> Task:
        due_at = acts.moment(client, given["due"], given["at"])
        rest = {name: value for name, value in given.items() if name != "at"}
        made = actions.make_task(by=request.person, client=client, due_at=due_at, once=once, **rest, **fixed)
        tell_of_closed_day(request, client.office, made.due)
        return made

    return form_page(request, form, shown, do, lambda _made: shown.back)


@page(SIGNED_IN)
@require_http_methods(FORM)
def moving(request: Asked, pk: int) -> HttpResponseBase:
    """Promise another date for a task."""
    found = _task(request, pk)
    there = reverse("task", args=[pk])
    shown = FormPage(_("Move the task"), _("Move it"), there, ((found.title, there),))

    def do(given: Mapping[str, Any], once: str) -> Task:
        to_at = acts.moment(found.client, given["to"], given["at"])
        moved = actions.move_task(by=request.person, task=found, to=given["to"], to_at=to_at, once=once)
        tell_of_closed_day(request, found.client.office, given["to"])
        return moved

    form = acts.MoveTaskForm(sent(request), client=found.client, initial={"to": found.due})
    return form_page(request, form, shown, do, lambda _made: there)


@page(SIGNED_IN)
@require_http_methods(FORM)
def handing_over(request: Asked, pk: int) -> HttpResponseBase:
    """Give a task to somebody else."""
    found = _task(request, pk)
    there = reverse("task", args=[pk])
    shown = FormPage(_("Hand the task over"), _("Hand it over"), there, ((found.title, there),))
    form = acts.ToPersonForm(sent(request), client=found.client)
    return act(request, form, shown, actions.hand_over_task, task=found)


def _after(request: Asked, found: Task) -> str:
    if request.POST.get("next") == "tasks":
        return reverse("tasks")
    return reverse("job", args=[found.job.number]) + "#tasks" if found.job else reverse("task", args=[found.pk])


@page(SIGNED_IN)
@require_POST
def doing(request: Asked, pk: int) -> HttpResponseBase:
    """It is done."""
    found = _task(request, pk)
    return click(request, _after(request, found), actions.finish_task, task=found)


@page(SIGNED_IN)
@require_POST
def dropping(request: Asked, pk: int) -> HttpResponseBase:
    """It need not be done."""
    found = _task(request, pk)
    return click(request, _after(request, found), actions.drop_task, task=found)
