"""Bringing in a file in three steps: choose it, say what its columns are, look at every row before it lands."""

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from herringbone.clients.actions.bringing import explain_file, keep_file
from herringbone.clients.forms.acted import refusals_in
from herringbone.clients.forms.bringing import ExplainForm, UploadForm, told_by
from herringbone.clients.importing.kinds import Chosen, ImportKind, import_kind, import_kinds
from herringbone.clients.importing.landing import bring_in
from herringbone.clients.importing.reading import Reading, read
from herringbone.clients.importing.rejected import rejected_file
from herringbone.clients.importing.report import Report
from herringbone.clients.models import Client, Contact, Import
from herringbone.clients.queries.documents import brought_by, heads, said_before, without_client, without_point
from herringbone.clients.rules import clients_to_bring_into, may_bring_in, may_read_contacts
from herringbone.clients.uploads import Upload
from herringbone.clients.views.acting import UNCHANGED, FormPage, see_other
from herringbone.core.tables import TableRefused
from herringbone.people.models import Person
from herringbone.people.pages import SIGNED_IN, Asked, one_visible, page
from herringbone.people.rules import may_direct
from herringbone.record import files as store

SAMPLE = 5  # rows that are shown while columns are named
UNPLACED = 50  # contacts without client that are named once all are in
MOST = 2_000  # rows; a longer file is brought in from the command line, where nobody waits for it


