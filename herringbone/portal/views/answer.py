"""The client's answer to a contact report, from the link in the mail. Opening shows; only sending does something."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from herringbone.clients.actions import receive_message
from herringbone.clients.views.files import handed_out
from herringbone.core import clock
from herringbone.core.addresses import client_address
from herringbone.meetings.actions import confirm_report, object_to_item
from herringbone.meetings.documents import wording
from herringbone.meetings.documents.view import runs
from herringbone.meetings.letters.report import PURPOSE, file_name
from herringbone.meetings.models.answer import Wrong
from herringbone.people.pages import BY_LINK, page
from herringbone.portal.forms import ConfirmForm, MessageForm, ObjectForm
from herringbone.portal.queries import AnswerPage, answer_page, issue_of
from herringbone.portal.views.door import LANGUAGES, language_of, let_in, other_than, quiet, with_link
from herringbone.record import files
from herringbone.record.action import Denied, Refused
from herringbone.record.actor import ByLink
from herringbone.record.editions import rendering
from herringbone.record.models import Link

GONE = 410


@page(BY_LINK)
@require_safe
@quiet
def door(request: HttpRequest, token: str) -> HttpResponseBase:
    """The way in from the mail."""
    return let_in(request, token, PURPOSE, "answer")


@page(BY_LINK)
@require_safe
@with_link(PURPOSE)
def answer(request: HttpRequest, link: Link) -> HttpResponseBase:
    """The client's edition, with what can be said to it under each item."""
    return _shown(request, link)


@page(BY_LINK)
@require_POST
@with_link(PURPOSE)
def objection(request: HttpRequest, link: Link, key: str) -> HttpResponseBase:
    """An item is not right, and why."""
    form = ObjectForm(request.POST)
    with _speaking(request, link):
        valid = form.is_valid()
    if valid and _done(
        form, "should",
        lambda: object_to_item(
            by=ByLink(link.contact, link), issue=issue_of(link), item_key=key, contact=link.contact,
            reason=form.cleaned_data["should"], wrong=form.cleaned_data["why"], once=form.key,
        ),
    ):  # fmt: skip
        return _see_other(request, link, f"#p-{key}")
    return _shown(request, link, {key: form}, status=422)


@page(BY_LINK)
@require_POST
@with_link(PURPOSE)
def confirmation(request: HttpRequest, link: Link) -> HttpResponseBase:
    """The report is right, save the items under objection."""
    form = ConfirmForm(request.POST)
    with _speaking(request, link):
        valid = form.is_valid()
    if valid and _done(
        form, "name",
        lambda: confirm_report(
            by=ByLink(link.contact, link), issue=issue_of(link), contact=link.contact, name=form.cleaned_data["name"],
            address=client_address(request), once=form.key,
        ),
    ):  # fmt: skip
        return _see_other(request, link, "#confirm")
    return _shown(request, link, confirm=form, status=422)


@page(BY_LINK)
@require_POST
@with_link(PURPOSE)
def message(request: HttpRequest, link: Link) -> HttpResponseBase:
    """Something else that the client wants to say or ask; it waits for an answer."""
    form = MessageForm(request.POST)
    with _speaking(request, link):
        valid = form.is_valid()
    if valid and _done(
        form, "text",
        lambda: receive_message(
            by=ByLink(link.contact, link), contact=link.contact, text=form.cleaned_data["text"], via="link",
            once=form.key,
        ),
    ):  # fmt: skip
        return _see_other(request, link, "#message", "said")
    return _shown(request, link, written=form, status=422)


@page(BY_LINK)
@require_http_methods(["GET", "HEAD"])
@with_link(PURPOSE)
def pdf(request: HttpRequest, link: Link) -> HttpResponseBase:
    """The client's edition as PDF, as it came with the mail."""
    try:
        content = files.read(rendering(link.edition).file)
    except FileNotFoundError:
        told = {"agency": link.edition.content["agency"]["name"]}
        with _speaking(request, link):
            return render(request, "portal/damaged.html", told, status=GONE)
    return handed_out(content, file_name(link.edition), "application/pdf")


