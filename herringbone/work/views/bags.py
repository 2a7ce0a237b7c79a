"""The job bag as one archive: asked for, seen while it is filled, and downloaded by whoever asked (B13)."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from herringbone.clients.views.acting import see_other
from herringbone.clients.views.files import stored_file
from herringbone.people.pages import SIGNED_IN, Asked, one_visible, page
from herringbone.people.rules import visible_to
from herringbone.work.actions import ask_for_bag
from herringbone.work.models import Job, JobBag


@page(SIGNED_IN)
@require_POST
def bag_new(request: Asked, number: str) -> HttpResponseBase:
    """Have it put together."""
    job = one_visible(request, visible_to(request.person, Job).select_related("client"), number=number)
    bag = ask_for_bag(by=request.person, job=job, once=request.POST.get("once", "")[:60])
    return see_other(reverse("bag", args=[bag.pk]))


def _own(request: Asked, pk: int) -> JobBag:
    rows = visible_to(request.person, JobBag).filter(by=request.person).select_related("job__client", "file")
    return one_visible(request, rows, pk=pk)


@page(SIGNED_IN)
@require_safe
def bag(request: Asked, pk: int) -> HttpResponse:
    """How far it is; with htmx, that alone."""
    found = _own(request, pk)
    partial = request.headers.get("HX-Target") == "bag"
    return render(request, "work/parts/bag.html" if partial else "work/bag.html", {"bag": found})


@page(SIGNED_IN)
@require_safe
def bag_file(request: Asked, pk: int) -> HttpResponseBase:
    """The archive, for whoever asked and as long as they see the job."""
    stored = _own(request, pk).file
    if stored is None:
        raise Http404
    return stored_file(request, stored, stored.media_type)