@page(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def import_records(request: Asked, name: str) -> HttpResponseBase:
    """Choose a file of one kind of records. Each kind has an address of its own."""
    kind = import_kind(name)
    if not may_bring_in(by=request.person, kind=name):
        raise PermissionDenied
    form = UploadForm(request.POST, request.FILES, kind=kind) if request.method == "POST" else UploadForm(kind=kind)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data["file"]
        with refusals_in(form):
            kept = keep_file(by=request.person, kind=name, upload=Upload(given.name, given.read()), once=form.key)
            return see_other(reverse("import", args=[kept.pk]))
    lead = _("What another tool or a spreadsheet holds. You see every row before it lands.")
    back = reverse(kind.page)
    shown = FormPage(kind.heading, _("Look at the file"), back, ((kind.plural, back),), lead, files=True)
    return render(
        request, "clients/form.html", {"form": form, "shown": shown}, status=UNCHANGED if form.is_bound else 200
    )


@page(SIGNED_IN)
@require_safe
def import_file(request: Asked, pk: int) -> HttpResponse:
    """What the file holds, and what is to be said about it; after it was brought in, what came of it."""
    kept = _kept(request, pk)
    if kept.done:
        kind, person = _kind(kept), request.person
        others = [one for one in import_kinds() if one != kind and may_bring_in(by=person, kind=one.name)]
        unplaced = without_client(kept) if kind.name == "contacts" else Contact.objects.none()
        on = request.standing.on
        unnamed = without_point(kept, on) if kind.name == "clients" else Client.objects.none()
        context = {
            "kept": kept, "kind": kind, "others": others, "unplaced": unplaced[:UNPLACED], "more": unplaced.count(),
            "may_open": may_read_contacts(person), "list": f"{reverse(kind.page)}?{kind.shown}".rstrip("?"),
            "nobody": unnamed[:UNPLACED], "nobody_for": unnamed.count(), "may_name": may_direct(person),
            "heads": heads(on),
        }  # fmt: skip
        return render(request, "clients/import_done.html", context)
    return _explain(request, kept, None)


@page(SIGNED_IN)
@require_POST
def import_explain(request: Asked, pk: int) -> HttpResponseBase:
    """Keep what was said about the file, and show what would come of each row. Nothing is written yet."""
    kept = _kept(request, pk)
    reading, _trouble = _read(kept)
    form = ExplainForm(request.POST, kind=_kind(kept), reading=reading, person=request.person)
    if not form.is_valid():
        return _explain(request, kept, form)
    with refusals_in(form):
        options = form.options(reading)
        if _read_otherwise(kept, options, reading):
            options |= {"fields": {}, "words": {}}  # other columns will be found
        elif "left" in kept.options:
            options["left"] = kept.options["left"]
        kept = explain_file(by=request.person, kept=kept, options=options, once=form.key)
    reading, trouble = _read(kept)
    unnamed = reading and reading.table.headers and not kept.options["fields"]
    if form.errors or trouble or reading is None or reading.questions or unnamed or reading.unexplained:
        return _explain(request, kept, form if form.errors else None)
    return _report(request, kept, reading, dry_run=True)


@page(SIGNED_IN)
@require_POST
def import_land(request: Asked, pk: int) -> HttpResponseBase:
    """Bring the rows in: all of them, or none where one is rejected and it was not said to leave such out.

    Where other rows are left out than when they were last looked at, they are shown anew, and nothing is written.
    """
    kept = _kept(request, pk)
    if kept.done:
        return see_other(reverse("import", args=[pk]))
    reading, trouble = _read(kept)
    if trouble or reading is None or reading.questions or reading.unexplained:
        return _explain(request, kept, None)
    left = _ticked(request, reading)
    if left != sorted(_left_out(kept, reading)) or "look" in request.POST:
        kept = explain_file(by=request.person, kept=kept, options={**kept.options, "left": left})
        return _report(request, kept, reading, dry_run=True, anew=True)
    return _report(request, kept, reading, dry_run=False)


@page(SIGNED_IN)
@require_safe
def import_rejected(request: Asked, pk: int) -> HttpResponseBase:
    """The rejected rows with the reasons, as CSV: as the last look at every row, or the landing, found them."""
    kept = _kept(request, pk)
    reading, trouble = _read(kept)
    if trouble or reading is None or reading.questions:
        raise Http404
    reasons = {int(number): why for number, why in kept.options.get("rejected", {}).items()}
    if not reasons:
        raise Http404
    data = BytesIO(rejected_file(reading, reasons))
    return FileResponse(
        data,
        as_attachment=True,
        filename=f"{Path(kept.name).stem}-rejected.csv",
        content_type="text/csv; charset=utf-8",
    )


def _read_otherwise(kept: Import, options: Mapping[str, Any], reading: Reading | None) -> bool:
    """Whether other columns and rows come of a file, by what is now said of it, than those that were shown."""
    asked = bool(reading and reading.questions and not reading.table.rows)
    line = options["heading_line"]
    moved = bool(reading and line and int(line) != reading.table.heading_line and options["header"])
    return asked or moved or options["header"] != kept.options.get("header", True)


def _ticked(request: Asked, reading: Reading) -> list[int]:
    """The numbers of the rows that are to be left out, as far as there are such."""
    told = set(request.POST.getlist("left"))
    return [one.number for one in reading.records if str(one.number) in told]


def _left_out(kept: Import, reading: Reading) -> list[int]:
    """The numbers of the rows that are left out: as was said, else those that are no records by their looks."""
    told: list[int] | None = kept.options.get("left")
    return [one.number for one in reading.records if one.aside] if told is None else told


def _report(request: Asked, kept: Import, reading: Reading, *, dry_run: bool, anew: bool = False) -> HttpResponseBase:
    if len(reading.records) > MOST:
        return _explain(request, kept, None)
    report = _bring_in(request, kept, reading, dry_run=dry_run)
    if report.written:
        return see_other(reverse("import", args=[kept.pk]))
    if report.reasons:
        rejected = {str(number): why for number, why in report.reasons.items()}
        kept = explain_file(by=request.person, kept=kept, options={**kept.options, "rejected": rejected})
    figures = report.figures
    context = {
        "kept": kept, "kind": _kind(kept), "reading": reading, "report": report, "figures": figures,
        "landing": sum(one.what in ("created", "updated") for one in report.outcomes), "refused": not dry_run,
        "left": report.count("left"), "anew": anew,
    }  # fmt: skip
    return render(request, "clients/import_report.html", context, status=200 if dry_run else UNCHANGED)


def _bring_in(request: Asked, kept: Import, reading: Reading, *, dry_run: bool) -> Report:
    people = Person.objects.filter(is_active=True)
    chosen = Chosen(
        people.filter(pk=kept.options.get("point_person")).first(),
        clients_to_bring_into(request.person).filter(pk=kept.options.get("client")).first(),
    )
    return bring_in(
        reading, by=request.person, name=kept.name, chosen=chosen, dry_run=dry_run,
        skip_rejected=request.POST.get("skip_rejected") == "on", kept=kept, left=_left_out(kept, reading),
    )  # fmt: skip


def _explain(request: Asked, kept: Import, form: ExplainForm | None) -> HttpResponse:
    reading, trouble = _read(kept)
    if reading and len(reading.records) > MOST:
        trouble = _("The file has %(rows)s rows. More than %(most)s are brought in from the command line.") % {
            "rows": len(reading.records), "most": MOST,
        }  # fmt: skip
    if form is None:
        options = {**kept.options, "header": kept.options.get("header", True)}
        form = ExplainForm(initial=options, kind=_kind(kept), reading=reading, person=request.person)
    samples: list[list[Any]] = []
    if reading:
        rows = reading.table.rows[:SAMPLE]
        samples = [[cell for row in rows if (cell := row.cells[at]) != ""] for at in range(len(reading.columns))]
    context = {
        "kept": kept, "kind": _kind(kept), "reading": reading, "trouble": trouble, "form": form,
        "questions": [
            (one, form[form.asked[one.option]] if one.option in form.asked else None)
            for one in (reading.questions if reading else ())
        ],
        "columns": [(form[name], sample) for name, sample in zip(form.columns, samples, strict=False)],
        "words": [
            (form[name], word) for name, word in zip(form.words, reading.words if reading else (), strict=False)
        ],
    }  # fmt: skip
    status = UNCHANGED if form.is_bound else 200
    return render(request, "clients/import_explain.html", context, status=status)


def _read(kept: Import) -> tuple[Reading | None, str]:
    """What the kept file holds, or why it cannot be read. Columns hold and words mean what they did last time."""
    if kept.file is None:
        raise Http404
    try:
        data, told = store.read(kept.file), told_by(kept.options)
        reading = read(kept.kind, data, told, kept.name)
        if not told.places and (before := said_before(kept, reading.table.headers)):
            held = before["columns"]
            places = {at: held[name] for at, name in enumerate(reading.table.headers) if name in held}
            told = replace(told, places=places, words=told.words or before["words"])
            reading = read(kept.kind, data, told, kept.name)
        return reading, ""
    except TableRefused as reason:
        return None, str(reason)
    except FileNotFoundError:
        return None, _("The file is missing from the store, or was changed there. Bring it once more")


def _kind(kept: Import) -> ImportKind:
    return import_kind(kept.kind)


def _kept(request: Asked, pk: int) -> Import:
    """A file that this person brought; another's is not found."""
    kept = one_visible(request, brought_by(request.person), pk=pk)
    if not may_bring_in(by=request.person, kind=kept.kind):
        raise PermissionDenied
    request.stands_at = reverse(_kind(kept).start)  # the room that brings such records in
    return kept
