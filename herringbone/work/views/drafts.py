"""The project-initiation form while it is a draft: begun, saved by itself or by hand, submitted, discarded."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from herringbone.clients.models import Client
from herringbone.clients.views.acting import UNCHANGED, see_other
from herringbone.core import clock
from herringbone.core.merge import ORIGINAL, InConflict, choose, conflict_page, merge, seal, unseal
from herringbone.core.names.order import by_name
from herringbone.core.wording import dates
from herringbone.people.pages import SIGNED_IN, Asked, one_visible, page
from herringbone.people.rules import may_work_on, visible_to
from herringbone.record.action import Denied, Refused
from herringbone.record.changed import last_change
from herringbone.work.actions import begin_form, discard_form, save_form, submit_form
from herringbone.work.forms.draft import DraftForm, initial_of
from herringbone.work.models import Form
from herringbone.work.queries.forms import values_of
from herringbone.work.queries.hindrances import hindrances
from herringbone.work.queries.unread import Hindrance, unread
from herringbone.work.queries.words import labels, shown

CONFLICT = 409
FORM = ["GET", "HEAD", "POST"]


def open_forms(request: Asked) -> Any:
    """The forms this person sees, with what their page asks of them."""
    return visible_to(request.person, Form).select_related(
        "client__office", "kind", "submission__by", "by", "job", "change__job"
    )


@page(SIGNED_IN)
@require_safe
def form_begin(request: Asked) -> HttpResponseBase:
    """For which client the form is to be; then the form itself."""
    clients = visible_to(request.person, Client)
    if request.GET.get("client"):
        return see_other(reverse("form_new", args=[one_visible(request, clients, code=request.GET["client"]).code]))
    missing = "client" in request.GET  # sent without a choice, where no script kept it back
    context = {
        "clients": clients.order_by(by_name()),
        "missing": missing,
        "typed": request.GET.get("client-typed", "").strip()[:80],
    }
    return render(request, "work/form_begin.html", context, status=UNCHANGED if missing else 200)


@page(SIGNED_IN)
@require_http_methods(FORM)
def form_new(request: Asked, code: str) -> HttpResponseBase:
    """Begin a form for a client. A draft exists only once something was typed; from then on this page edits it."""
    client = one_visible(request, visible_to(request.person, Client).select_related("office"), code=code)
    if not may_work_on(request.person, client):
        raise Denied("form begun")
    if request.method != "POST":
        told = {name: request.GET.get(name, "") for name in ("name", "asked_by", "asked_how", "kind")}
        return _page(request, client, None, _form(request, client, initial=told))
    begun = request.POST.get("draft", "")
    if begun:
        draft = one_visible(request, open_forms(request), pk=begun if begun.isdecimal() else 0, client=client)
        return edit(request, draft)
    form = _form(request, client, _with_way(request.POST))
    form.full_clean()
    if form.errors and not _by_itself(request):
        return _kept_back(request, client, None, form)
    values = form.values()
    try:
        draft = begin_form(by=request.person, client=client, once=form.cleaned_data.get("once", ""), **values)
        # Sent twice, the first one's draft came back: what was typed since then is saved into it.
        save_form(by=request.person, form=draft, values=values)
    except Refused as reason:
        form.says(reason.field, str(reason))
        return _kept_back(request, client, None, form)
    return _go_on(request, draft, form, values)


def edit(request: Asked, draft: Form) -> HttpResponseBase:
    """Save what was typed into a draft, then go on with what was asked: keep it, use a way out, or submit it."""
    record = _record(draft)
    original = unseal(record, request.POST)
    form = _form(request, draft.client, _with_way(request.POST))
    form.full_clean()
    if "write" in request.POST:  # back from the conflict page, with everything typed
        return _page(request, draft.client, draft, form, original=request.POST[ORIGINAL], unsaved=True)
    if form.errors and not _by_itself(request):  # a choice that was not offered: as a whole it waits on the page
        return _kept_back(request, draft.client, draft, form, request.POST[ORIGINAL])
    values = choose(request.POST, original, form.values())
    theirs = merge(original, values, values_of(draft)).theirs
    try:
        save_form(by=request.person, form=draft, values=values, original=original)
    except InConflict as conflict:
        return _ask(request, draft, conflict, original)
    except Refused as reason:
        sent = getattr(open_forms(request).get(pk=draft.pk), "submission", None)
        if sent and sent.by_id == request.person.pk and "submit" in request.POST:
            return see_other(reverse("job", args=[sent.form.job.number]))  # the second of two clicks
        form.says(reason.field, str(reason))
        return _kept_back(request, draft.client, draft, form, request.POST[ORIGINAL])
    if theirs and not _by_itself(request):
        named = ", ".join(labels()[name] for name in theirs)
        messages.info(request, _("Somebody else changed this meanwhile, and it stands: %(fields)s") % {"fields": named})
    return _go_on(request, draft, form, values)


def _go_on(request: Asked, draft: Form, form: DraftForm, values: Mapping[str, Any]) -> HttpResponseBase:
    original = seal(_record(draft), values)
    if _by_itself(request):
        saved = {"saved": dates.clock_time(draft.saved), "fields": {"draft": draft.pk, ORIGINAL: original}}
        said = _("Saved, but for: %(reason)s") % {"reason": "; ".join(form.not_kept)}
        return JsonResponse(saved | ({"message": said} if form.not_kept else {}))
    if "submit" not in request.POST and "use" not in request.POST:
        return see_other(reverse("form", args=[draft.pk]))
    draft = open_forms(request).get(pk=draft.pk)
    found = hindrances(draft)
    if found or "use" in request.POST:
        return _page(request, draft.client, draft, form, found, original)
    try:
        job = submit_form(by=request.person, form=draft, once=form.cleaned_data.get("once", ""))
    except Refused as reason:
        return _page(request, draft.client, draft, form, [Hindrance(reason.field, str(reason))], original)
    return see_other(reverse("job", args=[job.number]))


@page(SIGNED_IN)
@require_POST
def discard(request: Asked, pk: int) -> HttpResponseBase:
    """Give up a draft."""
    draft = one_visible(request, open_forms(request), pk=pk)
    try:
        discard_form(by=request.person, form=draft)
    except Refused as reason:
        messages.error(request, str(reason))
        return see_other(reverse("form", args=[draft.pk]))
    return see_other(reverse("job", args=[draft.about.number]) if draft.about else reverse("forms"))


@page(SIGNED_IN)
@require_safe
def form_questions(request: Asked, code: str) -> HttpResponse:
    """The extra questions of the kind that was just chosen, with what was answered so far. What it needs is ticked."""
    client = one_visible(request, visible_to(request.person, Client).select_related("office"), code=code)
    form = _form(request, client, initial=request.GET.dict())
    needed = form.kind_chosen.needs.all() if form.kind_chosen else []
    return render(request, "work/parts/questions.html", {"form": form, "needed": needed})


def draft_page(request: Asked, draft: Form) -> HttpResponse:
    """A draft as it is stored."""
    form = _form(request, draft.client, initial=initial_of(draft))
    return _page(request, draft.client, draft, form, list(unread(draft)), seal(_record(draft), values_of(draft)))


def _form(request: Asked, client: Client, data: QueryDict | None = None, **given: Any) -> DraftForm:
    today = client.office.local(clock.now()).date()
    return DraftForm(data, person=request.person, client=client, today=today, **given)


def _record(draft: Form) -> str:
    return f"work.form:{draft.pk}"


def _by_itself(request: Asked) -> bool:
    return "X-Autosave" in request.headers


def _with_way(posted: QueryDict) -> QueryDict:
    """What was typed, with the way out whose button was pressed put into its field."""
    field, _sign, value = posted.get("use", "").partition("=")
    if field in ("begins", "delivered_by"):
        posted = posted.copy()
        posted[field] = value
    return posted


def _kept_back(
    request: Asked, client: Client, draft: Form | None, form: DraftForm, original: str = ""
) -> HttpResponseBase:
    if _by_itself(request):
        said = next((error for errors in form.errors.values() for error in errors), "")
        return JsonResponse({"message": _("Not saved. %(reason)s") % {"reason": said}}, status=UNCHANGED)
    return _page(request, client, draft, form, original=original, unsaved=True)


def _ask(request: Asked, draft: Form, conflict: InConflict, original: Mapping[str, Any]) -> HttpResponseBase:
    who, at = last_change(draft, conflict.fields)
    if _by_itself(request):
        mine = who == request.person
        said = _("You changed the same line in another window.") if mine else _("Somebody else changed the same line.")
        return JsonResponse({"message": said, "sends": _("See both versions")}, status=CONFLICT)
    here = reverse("form", args=[draft.pk])
    asked = conflict_page(
        conflict, record=_record(draft), original=original, posted=request.POST, labels=labels(), show=shown,
        action=here, back=here, who=who, reader=request.person, at=at,
        title=f"{draft.client}: {draft}",
    )  # fmt: skip
    return render(request, "core/conflict.html", {"conflict": asked}, status=CONFLICT)


def _page(
    request: Asked, client: Client, draft: Form | None, form: DraftForm, found: Sequence[Hindrance] = (),
    original: str = "", unsaved: bool = False,
) -> HttpResponse:  # fmt: skip
    for one in found:
        form.says(one.field, one.reason)
    context = {
        "client": client, "draft": draft, "form": form, "original": original,
        "ways": {one.field: one.ways for one in found}, "sent": getattr(draft, "submission", None),
        "unsaved": unsaved,
    }  # fmt: skip
    return render(request, "work/draft.html", context, status=UNCHANGED if form.is_bound and form.errors else 200)
