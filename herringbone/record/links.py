"""Links that need no password: made when their letter is, looked up at each use."""

import secrets
from datetime import datetime
from typing import Any

from django.db.models import Q

from herringbone.core import clock
from herringbone.record.canonical import sha256
from herringbone.record.models import Edition, Link

BYTES = 32  # 256 random bits


def make_link(*, purpose: str, contact: Any, edition: Edition, expires: datetime) -> tuple[Link, str]:
    """A new link and its token. The token stands in the letter only; the database keeps its SHA-256."""
    token = secrets.token_urlsafe(BYTES)
    link = Link.objects.create(
        purpose=purpose, token_sha256=sha256(token), client_id=edition.client_id, contact=contact, edition=edition,
        made=clock.now(), expires=expires,
    )  # fmt: skip
    return link, token


def live_link(token: str, purpose: str) -> Link | None:
    """The link of a token, if it may still be used now; None for one that is wrong, revoked or expired alike."""
    now = clock.now()
    return (
        Link.objects.select_related("contact__client", "edition")
        .filter(Q(revoked=None) | Q(revoked__gt=now), token_sha256=sha256(token), purpose=purpose, expires__gt=now)
        .first()
    )


def still_live(link: Link) -> bool:
    """Whether a link that somebody came in by may be used at this moment."""
    now = clock.now()
    return Link.objects.filter(pk=link.pk, revoked=None, expires__gt=now).exists()
