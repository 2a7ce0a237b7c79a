"""What a person was told: the list, and the way from each to its page."""

from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from herringbone.core import clock
from herringbone.desk.actions.notices import mark_read
from herringbone.desk.models import Notification
from herringbone.desk.notices.words import place_of, words_of
from herringbone.people.pages import SIGNED_IN, Asked, page

SHOWN = 60


@page(SIGNED_IN)
@require_GET
def notifications(request: Asked) -> HttpResponse:
    """The newest things this person was told, unread ones marked."""
    rows = _visible(request)[:SHOWN]
    told = [(one, words_of(one)) for one in rows]
    return render(request, "desk/notifications.html", {"told": told, "now": clock.now()})


@page(SIGNED_IN)
@require_http_methods(["GET", "POST"])
def notification(request: Asked, pk: int) -> HttpResponseBase:
    """The page that a notification is about. From the list (POST) it counts as read; a mail's link (GET) only leads."""
    found = _visible(request).filter(pk=pk).first()
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


def _visible(request: Asked) -> QuerySet[Notification]:
    """The person's own, without those of clients they may no longer see."""
    here = request.standing
    own = Notification.objects.filter(person=request.person).select_related(
        "event__by", "event__contact", "event__client"
    )
    return (own.filter(event__client=None) | own.filter(here.sees("event__client"))).order_by("-made", "-pk")