def _done(form: forms.Form, field: str, act: Callable[[], Any]) -> bool:
    """Do it; what stands against it is put beside the field. A link that was shut this moment is told like others."""
    try:
        act()
    except Refused as reason:
        form.add_error(reason.field if reason.field in form.fields else field, str(reason))
        return False
    except Denied:
        form.add_error(field, str(translation.gettext("This link has just been closed. Nothing was sent.")))
        return False
    return True


def _shown(
    request: HttpRequest, link: Link, objections: dict[str, ObjectForm] | None = None,
    confirm: ConfirmForm | None = None, written: MessageForm | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    found = answer_page(issue_of(link), link.contact)
    now = clock.now()
    with _speaking(request, link):
        spoken = translation.get_language()
        told: Any = {**found.data, "language": spoken}
        context = {
            "link": link,
            "contact": link.contact,
            "first_name": link.contact.name.split(" ")[0],
            "present": _present(found.data),
            "shown": found,
            "data": found.data,
            "now": now,
            "closed": found.issue.closes is not None and found.issue.closes < now,
            "over": found.closes < now,
            "spoken": spoken,
            "other": other_than(spoken),
            "meeting_day": wording.meeting_day(told),
            "zone": f" ({wording.zone_name(told)})",
            "title": wording.title(told),
            "version": wording.version(told),
            "groups": _lines(found, told, objections or {}),
            "confirm": confirm or ConfirmForm(),
            "message": written or MessageForm(),
            "wrong": Wrong.choices,
            "said": "said" in request.GET,
            "address": client_address(request),
        }
        response = render(request, "portal/answer.html", context, status=status)
        # The address holds no token, and other hosts are told nothing either way. With "no-referrer" a browser would
        # send its forms with the origin "null", and the guard against forged ones would refuse them.
        response["Referrer-Policy"] = "same-origin"
        return response


def _lines(found: AnswerPage, told: Any, objections: dict[str, ObjectForm]) -> list[dict[str, Any]]:
    """The groups of items with all their words, and the form of each: what was typed, if it came back."""
    return [
        {
            "name": name,
            "heading": wording.group(name),
            "rows": [
                {
                    "view": row,
                    "kind": _whose(row.item, told) or wording.kind(row.item["kind"]),
                    "due": wording.due(told, row.item["due"]) if row.item["due"] else "",
                    "runs": runs(row.item),  # type: ignore[arg-type]
                    "changed": wording.change(row.item["change"]),
                    "form": objections.get(row.item["key"]),
                    "late": row.closes is not None and row.closes < clock.now(),
                    "kept": row.closes is not None and row.closes != found.issue.closes,
                }
                for row in rows
            ],
        }
        for name, rows in found.groups
    ]


def _present(data: Any) -> list[str]:
    """Who was there: the client's people, then ours, each side in one."""
    sides = [[one["name"] for one in data["present"] if one["side"] == side] for side in ("client", "agency")]
    return [", ".join(names) for names in sides if names]


def _whose(item: Any, told: Any) -> str:
    """Of a next step: ours or theirs, as it is said to the client. Theirs may be a colleague's of whoever reads."""
    if item["kind"] != "next_step" or not item["owner"]:
        return ""
    if item["owner"]["side"] == "client":
        words = translation.pgettext("who does a next step, said to the client", "You at %(client)s")
        return words % {"client": told["client"]["name"]}
    return translation.pgettext("who does a next step, said to the client", "We")


def _speaking(request: HttpRequest, link: Link) -> Any:
    """The contact's language, or the one that the page's own switch asks for; the clock of the meeting."""
    data = {**link.edition.content, "language": language_of(request, link)}
    return wording.speaking(data)  # type: ignore[arg-type]


def _see_other(request: HttpRequest, link: Link, place: str, word: str = "") -> HttpResponseRedirect:
    asked = request.GET.get("lang", "")
    query = "&".join([*([f"lang={asked}"] if asked in LANGUAGES else []), *([word] if word else [])])
    response = HttpResponseRedirect(f"{reverse('answer', args=[link.pk])}{'?' if query else ''}{query}{place}")
    response.status_code = 303
    return response
