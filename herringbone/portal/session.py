"""The short session that a link in a mail is exchanged for, so that the link itself leaves the address bar.

A signed cookie that names the links somebody came in by. It opens nothing by itself: at each request the link's row
is looked up, so that a link revoked, expired or of somebody who left is shut from that second.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from herringbone.core import clock
from herringbone.record.canonical import sha256
from herringbone.record.links import live_link, still_live
from herringbone.record.models import Link

COOKIE = f"{'__Host-' if settings.HTTPS else ''}answer"
SALT = "herringbone.portal.session"
LASTS = 2 * 3600  # seconds
AT_MOST = 12  # links of one browser, the newest kept


def link_of(token: str, purpose: str) -> Link | None:
    """The link for a purpose that a token opens now."""
    link = live_link(token, purpose)
    return link if link and _still_there(link) else None


def ended_link(token: str, purpose: str) -> Link | None:
    """The link that a whole token opened once. Only whoever was sent it holds one, so it tells a stranger nothing."""
    rows = Link.objects.select_related("contact__client")
    return rows.filter(token_sha256=sha256(token), purpose=purpose).first()


def came_by_once(request: HttpRequest, pk: int, purpose: str) -> Link | None:
    """The link with this id, if this browser came in by it, whether or not it may still be used."""
    rows = Link.objects.select_related("contact__client")
    return rows.filter(pk=pk, purpose=purpose).first() if pk in _links(request) else None


def remember(request: HttpRequest, response: HttpResponse, link: Link) -> None:
    """Let this browser in by a link, for a while."""
    known = [pk for pk in _links(request) if pk != link.pk]
    kept = ",".join(str(pk) for pk in [*known, link.pk][-AT_MOST:])
    response.set_signed_cookie(
        COOKIE, kept, salt=SALT, max_age=LASTS, httponly=True, samesite="Lax", secure=settings.HTTPS
    )


def came_by(request: HttpRequest, pk: int, purpose: str) -> Link | None:
    """The link with this id, if this browser came in by it and it may still be used."""
    if pk not in _links(request):
        return None
    rows = Link.objects.select_related(
        "client__office", "contact__client__office", "edition__client_issue__report__meeting"
    )
    link = rows.filter(pk=pk, purpose=purpose).first()
    return link if link and still_opens(link) else None


def still_opens(link: Link) -> bool:
    """Whether a link that somebody came in by once may be used at this moment."""
    return still_live(link) and _still_there(link)


def _still_there(link: Link) -> bool:
    """Whether its contact is still where they were. The client's office says what day it is."""
    left = link.contact.left
    return left is None or left > link.client.office.local(clock.now()).date()


def _links(request: HttpRequest) -> list[int]:
    told = request.get_signed_cookie(COOKIE, "", salt=SALT, max_age=LASTS)
    return [int(pk) for pk in str(told).split(",") if pk.isdecimal()]
