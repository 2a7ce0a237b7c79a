"""Handing out stored files: after a permission check, checked against their hash, and never as a page of ours."""

import io

from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from herringbone.clients.actions.fetching import note_fetch
from herringbone.clients.queries.documents import file_at
from herringbone.people.pages import SIGNED_IN, Asked, page
from herringbone.record import files as store
from herringbone.record.models import StoredFile

DAMAGED = 410
UNKNOWN = "application/octet-stream"
OURS = frozenset({"image/png", "image/jpeg"})  # what `core.pictures` makes
RENDERED = frozenset({"application/pdf"})  # made by us from an edition; still handed out to be kept
SANDBOX = "sandbox; default-src 'none'"


@page(SIGNED_IN)
@require_safe
def file(request: Asked, key: str) -> HttpResponseBase:
    """A file of a client that one sees, or one that oneself brought in. Pictures of our own making show in the page."""
    stored = file_at(request.person, key)
    if stored is None:
        raise Http404
    inline = hasattr(stored, "preview_of") and stored.media_type in OURS
    kept_type = inline or (hasattr(stored, "rendering") and stored.media_type in RENDERED)
    return stored_file(request, stored, stored.media_type if kept_type else UNKNOWN, inline=inline)


def stored_file(request: Asked, stored: StoredFile, media_type: str, *, inline: bool = False) -> HttpResponseBase:
    """A file of the store as an answer, for whoever may have it; that it was fetched is noted where it is a client's.

    Answers 410 where it is gone or no longer what was stored.
    """
    try:
        data = store.read(stored)
    except FileNotFoundError:
        return _damaged(request, stored)
    if stored.client_id and not inline and request.method == "GET":
        note_fetch(by=request.user, file=stored, eyes=request.person)  # the one thing that reading writes
    return handed_out(data, stored.name, media_type, inline=inline)


def edition_file(request: Asked, stored: StoredFile, name: str) -> HttpResponseBase:
    """The file of an edition as an answer, under the name that it has for people. 410 as above."""
    try:
        data = store.read(stored)
    except FileNotFoundError:
        return _damaged(request, stored)
    return handed_out(data, name, stored.media_type)


def _damaged(request: Asked, stored: StoredFile) -> HttpResponseBase:
    return render(request, "clients/file_damaged.html", {"file": stored}, status=DAMAGED)


def handed_out(data: bytes, name: str, media_type: str, *, inline: bool = False) -> FileResponse:
    """Bytes as an answer that no browser runs: to be kept under `name`, unless `inline` (a picture we made)."""
    response = FileResponse(io.BytesIO(data), as_attachment=not inline, filename=name, content_type=media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
