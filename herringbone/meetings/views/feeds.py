"""Calendars that are fetched by a link: one's own, everybody's for the administrator, and the fetching itself."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from herringbone.clients.forms.acted import ActedForm, refusals_in
from herringbone.clients.models import Client
from herringbone.clients.views.acting import UNCHANGED, FormPage, form_page, see_other, sent
from herringbone.core.attempts import MINUTES, note_wrong, used_too_often
from herringbone.meetings.actions.feeds import make_feed, new_token, note_fetched, revoke_feed
from herringbone.meetings.forms.feed import FeedForm
from herringbone.meetings.models import CalendarFeed
from herringbone.meetings.queries.feed import feed_of, fetched
from herringbone.meetings.queries.feeds import all_feeds, any_feed, feed_of_own, own_feed, own_feeds
from herringbone.people.pages import ADMINISTRATOR, BY_CALENDAR, SIGNED_IN, Asked, page
from herringbone.people.rules import visible_to
from herringbone.record.canonical import sha256
from herringbone.work.models import Job

DOOR = "calendar"
OFTEN = 60  # times within MINUTES that one calendar is fetched, by all the programs that have its link
FORM = ["GET", "HEAD", "POST"]


@page(SIGNED_IN)
@require_http_methods(FORM)
def calendar_feeds(request: Asked) -> HttpResponseBase:
    """One's own calendars, and a form for another, whose link is shown once: on the page that answers the form.

    `?client=CODE` and `?job=NUMBER` begin with that one.
    """
    form = FeedForm(sent(request), person=request.person, initial=_begun(request))
    link = ""
    if form.is_bound and form.is_valid():
        with refusals_in(form):
            token = new_token()
            feed = make_feed(by=request.person, token=token, once=form.key, **form.given())
            if feed.token_sha256 != sha256(token):  # the same form came a second time: that link was shown
                return see_other(reverse("calendar_feeds"))
            link = f"{settings.BASE_URL}{reverse('calendar_feed', args=[token])}"
            form = FeedForm(person=request.person)
    return _shown(request, form, link)


@page(SIGNED_IN)
@require_http_methods(FORM)
def calendar_feed_revoking(request: Asked, pk: int) -> HttpResponseBase:
    """Ask whether one of one's own is to end, and revoke it. Somebody else's is not found."""
    found = get_object_or_404(feed_of_own(request.person), pk=pk)
    whose = own_feed(request.person, found).of
    heading = _("Revoke this calendar: %(whose)s") % {"whose": whose} if whose else _("Revoke this calendar")
    return _revoking(request, found, heading, (_("Calendars to subscribe to"), reverse("calendar_feeds")))


@page(ADMINISTRATOR)
@require_safe
def calendar_feeds_of_all(request: Asked) -> HttpResponse:
    """Whose calendars are fetched from outside, and when last."""
    return render(request, "meetings/feeds_of_all.html", {"feeds": all_feeds()})


@page(ADMINISTRATOR)
@require_http_methods(FORM)
def calendar_feed_ending(request: Asked, pk: int) -> HttpResponseBase:
    """Ask whether anybody's is to end, and revoke it."""
    found = get_object_or_404(any_feed().select_related("by"), pk=pk)
    heading = _("Revoke a calendar that %(person)s made") % {"person": found.by}
    return _revoking(request, found, heading, (_("Calendars fetched from outside"), reverse("calendar_feeds_of_all")))


@page(BY_CALENDAR)
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """The calendar of a link, as its maker may see it now. A link that is wrong, revoked or of somebody who left is
    not found, all alike; one that is fetched too often must wait.
    """
    feed = feed_of(token)
    if feed is None:
        return _plain(429 if note_wrong(DOOR, request) else 404)
    if used_too_often(DOOR, str(feed.pk), OFTEN):
        return _plain(429)
    from herringbone.meetings.documents.feed import calendar_text  # what writes calendars no other page needs

    calendar = fetched(feed)
    text = calendar_text(calendar.name, calendar.entries)
    note_fetched(feed)
    etag = quote_etag(sha256(text)[:32])
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["ETag"] = etag
    found = get_conditional_response(request, etag=etag, response=answer)
    assert found is not None, "the answer itself, or that nothing has changed"
    found["Cache-Control"] = "no-store"  # S08: nobody on the way keeps it; the ETag spares the sending
    found["X-Content-Type-Options"] = "nosniff"
    found["X-Robots-Tag"] = "noindex, nofollow"
    return found


def _revoking(request: Asked, feed: CalendarFeed, heading: str, back: tuple[str, str]) -> HttpResponseBase:
    """The question before a calendar ends: its link is on telephones that nobody here sees."""
    lead = _(
        "Every phone and program that has the link gets nothing more from that second on. It cannot be made to work "
        "again: another one would be made, and its address entered there."
    )
    shown = FormPage(heading, _("Revoke it"), back[1], (back,), lead)
    return form_page(
        request, ActedForm(sent(request)), shown,
        lambda _given, once: revoke_feed(by=request.person, feed=feed, once=once), lambda _done: back[1],
    )  # fmt: skip


def _plain(status: int) -> HttpResponse:
    """An answer without words: a program reads it."""
    answer = HttpResponse(status=status, content_type="text/plain")
    answer["Cache-Control"] = "no-store"
    if status == 429:
        answer["Retry-After"] = str(MINUTES * 60)
    return answer


def _begun(request: Asked) -> dict[str, object]:
    if code := request.GET.get("client", ""):
        client = visible_to(request.person, Client).filter(code=code).first()
        return {"of": "client", "client": client.pk} if client else {}
    if number := request.GET.get("job", ""):
        job = visible_to(request.person, Job).filter(number=number).first()
        return {"of": "job", "job": job.pk} if job else {}
    return {}


def _shown(request: Asked, form: FeedForm, link: str = "") -> HttpResponse:
    context = {"form": form, "feeds": own_feeds(request.person), "link": link}
    return render(request, "meetings/feeds.html", context, status=UNCHANGED if form.is_bound else 200)
