"""Which calendars somebody lets be fetched, and which there are in the agency."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from herringbone.meetings.models import CalendarFeed
from herringbone.meetings.queries.feed import live_feeds
from herringbone.people.models import Person
from herringbone.people.rules import standing

SHOWN = 200


@dataclass(frozen=True)
class FeedRow:
    """A feed as its maker reads of it: `of` is whose calendar it is; empty where they may not see the client now."""

    id: int
    of: str
    kind: str  # "person", "client" or "job"
    made: datetime
    fetched: datetime | None


@dataclass(frozen=True)
class OthersFeed:
    """A feed as the administrator reads of it: whose it is and of which kind, and no client's name."""

    id: int
    by: Person
    kind: str
    made: datetime
    fetched: datetime | None


def own_feeds(person: Person) -> list[FeedRow]:
    """What somebody made that may still be fetched, the newest first. One query."""
    rows = _live().filter(by=person).select_related("person", "client", "job")[:SHOWN]
    return [own_feed(person, one) for one in rows]


def own_feed(person: Person, feed: CalendarFeed) -> FeedRow:
    """A feed as its maker reads of it."""
    seen = not feed.client_id or standing(person).sees_client(feed.client_id)
    return FeedRow(feed.pk, _whose(feed) if seen else "", _kind(feed), feed.made, feed.fetched)


def all_feeds() -> list[OthersFeed]:
    """Every feed that may be fetched, the newest first. One query."""
    rows = _live().select_related("by")[:SHOWN]
    return [OthersFeed(one.pk, one.by, _kind(one), one.made, one.fetched) for one in rows]


def feed_of_own(person: Person) -> QuerySet[CalendarFeed]:
    """Somebody's own feeds, the revoked ones too."""
    return CalendarFeed.objects.filter(by=person)


def any_feed() -> QuerySet[CalendarFeed]:
    """Every feed, for whoever may revoke any."""
    return CalendarFeed.objects.all()


def _live() -> QuerySet[CalendarFeed]:
    return live_feeds().order_by("-made", "-pk")


def _kind(feed: CalendarFeed) -> str:
    return "job" if feed.job_id else "client" if feed.client_id else "person"


def _whose(feed: CalendarFeed) -> str:
    return str(feed.job or feed.client or feed.person)
