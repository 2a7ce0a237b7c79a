"""The kick-off of a job: from which size, waived by the director, found in a meeting that was called already."""

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from herringbone.clients.views.acting import FormPage, form_page, see_other, sent
from herringbone.core import clock
from herringbone.meetings.actions import name_kick_off, set_kick_off_size, waive_kick_off
from herringbone.meetings.forms.kick_off import SizeForm, WaiveForm
from herringbone.meetings.queries.kick_offs import rules_in_force
from herringbone.meetings.views.meeting import one_meeting, show
from herringbone.people.pages import HEAD_OR_ADMINISTRATOR, SIGNED_IN, Asked, one_visible, page
from herringbone.people.rules import may_direct, visible_to
from herringbone.record.action import Denied, Refused
from herringbone.work.models import Job

FORM = ["GET", "HEAD", "POST"]


@page(SIGNED_IN)
@require_http_methods(FORM)
def kick_off_waiving(request: Asked, number: str) -> HttpResponseBase:
    """The director of the account lets a job into work without its kick-off."""
    job = one_visible(request, visible_to(request.person, Job).select_related("client"), number=number)
    if not may_direct(request.person, job.client):
        raise Denied("kick-off waived")
    there = reverse("job", args=[number])
    shown = FormPage(
        _("Into work without a kick-off"), _("Let it go without"), there, ((f"{job.number} {job.name}", there),),
        _("Who decided it and why stays on the job."),
    )  # fmt: skip
    return form_page(
        request, WaiveForm(sent(request)), shown,
        lambda given, once: waive_kick_off(by=request.person, job=job, once=once, **given), lambda _made: there,
    )  # fmt: skip


@page(SIGNED_IN)
@require_POST
def kick_off_naming(request: Asked, pk: int) -> HttpResponseBase:
    """This meeting is the kick-off of its job."""
    meeting = one_meeting(request, pk)
    try:
        name_kick_off(by=request.person, meeting=meeting, once=request.POST.get("once", "")[:60])
    except Refused as reason:
        return show(request, meeting, str(reason))
    return see_other(reverse("meeting", args=[pk]))


@page(HEAD_OR_ADMINISTRATOR)
@require_http_methods(FORM)
def kick_off_size(request: Asked) -> HttpResponseBase:
    """From which size a job begins with a kick-off."""
    rules = rules_in_force(clock.now())
    back = reverse("job_kinds")
    shown = FormPage(
        _("Kick-offs"), _("Set it from now on"), back, ((_("Kinds of job"), back),),
        _("It counts for the jobs that are opened from then on; those that are open keep what counted for them."),
        more={"rules": rules},
    )  # fmt: skip
    own = {"amount": rules[0].amount, "departments": rules[0].departments}
    return form_page(
        request, SizeForm(sent(request), initial=own), shown,
        lambda given, once: set_kick_off_size(by=request.person, once=once, **given),
        lambda _made: reverse("kick_off_size"), "meetings/kick_off_size.html",
    )  # fmt: skip
