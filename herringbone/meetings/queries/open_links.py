"""Who can come in without signing in, for a client: by links in letters, and by calendars that are fetched (S18)."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from herringbone.clients.models import Client, Contact
from herringbone.core import clock
from herringbone.meetings.models import CalendarFeed
from herringbone.meetings.queries.feed import live_feeds
from herringbone.record.models import Link


@dataclass(frozen=True)
class OpenLink:
    """A link that works now: who was sent it, what it opens, and until when."""

    id: int
    contact: Contact
    what: str
    url: str
    made: datetime
    expires: datetime


def open_links(client: Client) -> list[OpenLink]:
    """Every link of a client that works now, the one that works longest first. One query."""
    rows = Link.objects.filter(client=client, revoked=None, expires__gt=clock.now())
    found = rows.select_related("contact", "edition__client_issue__report", "edition__ask")
    return [_read(one) for one in found.order_by("-expires", "-pk")]


def open_calendars(client: Client) -> list[CalendarFeed]:
    """The calendars of a client and of its jobs that are fetched from outside, the newest first. One query."""
    rows = live_feeds().filter(Q(client=client) | Q(job__client=client))
    return list(rows.select_related("by", "job").order_by("-made", "-pk"))


def _read(link: Link) -> OpenLink:
    what, url = _("A document"), ""
    try:
        issue = link.edition.client_issue
        what = _("Contact report %(number)s") % {"number": link.edition.number}
        url = reverse("report", args=[issue.report_id])
    except ObjectDoesNotExist:
        try:
            url = reverse("ask", args=[link.edition.ask.pk])
            what = _("Question about status lines")
        except ObjectDoesNotExist:
            pass
    return OpenLink(link.pk, link.contact, what, url, link.made, link.expires)
