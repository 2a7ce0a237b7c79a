"""The page where a contact report is written: saved while it is typed, issued when it is whole."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from herringbone.clients.models import Contact
from herringbone.clients.views.acting import UNCHANGED, see_other
from herringbone.core import clock
from herringbone.core.merge import ORIGINAL, InConflict, choose, conflict_page, seal, unseal
from herringbone.core.names.order import by_name
from herringbone.core.typed import Unread
from herringbone.core.wording.dates import city, clock_time, local_date
from herringbone.meetings.actions import (
    change_distribution,
    issue_contact_report,
    open_report,
    save_items,
)
from herringbone.meetings.actions.drafting import draft_of_item
from herringbone.meetings.forms.report import Typed, chosen_items, typed_rows
from herringbone.meetings.models import ContactReport, Item, Meeting
from herringbone.meetings.queries.draft import flat
from herringbone.meetings.queries.edition import place
from herringbone.meetings.queries.history import last_writer
from herringbone.meetings.queries.items import drafted
from herringbone.meetings.queries.on_paper import on_paper
from herringbone.meetings.queries.writing import (
    LETTERS,
    Choices,
    Row,
    blank,
    choices,
    open_objections,
    rows_of,
    whose_clock,
    writing_page,
)
from herringbone.meetings.rules import may_write
from herringbone.meetings.views.meeting import one_meeting
from herringbone.meetings.views.wording import conflict_labels, conflict_told, conflict_words, kinds
from herringbone.people.models import Person
from herringbone.people.pages import SIGNED_IN, Asked, page
from herringbone.people.rules import visible_to
from herringbone.record.action import Refused


@page(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def contact_report(request: Asked, pk: int) -> HttpResponseBase:
    """The report of a meeting as it is written. Sent, it is saved; scripts send it by themselves (`X-Autosave`)."""
    if request.method != "POST" and not may_write(by=request.person, meeting=(seen := one_meeting(request, pk))):
        return see_other(reverse("meeting", args=[seen.pk]))  # a duty's link, followed by somebody who only reads
    meeting, report = writable(request, pk)
    if withdrawn(meeting) and not request.headers.get("X-Autosave"):
        return see_other(reverse("meeting", args=[pk]))
    if report and report.correcting is None and report.issues.exists() and request.method != "POST":
        return see_other(reverse("report", args=[report.pk]))
    if request.method != "POST":
        return _page(request, meeting, report)
    outcome = _save(request, meeting, report)
    if isinstance(outcome, HttpResponseBase):
        return outcome
    report, typed = outcome
    if request.headers.get("X-Autosave"):
        return _saved(report, meeting, typed)
    rows = [row for row in typed.rows if row.key != request.POST.get("remove")]
    added = request.POST.get("add", "")
    if added:
        kind, _sign, agenda = added.partition(":")
        rows.append(blank(meeting, kind, agenda))
    if added or typed.errors:
        return _page(request, meeting, report, rows, status=UNCHANGED if typed.errors else 200)
    return see_other(f"{request.path}#items")


@page(SIGNED_IN)
@require_POST
def contact_report_issue(request: Asked, pk: int) -> HttpResponseBase:
    """Save what was typed, and issue it. What is still missing stands beside its field."""
    meeting, report = writable(request, pk)
    if report and report.correcting is None and report.issues.exists() and not withdrawn(meeting):
        return see_other(reverse("report", args=[report.pk]))
    outcome = _saved_whole(request, meeting, report)
    if isinstance(outcome, HttpResponseBase):
        return outcome
    report, typed = outcome
    try:
        issue_contact_report(by=request.person, report=report, once=request.POST.get("once", ""))
    except Refused as reason:
        rows = _marked(typed.rows, reason)
        return _page(request, meeting, report, rows, refused=reason, status=UNCHANGED)
    return see_other(reverse("report", args=[report.pk]))


@page(SIGNED_IN)
@require_POST
def contact_report_preview(request: Asked, pk: int) -> HttpResponseBase:
    """Save what was typed, and go to look at it as the client will see it."""
    outcome = _saved_whole(request, *writable(request, pk))
    return outcome if isinstance(outcome, HttpResponseBase) else see_other(reverse("contact_report_sheet", args=[pk]))


@page(SIGNED_IN)
@require_POST
def contact_report_change(request: Asked, pk: int) -> HttpResponseBase:
    """Save what was typed, and put one item (`change`: its key) on a change form. The writing goes on."""
    outcome = _saved_whole(request, *writable(request, pk))
    if isinstance(outcome, HttpResponseBase):
        return outcome
    report, typed = outcome
    key = request.POST.get("change", "")
    item = next((one for one in drafted(report) if one.key == key), None)
    if item is None:
        return see_other(f"{reverse('contact_report', args=[pk])}#items")
    if key not in on_paper([key], request.standing):
        try:
            draft_of_item(by=request.person, item=item)
        except Refused as reason:
            at_item = Refused(str(reason), f"{key}:{reason.field}")
            return _page(
                request, report.meeting, report, _marked(typed.rows, at_item), refused=reason, status=UNCHANGED
            )
        messages.info(request, _("It stands on a change form of %(job)s, which is still to be submitted")
                      % {"job": item.job})  # fmt: skip
    return see_other(f"{reverse('contact_report', args=[pk])}#item-{key}")


@page(SIGNED_IN)
@require_safe
def contact_report_margins(request: Asked, pk: int) -> HttpResponse:
    """What stands beside the writing, anew after a save: agenda, readers, the words on the button."""
    meeting, report = writable(request, pk)
    items = drafted(report)
    context = _around(request, meeting, report, items)
    return render(request, "meetings/parts/writing_margins.html", context)


@page(SIGNED_IN)
@require_POST
def contact_report_readers(request: Asked, pk: int) -> HttpResponseBase:
    """Put somebody on the distribution (`add`), or take somebody off (`off`); each "ours-7" or "theirs-4"."""
    meeting, report = writable(request, pk)
    if withdrawn(meeting):
        return see_other(reverse("meeting", args=[pk]))
    try:
        report = report or open_report(by=request.person, meeting=meeting)
        for name, added in (("add", True), ("off", False)):
            for who in filter(None, (_reader(request, meeting, one) for one in request.POST.getlist(name))):
                side: dict[str, Any] = {"contact": who} if isinstance(who, Contact) else {"person": who}
                change_distribution(by=request.person, report=report, added=added, **side)
    except Refused as reason:
        return _page(request, meeting, report, refused=reason, status=UNCHANGED)
    return see_other(f"{reverse('contact_report', args=[pk])}#goes-to")


def _save(
    request: Asked, meeting: Meeting, report: ContactReport | None
) -> tuple[ContactReport, Typed] | HttpResponseBase:
    """Save the posted rows. Gives the report and what was typed, or the answer that says why not."""
    stored = drafted(report)
    found = choices(meeting, request.person, stored)
    typed = typed_rows(request.POST, meeting, found, stored, request.person)
    record = _record(meeting)
    seen = unseal(record, request.POST)
    kept = [one for one in typed.items if one.key != request.POST.get("remove")]
    if any(name.startswith("choose-") for name in request.POST):
        kept = chosen_items(kept, choose(request.POST, seen, flat(kept)), found)
    if report and flat(kept) == seen:
        return report, replace(typed, items=kept)
    try:
        report = report or open_report(by=request.person, meeting=meeting)
        report = save_items(by=request.person, report=report, items=kept, seen=seen)
    except InConflict as conflict:
        return _conflict(request, meeting, report, conflict, seen, found)
    except Refused as reason:
        if request.headers.get("X-Autosave"):
            return JsonResponse({"message": str(reason)}, status=UNCHANGED)
        return _page(request, meeting, report, typed.rows, refused=reason, status=UNCHANGED)
    return report, replace(typed, items=kept)


def _saved_whole(
    request: Asked, meeting: Meeting, report: ContactReport | None
) -> tuple[ContactReport, Typed] | HttpResponseBase:
    """Save as `_save` does, where all must be right; else the answer that says what is not."""
    if withdrawn(meeting):
        return see_other(reverse("meeting", args=[meeting.pk]))
    outcome = _save(request, meeting, report)
    if isinstance(outcome, HttpResponseBase) or not outcome[1].errors:
        return outcome
    return _page(request, meeting, outcome[0], outcome[1].rows, status=UNCHANGED)


def _saved(report: ContactReport, meeting: Meeting, typed: Typed) -> JsonResponse:
    """What autosave.js and report.js are told: the hour, what the next save was seen against, what each row says."""
    today = local_date(clock.now())
    shown = {row.key: row for row in rows_of(drafted(report), today)}
    notes = {key: {"effect": row.effect, "due": row.due, **_asked(typed.errors.get(key))} for key, row in shown.items()}
    sealed = seal(_record(meeting), flat(typed.items))
    return JsonResponse({"saved": clock_time(clock.now()), "fields": {ORIGINAL: sealed}, "notes": notes})


def _asked(reason: Unread | None) -> dict[str, Any]:
    """What could not be read in a row, and the days that may be meant."""
    if reason is None:
        return {"error": "", "ways": []}
    return {"error": str(reason), "ways": [{"value": way.value, "label": way.label} for way in reason.ways]}


def _page(
    request: Asked,
    meeting: Meeting,
    report: ContactReport | None,
    rows: Sequence[Row] | None = None,
    refused: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    items = drafted(report)
    today = local_date(clock.now())
    if rows is None:
        rows = rows_of(items, today) or _first(meeting)
    ours, theirs = request.person.office.zone, meeting.client.office.zone
    context = {
        **_around(request, meeting, report, items),
        "rows": _with_more(request, report, rows), "choices": choices(meeting, request.person, items), "kinds": kinds(),
        "letters": LETTERS,
        "original": request.POST.get(ORIGINAL) if status == UNCHANGED else seal(_record(meeting), flat(items)),
        "refused": refused, "blank": blank(meeting, Item.Kind.DISCUSSION), "place": place(meeting),
        "once": request.POST.get("once", ""), "now": clock.now(), "city": whose_clock(ours),
        "theirs": "" if meeting.internal or theirs == ours else city(theirs),
    }  # fmt: skip
    return render(request, "meetings/contact_report.html", context, status=status)


def _around(request: Asked, meeting: Meeting, report: ContactReport | None, items: Sequence[Item]) -> dict[str, Any]:
    return {
        "meeting": meeting, "report": report, "page": writing_page(meeting, report, items),
        "everybody": Person.objects.filter(is_active=True).order_by(by_name()),
        "contacts": visible_to(request.person, Contact).filter(client=meeting.client, left=None),
    }  # fmt: skip


def _with_more(request: Asked, report: ContactReport | None, rows: Sequence[Row]) -> list[Row]:
    """The rows, each with its change form and what the client objects to in it."""
    known, objections = on_paper([row.key for row in rows], request.standing), open_objections(report)
    return [replace(row, paper=known.get(row.key), objections=objections.get(row.key, ())) for row in rows]


def _first(meeting: Meeting) -> list[Row]:
    """What an unwritten report begins with: of a call what was said, else a line to write on."""
    return [replace(blank(meeting, Item.Kind.DISCUSSION), text=meeting.said)]


def _marked(rows: Sequence[Row], reason: Refused) -> list[Row]:
    key = reason.field.partition(":")[0]
    return [replace(row, error=str(reason)) if row.key == key else row for row in rows]


def _conflict(
    request: Asked, meeting: Meeting, report: ContactReport | None, conflict: InConflict, seen: Mapping[str, Any],
    found: Choices,
) -> HttpResponseBase:  # fmt: skip
    assert report is not None, "nobody else can have written what was not begun"
    who = last_writer(report)
    if request.headers.get("X-Autosave"):
        told = {"message": conflict_told(who, request.person), "sends": _("See both versions")}
        return JsonResponse(told, status=409)
    asked = conflict_page(
        conflict, record=_record(meeting), original=seen, posted=request.POST,
        labels=conflict_labels(conflict, request.POST.getlist("item")),
        show=lambda name, value: conflict_words(name, value, found), action=request.path,
        back=reverse("contact_report", args=[meeting.pk]), who=who or _("Somebody"), at=report.saved,
        reader=request.person,
    )  # fmt: skip
    return render(request, "core/conflict.html", {"conflict": asked}, status=409)


def writable(request: Asked, pk: int) -> tuple[Meeting, ContactReport | None]:
    """The meeting and its report, for whoever may write it. 404 and 403 else."""
    meeting = one_meeting(request, pk)
    if not may_write(by=request.person, meeting=meeting):
        raise PermissionDenied
    return meeting, getattr(meeting, "report", None)


def withdrawn(meeting: Meeting) -> bool:
    """Whether it was called off, or logged by mistake: its own page says so, and there is nothing to write."""
    return hasattr(meeting, "withdrawal")


def _reader(request: Asked, meeting: Meeting, chosen: str) -> Person | Contact | None:
    side, _sign, pk = chosen.partition("-")
    if not pk.isdecimal():
        return None
    if side == "ours":
        return Person.objects.filter(pk=pk).first()
    return visible_to(request.person, Contact).filter(pk=pk, client=meeting.client).first()


def _record(meeting: Meeting) -> str:
    return f"meetings.report:{meeting.pk}"
