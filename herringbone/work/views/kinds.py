"""The kinds of job and the pattern of their numbers, for the head and the administrator."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from herringbone.clients.views.acting import FormPage, form_page, sent
from herringbone.core.models import Agency
from herringbone.people.pages import HEAD_OR_ADMINISTRATOR, Asked, page
from herringbone.work.actions import keep_job_kind, set_job_numbers
from herringbone.work.answers import questions
from herringbone.work.forms.acts import PatternForm
from herringbone.work.forms.kinds import KindForm
from herringbone.work.models import JobKind

FORM = ["GET", "HEAD", "POST"]


@page(HEAD_OR_ADMINISTRATOR)
@require_safe
def job_kinds(request: Asked) -> HttpResponse:
    """All kinds, with what their forms ask."""
    kinds = [(kind, questions(kind.fields)) for kind in JobKind.objects.prefetch_related("needs")]
    return render(request, "work/job_kinds.html", {"kinds": kinds, "pattern": Agency.objects.get().job_number})


def _kind_page(request: Asked, kind: JobKind | None) -> HttpResponseBase:
    back = reverse("job_kinds")
    heading = str(kind) if kind else _("A kind of job")
    shown = FormPage(heading, _("Keep the kind"), back, ((_("Kinds of job"), back),))
    form = KindForm(sent(request), kind=kind)

    def do(given: Any, once: str) -> JobKind:
        return keep_job_kind(by=request.person, kind=kind, once=once, **given)

    return form_page(request, form, shown, do, lambda _made: back)


@page(HEAD_OR_ADMINISTRATOR)
@require_http_methods(FORM)
def kind_new(request: Asked) -> HttpResponseBase:
    """Add a kind."""
    return _kind_page(request, None)


@page(HEAD_OR_ADMINISTRATOR)
@require_http_methods(FORM)
def kind(request: Asked, pk: int) -> HttpResponseBase:
    """Change a kind."""
    return _kind_page(request, get_object_or_404(JobKind, pk=pk))


@page(HEAD_OR_ADMINISTRATOR)
@require_http_methods(FORM)
def numbers(request: Asked) -> HttpResponseBase:
    """Set how job numbers are made."""
    back = reverse("job_kinds")
    shown = FormPage(
        _("Job numbers"), _("Set the pattern"), back, ((_("Kinds of job"), back),),
        _("It counts for the jobs to come; those that have a number keep it."),
    )  # fmt: skip
    form = PatternForm(sent(request), initial={"pattern": Agency.objects.get().job_number})

    def do(given: Any, once: str) -> Agency:
        return set_job_numbers(by=request.person, once=once, **given)

    return form_page(request, form, shown, do, lambda _made: back)
