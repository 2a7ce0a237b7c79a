"""Calendars to be fetched by a link: made, revoked, and noted as fetched."""

import secrets
from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from herringbone.clients.models import Client
from herringbone.core import clock
from herringbone.meetings.models import CalendarFeed
from herringbone.meetings.rules import may_make_feed, may_revoke_feed
from herringbone.people.models import Person
from herringbone.record.action import Done, action, refuse_unless
from herringbone.record.canonical import sha256
from herringbone.work.models import Job

BYTES = 32  # 256 random bits
AT_MOST = 50  # that somebody has at one time
NOTED_EVERY = timedelta(minutes=10)


def new_token() -> str:
    """A token that nobody guesses. It stands in the link alone."""
    return secrets.token_urlsafe(BYTES)


@action("calendar feed made", may=may_make_feed)
def make_feed(
    *, by: Person, token: str, person: Person | None = None, client: Client | None = None, job: Job | None = None
) -> Done[CalendarFeed]:
    """Let the calendar of a person, a client or a job be fetched by the link with this token (`new_token`)."""
    refuse_unless(sum(one is not None for one in (person, client, job)) == 1, _("Say whose calendar it is"), "of")
    refuse_unless(person is None or person.is_active, _("They have left"), "person")
    alive = CalendarFeed.objects.filter(by=by, revoked=None).count()
    refuse_unless(alive < AT_MOST, _("You have %(most)d calendars: revoke one first") % {"most": AT_MOST})
    feed = CalendarFeed.objects.create(
        person=person, client=job.client if job else client, job=job, token_sha256=sha256(token), by=by,
        made=clock.now(),
    )  # fmt: skip
    return Done(feed, {"person": feed.person_id, "client": feed.client_id, "job": feed.job_id})


@action("calendar feed revoked", may=may_revoke_feed)
def revoke_feed(*, by: Person, feed: CalendarFeed) -> Done[CalendarFeed]:
    """Make its link useless from this second on."""
    feed.refresh_from_db()
    refuse_unless(feed.revoked is None, _("That calendar is revoked already"))
    feed.revoked, feed.revoked_by = clock.now(), by
    feed.save(update_fields=["revoked", "revoked_by"])
    return Done(feed, {"by": feed.by_id})


def note_fetched(feed: CalendarFeed) -> None:
    """Keep when a feed was last fetched. No event of its own: programs ask many times a day, and nothing changes."""
    now = clock.now()
    stale = Q(fetched=None) | Q(fetched__lt=now - NOTED_EVERY)
    CalendarFeed.objects.filter(stale, pk=feed.pk).update(fetched=now)
