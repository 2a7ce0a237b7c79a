"""The list of jobs with its views, and the page of one job."""

from collections.abc import Iterable

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from herringbone.clients.rules import may_bring_in
from herringbone.clients.views.acting import FormPage, form_page, see_other, sent
from herringbone.core.panels import filled
from herringbone.people.pages import SIGNED_IN, Asked, one_visible, page, the_one
from herringbone.people.rules import may_work_on
from herringbone.people.tables import handed_table, table_wanted
from herringbone.work.actions import delete_view, save_view
from herringbone.work.forms.acts import ViewForm
from herringbone.work.forms.batch import NAMES
from herringbone.work.models import Stage
from herringbone.work.queries.board import board
from herringbone.work.queries.filters import BOARD, CALENDAR, SORTED, filters_of
from herringbone.work.queries.job_calendar import month
from herringbone.work.queries.job_list import JOBS, all_jobs, job_list, views_of
from herringbone.work.queries.job_page import job_page, job_with_all
from herringbone.work.queries.job_rows import JobRow
from herringbone.work.queries.paging import page_of
from herringbone.work.rules import may_manage_kinds, may_run

LISTS = ("milestones", "tasks", "waits", "deliverables")
PAGE = 50  # lines of each of a job's lists; nearly every job has fewer
FORM = ["GET", "HEAD", "POST"]
# What a key does in a row of the list (rows.js), as at the weekly table.
ROW_KEYS = (
    ("j", "next", gettext_lazy("next job")), ("k", "before", gettext_lazy("job before")),
    ("n", "listed_next_step", gettext_lazy("next step")), ("s", "listed_status", gettext_lazy("status line")),
)  # fmt: skip


@page(SIGNED_IN)
@require_safe
def jobs(request: Asked) -> HttpResponseBase:
    """The jobs that one sees, filtered and in order as the address says; for htmx the list alone."""
    filters = filters_of(request.GET)
    if kind := table_wanted(request):
        return _as_table(kind, all_jobs(request.standing, filters))
    found = job_list(request.person, request.standing, filters, request.GET.get("page", "1"))
    context = {
        "list": found, "filters": filters, "sorted": SORTED[filters.order],
        "may_manage": may_manage_kinds(by=request.person), "may_begin": request.standing.writes,
        "may_import": may_bring_in(by=request.person, kind="jobs"),
        "may_edit": request.standing.writes, "deeds": [(key.value, name) for key, name in NAMES.items()],
        "row_keys": ROW_KEYS, "query": request.GET.urlencode(),
        "board": board(request.standing, filters) if filters.shape == BOARD else None,
        "calendar": month(request.standing, filters) if filters.shape == CALENDAR else None,
    }  # fmt: skip
    restored = "HX-History-Restore-Request" in request.headers
    partial = request.headers.get("HX-Target") == "jobs" and not restored
    return render(request, "work/parts/job_list.html" if partial else "work/jobs.html", context)


def _as_table(kind: str, rows: Iterable[JobRow]) -> HttpResponseBase:
    headings = [
        _("Number"), _("Job"), _("Client"), _("State"), _("Status"), _("Next step"), _("Whose next step"),
        _("Next step on"), _("Milestone"), _("Milestone on"), _("Lead"), _("Owed on it"), _("Due"),
    ]  # fmt: skip
    cells = (
        [row.number, row.name, row.client, row.says, row.status, row.step, row.step_who, row.step_on, row.milestone,
         row.milestone_on, row.lead, ", ".join(one.says for one in row.owed),
         min((one.due for one in row.owed), default=None)]
        for row in rows
    )  # fmt: skip
    return handed_table(kind, _("Jobs"), headings, cells)


@page(SIGNED_IN)
@require_http_methods(FORM)
def view_new(request: Asked) -> HttpResponseBase:
    """Keep the filters of the list under a name."""
    filters = filters_of(request.GET)
    back, kept = f"{reverse('jobs')}?{filters.query()}", filters.query(shape="", month=None)
    return form_page(
        request,
        ViewForm(sent(request)),
        FormPage(_("Keep these filters as a view"), _("Save the view"), back, ((_("Jobs"), back),)),
        lambda given, once: save_view(by=request.person, list=JOBS, query=kept, once=once, **given),
        lambda _made: back,
    )


@page(SIGNED_IN)
@require_POST
def view_deletion(request: Asked, pk: int) -> HttpResponseBase:
    """Give up a view of one's own."""
    delete_view(by=request.person, view=one_visible(request, views_of(request.person.pk), pk=pk))
    return see_other(reverse("jobs"))


@page(SIGNED_IN)
@require_safe
def job(request: Asked, number: str) -> HttpResponse:
    """Everything about one job."""
    found = the_one(job_with_all(number, request.standing))
    bag, number = job_page(found, request.standing), request.GET.get("page", "1")
    context = {
        "job": found,
        "bag": bag,
        "lists": {name: page_of(getattr(bag, name), PAGE, number) for name in LISTS},
        "panels": filled("job", "main", request, found),
        "margin": filled("job", "margin", request, found),
        "may_work": may_work_on(request.person, found.client),
        "may_run": may_run(request.person, found),
        "call_line": "" if found.stage in Stage.OVER else f" #{found.number}",
    }
    return render(request, "work/job.html", context)
