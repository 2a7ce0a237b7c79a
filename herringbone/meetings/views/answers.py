"""What the client said by phone or mail, how an objection is settled, and the links by which they answer."""

from contextlib import suppress

from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from herringbone.clients.views.acting import FormPage, form_page, see_other, sent
from herringbone.meetings.actions import (
    begin_correction,
    confirm_report,
    leave_correction,
    object_to_item,
    send_report_again,
    settle_objection,
)
from herringbone.meetings.forms.answer import CorrectionForm, ObjectionForm, OnBehalf, SettlementForm
from herringbone.meetings.models import ContactReport, Issue, Objection, Reader
from herringbone.meetings.views.reports import one_report
from herringbone.people.pages import SIGNED_IN, Asked, one_visible, page
from herringbone.people.rules import visible_to
from herringbone.record.action import Refused

FORM = ["GET", "HEAD", "POST"]


@page(SIGNED_IN)
@require_http_methods(FORM)
def report_objection(request: Asked, pk: int, key: str) -> HttpResponseBase:
    """Note an objection to an item that came by phone or mail."""
    found, issue = _newest(request, pk)
    data = (issue.client_edition or issue.inside_edition).content
    item = next((one for one in data["items"] if one["key"] == key), None)
    if item is None or issue.client_edition is None:
        raise Http404
    return form_page(
        request,
        ObjectionForm(sent(request), person=request.person, client=found.meeting.client_id),
        _shown(found, issue, _("Note an objection"), _("Record the objection"), item["text"]),
        lambda given, once: object_to_item(by=request.person, issue=issue, item_key=key, once=once, **given),
        lambda made: f"{reverse('report', args=[pk])}#objection-{made.pk}",
    )


@page(SIGNED_IN)
@require_http_methods(FORM)
def report_confirmation(request: Asked, pk: int) -> HttpResponseBase:
    """Note that a contact confirmed the report by phone or mail."""
    found, issue = _newest(request, pk)
    lead = _("Items under objection stay open.")
    return form_page(
        request,
        OnBehalf(sent(request), person=request.person, client=found.meeting.client_id),
        _shown(found, issue, _("The client confirms the report"), _("Record it"), lead),
        lambda given, once: confirm_report(by=request.person, issue=issue, once=once, **given),
        lambda _made: reverse("report", args=[pk]),
    )


@page(SIGNED_IN)
@require_http_methods(FORM)
def objection_settlement(request: Asked, pk: int) -> HttpResponseBase:
    """Settle an objection in words."""
    rows = visible_to(request.person, Objection).select_related("issue__report__meeting__client", "contact")
    objection = one_visible(request, rows, pk=pk)
    issue = objection.issue
    lead = f"{objection.contact}: {objection.said}"
    return form_page(
        request,
        SettlementForm(sent(request)),
        _shown(issue.report, issue, _("Settle an objection"), _("It is settled"), lead),
        lambda given, once: settle_objection(by=request.person, objection=objection, once=once, **given),
        lambda _made: f"{reverse('report', args=[issue.report_id])}#objection-{pk}",
    )


@page(SIGNED_IN)
@require_http_methods(FORM)
def report_correction(request: Asked, pk: int) -> HttpResponseBase:
    """Begin a correction, and go on to write it."""
    found, issue = _newest(request, pk)
    lead = _("Version %(version)d stays as it is; what you issue next replaces it, with every change marked.")
    return form_page(
        request,
        CorrectionForm(sent(request)),
        _shown(found, issue, _("Correct the report"), _("Begin the correction"), lead % {"version": issue.version}),
        lambda given, once: begin_correction(by=request.person, report=found, once=once, **given),
        lambda _made: reverse("contact_report", args=[found.meeting_id]),
    )


@page(SIGNED_IN)
@require_POST
def report_correction_left(request: Asked, pk: int) -> HttpResponseBase:
    """Nothing needs to be corrected after all."""
    found = one_report(request, pk)
    try:
        leave_correction(by=request.person, report=found)
    except Refused:
        return see_other(reverse("contact_report", args=[found.meeting_id]))
    return see_other(reverse("report", args=[pk]))


@page(SIGNED_IN)
@require_POST
def report_mail_again(request: Asked, pk: int) -> HttpResponseBase:
    """Send an issued report once more to a reader whose mail did not arrive."""
    rows = visible_to(request.person, Reader).select_related("issue__report__meeting__client", "person", "contact")
    reader = one_visible(request, rows, pk=pk)
    with suppress(Refused):  # it is on its way, or arrived: the page says so
        send_report_again(by=request.person, reader=reader, once=request.POST.get("once", ""))
    return see_other(f"{reverse('report', args=[reader.issue.report_id])}#readers")


def _newest(request: Asked, pk: int) -> tuple[ContactReport, Issue]:
    found = one_report(request, pk)
    issues = found.issues.select_related("client_edition", "inside_edition", "report__meeting__client")
    issue = issues.order_by("version").last()
    if issue is None:
        raise Http404
    return found, issue


def _shown(found: ContactReport, issue: Issue, heading: str, button: str, lead: str) -> FormPage:
    there = reverse("report", args=[found.pk])
    title = _("Contact report %(number)d") % {"number": issue.number}
    crumbs = ((found.meeting.client.name, reverse("client", args=[found.meeting.client.code])), (title, there))
    return FormPage(heading, button, there, crumbs, lead)
