"""On which days a client's report is due, and pausing it."""

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from herringbone.clients.models import Client
from herringbone.clients.views.acting import FormPage, form_page, sent
from herringbone.core import clock
from herringbone.people.pages import SIGNED_IN, Asked, one_visible, page
from herringbone.people.rules import visible_to
from herringbone.status.actions import pause_reports, set_report_days, take_up_reports
from herringbone.status.forms.rhythm import DaysForm, PauseForm
from herringbone.status.models import Pause
from herringbone.status.queries.rhythm import rhythm
from herringbone.status.views.live import one_client
from herringbone.work.views.acts import click

FORM = ["GET", "HEAD", "POST"]


def _page(client: Client, heading: str, button: str, lead: str) -> FormPage:
    there = reverse("status_live", args=[client.code])
    return FormPage(heading, button, there, ((client.name, there),), lead)


@page(SIGNED_IN)
@require_http_methods(FORM)
def days(request: Asked, code: str) -> HttpResponseBase:
    """Say on which days of the week the report is due."""
    client = one_client(request, code)
    lead = _("One day or two. Counts for what is due from the next working day on; without a day no report is owed.")
    now = {"days": [str(one) for one in rhythm(client, clock.now()).days]}
    return form_page(
        request,
        DaysForm(sent(request), initial=now),
        _page(client, _("When the report is due"), _("Set the days"), lead),
        lambda given, once: set_report_days(
            by=request.person, client=client, days=[int(one) for one in given["days"]], once=once
        ),
        lambda _made: reverse("status_live", args=[code]),
    )


@page(SIGNED_IN)
@require_http_methods(FORM)
def pause(request: Asked, code: str) -> HttpResponseBase:
    """Publish no report for a while, and say why."""
    client = one_client(request, code)
    lead = _("What was due before stays owed. After its last day the reports go on by themselves.")
    return form_page(
        request,
        PauseForm(sent(request), client=client),
        _page(client, _("Pause the reports"), _("Pause them"), lead),
        lambda given, once: pause_reports(by=request.person, client=client, once=once, **given),
        lambda _made: reverse("status_live", args=[code]),
    )


@page(SIGNED_IN)
@require_POST
def pause_end(request: Asked, pk: int) -> HttpResponseBase:
    """Take the reports up again."""
    rows = visible_to(request.person, Pause).select_related("client__office")
    found = one_visible(request, rows, pk=pk)
    return click(request, reverse("status_live", args=[found.client.code]), take_up_reports, pause=found)
