"""Contact reports: the list, one report with its versions, its files."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from herringbone.clients.models import Client
from herringbone.clients.views.acting import see_other
from herringbone.clients.views.files import edition_file
from herringbone.core import clock
from herringbone.core.mail import stays_here
from herringbone.meetings.actions.drafting import draft_of_item
from herringbone.meetings.documents.text import as_text
from herringbone.meetings.documents.view import runs
from herringbone.meetings.letters.report import file_name
from herringbone.meetings.models import ContactReport, Issue, Item, Meeting
from herringbone.meetings.queries.on_paper import KINDS, on_paper
from herringbone.meetings.queries.report_page import report_page
from herringbone.meetings.queries.reports import SHOWN, ReportRow, all_reports, report_list
from herringbone.meetings.queries.sheet import sheet
from herringbone.meetings.queries.stands import State
from herringbone.meetings.rules import may_write_report, serves
from herringbone.meetings.views.wording import kinds
from herringbone.meetings.views.writing import withdrawn, writable
from herringbone.people.pages import SIGNED_IN, Asked, one_visible, page
from herringbone.people.rules import may_work_on, visible_to
from herringbone.people.tables import handed_table, table_wanted
from herringbone.record.action import Refused
from herringbone.record.editions import rendering
from herringbone.record.models import Edition

AUDIENCES = ("client", "inside")


@page(SIGNED_IN)
@require_safe
def contact_reports(request: Asked) -> HttpResponseBase:
    """All contact reports that this person may see, and those that are owed."""
    shown = request.GET.get("show", "")
    shown = shown if shown in SHOWN else ""
    meetings = visible_to(request.person, Meeting)
    client = None
    if code := request.GET.get("client", ""):
        client = one_visible(request, Client, code=code)
        meetings = meetings.filter(client=client)
    if "mine" in request.GET:
        meetings = meetings.filter(reporter__in=request.standing.stands_for)
    if kind := table_wanted(request):
        return _as_table(kind, all_reports(meetings, shown, clock.now()))
    found = report_list(meetings, shown, request.GET.get("page"), clock.now())
    context = {
        "list": found, "shown": shown, "client": client, "mine": "mine" in request.GET,
        "views": _views(request.GET, shown, found.counts), "now": clock.now(),
    }  # fmt: skip
    return render(request, "meetings/contact_reports.html", context)


def _as_table(kind: str, rows: Iterable[ReportRow]) -> HttpResponseBase:
    headings = [
        pgettext("contact report", "Report"), _("Version"), _("Client"), _("Meeting"), _("Held"), _("Written by"),
        pgettext("a report", "Issued"), _("State"), _("Due"), _("Stands since"),
    ]  # fmt: skip
    words = {
        None: _("being written"), State.INSIDE: _("inside"), State.OBJECTION: _("objection open"),
        State.NOBODY: _("reached nobody"), State.WINDOW: _("within the window"), State.STANDS: _("stands"),
    }  # fmt: skip
    cells = (
        [row.issue and row.issue.number, row.issue and row.issue.version, row.meeting.client.name, row.meeting.topic,
         row.meeting.ends, row.meeting.reporter.name, row.issue and row.issue.at, words[row.state], row.due,
         row.stands_from if row.state == State.STANDS else None]
        for row in rows
    )  # fmt: skip
    return handed_table(kind, _("Contact reports"), headings, cells)


@page(SIGNED_IN)
@require_safe
def report(request: Asked, pk: int, version: int | None = None) -> HttpResponse:
    """One report: what was issued, to whom, what the client says to it. `?edition=client` shows the client's own."""
    found = one_report(request, pk)
    audience = "client" if request.GET.get("edition") == "client" else "inside"
    shown = report_page(found, version, audience, clock.now())
    if shown is None:
        raise Http404
    meeting, papers = found.meeting, on_paper(shown.keys, request.standing)
    context = {
        "report": found, "meeting": meeting, "shown": shown, "audience": audience, "now": clock.now(),
        "may_answer": serves(request.person, meeting.client),
        "may_write": may_write_report(by=request.person, report=found), "kinds": kinds(), "states": _states(),
        "papers": {key: papers.get(key) for key in shown.keys}, "paper_kinds": KINDS,
        "may_draft": may_work_on(request.person, meeting.client),
    }  # fmt: skip
    return render(request, "meetings/report.html", context)


