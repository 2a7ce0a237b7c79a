"""Who can come in without signing in, for a client: by links in letters, and by calendars that are fetched (S18)."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from herringbone.clients.models import Client, Contact
from herringbone.core import clock
from herringbone.core.wording import dates
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


def opens(link: Link) -> bool:
    """Whether a link works now."""
    return link.revoked is None and link.expires > clock.now()


def shut_out(link: Link) -> str:
    """Whom closing a link shuts out, and from what, in the words of the question before it."""
    said = {"contact": link.contact, "what": _opened(link)[0], "until": dates.week_day(link.expires, clock.now())}
    words = _(
        "It shuts out whoever has it: %(contact)s, and everybody to whom the letter was handed on. It opens nothing "
        "more from that second on, and cannot be made to work again: another one goes out with the next letter. What "
        "it opens now: %(what)s. Works until: %(until)s."
    )
    return words % said


def _read(link: Link) -> OpenLink:
    what, url = _opened(link)
    return OpenLink(link.pk, link.contact, what, url, link.made, link.expires)


def _opened(link: Link) -> tuple[str, str]:
    """What a link opens, in words, and where we read it."""
    with suppress(ObjectDoesNotExist):
        report = reverse("report", args=[link.edition.client_issue.report_id])
        return _("Contact report %(number)s") % {"number": link.edition.number}, report
    with suppress(ObjectDoesNotExist):
        return _("Question about status lines"), reverse("ask", args=[link.edition.ask.pk])
    return _("A document"), ""
