"""What a person was told: the list, and the way from each to its page."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from herringbone.core import clock
from herringbone.desk.actions.notices import mark_read
from herringbone.desk.notices.about import with_about
from herringbone.desk.notices.words import in_words, place_of
from herringbone.desk.queries.told import told_to
from herringbone.people.pages import SIGNED_IN, Asked, page

SHOWN = 60


@page(SIGNED_IN)
@require_safe
def notifications(request: Asked) -> HttpResponse:
    """The newest things this person was told, unread ones marked."""
    rows = with_about(told_to(request.person, request.standing).filter(shown=True))[:SHOWN]
    return render(request, "desk/notifications.html", {"told": in_words(rows), "now": clock.now()})


@page(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def notification(request: Asked, pk: int) -> HttpResponseBase:
    """The page that a notification is about. From the list (POST) it counts as read; a mail's link (GET) only leads."""
    found = told_to(request.person, request.standing).filter(pk=pk).first()
    if found is None:
        raise Http404
    if request.method == "POST":
        mark_read(person=request.person, pk=pk)
    return redirect(place_of(found.event))


@page(SIGNED_IN)
@require_POST
def all_read(request: Asked) -> HttpResponseBase:
    """Mark all as read."""
    mark_read(person=request.person)
    return redirect("notifications")