@page(SIGNED_IN)
@require_POST
def report_change(request: Asked, pk: int, key: str) -> HttpResponseBase:
    """Put an item of an issued report on a change form, which opens; one that stands there already is opened."""
    items = visible_to(request.person, Item).select_related("report__meeting__client__office", "job__form")
    item = one_visible(request, items, report=pk, key=key)
    if known := on_paper([key], request.standing).get(key):
        return see_other(reverse("change", args=[known.change]))
    try:
        drafted = draft_of_item(by=request.person, item=item)
    except Refused as reason:
        messages.warning(request, str(reason))
        return see_other(f"{reverse('report', args=[pk])}#item-{key}")
    return see_other(reverse("change", args=[drafted.pk]))


@page(SIGNED_IN)
@require_safe
def report_pdf(request: Asked, pk: int, version: int, audience: str) -> HttpResponseBase:
    """An edition as PDF, as it was sent."""
    edition = _edition(request, pk, version, audience)
    return edition_file(request, rendering(edition).file, file_name(edition))


@page(SIGNED_IN)
@require_safe
def report_text(request: Asked, pk: int, version: int, audience: str) -> HttpResponse:
    """An edition as plain text, to be copied anywhere."""
    text = as_text(_edition(request, pk, version, audience).content)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@page(SIGNED_IN)
@require_safe
def contact_report_sheet(request: Asked, pk: int) -> HttpResponseBase:
    """The draft as the client will get it."""
    meeting, draft = writable(request, pk)
    if withdrawn(meeting):
        return see_other(reverse("meeting", args=[pk]))
    if draft is None or meeting.internal:
        raise Http404
    found = sheet(draft)
    with translation.override(found.data["language"]):
        words = kinds()
    context = {"meeting": meeting, "report": draft, "sheet": found, "kinds": words, "runs": runs}
    return render(request, "meetings/sheet.html", context)


def one_report(request: Asked, pk: int) -> ContactReport:
    """The report, if the person may see it."""
    rows = visible_to(request.person, ContactReport).select_related(
        "meeting__client__office", "meeting__office", "meeting__reporter", "meeting__job"
    )
    return one_visible(request, rows, pk=pk)


def _edition(request: Asked, pk: int, version: int, audience: str) -> Edition:
    if audience not in AUDIENCES:
        raise Http404
    rows = visible_to(request.person, Issue).select_related("client_edition", "inside_edition")
    issue = one_visible(request, rows, report=pk, version=version)
    edition = issue.client_edition if audience == "client" else issue.inside_edition
    if edition is None:
        raise Http404
    return edition


def _views(asked: QueryDict, shown: str, counts: Mapping[str, int]) -> list[dict[str, object]]:
    """The views of the list, each with how much it holds and with the filters that are set."""
    words = {
        "": _("All"),
        "to-write": _("To be written"),
        State.OBJECTION: _("Objection open"),
        State.WINDOW: _("Within the window"),
        State.NOBODY: _("Reached nobody"),
    }
    kept = [(name, value) for name, value in asked.items() if name in ("client", "mine")]
    return [
        {
            "url": f"?{urlencode([*([('show', name)] if name else []), *kept])}",
            "label": label,
            "count": counts[name],
            "current": name == shown,
        }
        for name, label in words.items()
    ]


def _states() -> dict[str, str]:
    """What an effect's state means to whoever looks whether a mail arrived."""
    return {
        "": _("No mail"),
        "waiting": _("Mail on its way"),
        "claimed": _("Mail on its way"),
        "sent": _("Mail written to the folder") if stays_here() else _("Mail accepted"),
        "failed": _("Mail refused"),
        "unknown": _("Nobody knows whether the mail arrived"),
        "too old": _("Not sent: too late"),
        "dropped": _("Not sent"),
    }
