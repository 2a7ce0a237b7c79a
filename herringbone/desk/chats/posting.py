"""Writing messages for chats from the event stream and from notifications, and sending them.

At most once: a chat knows no id by which it could let a second one be, so what may or may not have been taken stays
unknown, and an administrator decides about it. A chat that is gone (404, 410), or took nothing for three days, is
stopped, and whoever set it up is told.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.core.outside import BadAddress, NotSent, Unsure, post, read
from herringbone.desk.chats.formats import Line, message
from herringbone.desk.chats.kinds import CHAT_KIND_OF, told_in_chat
from herringbone.desk.models import ChatChannel, ChatPost, Mail, Notification
from herringbone.desk.notices.about import with_about
from herringbone.desk.notices.hours import hours_at
from herringbone.desk.notices.stream import leave_behind, read_on
from herringbone.desk.notices.words import in_words, place_of
from herringbone.desk.webhooks.delivering import refuse_to_send
from herringbone.people.door.sealing import unseal
from herringbone.people.models import Person
from herringbone.people.rules import may_see, standing
from herringbone.record.effects import Later, Never, NotNow, Unknown, enqueue
from herringbone.record.models import Effect, Event

KIND = "chat"
READER = "chats"
KEPT = timedelta(hours=12)  # a chat is of the moment: what was not taken for longer stands in the program
WAITED = timedelta(days=4)  # as long as offices are closed in a row, mostly
LONG = timedelta(days=3)
MOST_LINES = 20
GONE = (404, 410)


@dataclass(frozen=True)
class Parcel:
    """What goes to a chat."""

    channel: ChatChannel
    body: bytes


def make_posts() -> int:
    """Write the messages that are due; gives how many. Safe to run again."""
    return _of_clients() + _of_persons()


def _of_clients() -> int:
    live = ChatChannel.objects.filter(stopped=None, ended=None, person=None)
    channels = {channel.client_id: channel for channel in live.select_related("by__office", "client")}
    if not channels:
        leave_behind(READER)
        return 0
    return read_on(READER, CHAT_KIND_OF, lambda events: _tell_of(channels, events))


def _tell_of(channels: dict[int | None, ChatChannel], events: Iterable[Event]) -> int:
    made = 0
    for event in events:
        channel = channels.get(event.client_id) if event.client_id else None
        if channel and event.at >= channel.made and CHAT_KIND_OF[event.verb] in channel.kinds:
            told, is_new = ChatPost.objects.get_or_create(channel=channel, event=event)
            if is_new:
                enqueue(KIND, key=f"chat-{told.pk}", subject=told)
                made += 1
    return made


def _of_persons() -> int:
    """Notifications go into one's own chat in the hours of one's office, and never while one is away."""
    now = hours_at(clock.now())
    live = ChatChannel.objects.filter(stopped=None, ended=None, client=None, person__is_active=True)
    waiting = Notification.objects.filter(chat_post=None, read=None).exclude(chat=Mail.NEVER)
    made = 0
    for channel in live.filter(person__in=waiting.values("person")).select_related("person__office"):
        person: Person = channel.person  # type: ignore[assignment]  # filtered by it
        if not now.is_away(person):
            modes = [Mail.AT_ONCE, Mail.ANY_HOUR] if now.in_hours(person) else [Mail.ANY_HOUR]
            made += _gather(channel, waiting.filter(person=person, chat__in=modes, made__gte=now.at - WAITED))
    return made


def _gather(channel: ChatChannel, waiting: QuerySet[Notification]) -> bool:
    with transaction.atomic():
        told = ChatPost.objects.create(channel=channel, made=clock.now())
        if not waiting.update(chat_post=told):
            told.delete()
            return False
        enqueue(KIND, key=f"chat-{told.pk}", subject=told, person=channel.person)
    return True


def compose(effect: Effect) -> Parcel:
    """The message as whoever set the chat up may see it now, in its language. Raises NotNow where nothing is left."""
    told = ChatPost.objects.select_related(
        "channel__person__office", "channel__by__office", "channel__client", "event__by", "event__contact",
        "event__client",
    ).get(pk=effect.subject_id)  # fmt: skip
    if not told.channel.is_told:
        raise NotNow("the chat is stopped")
    refuse_to_send()
    channel = told.channel
    with translation.override(channel.person.language if channel.person else channel.language):
        lines = _lines(told)
        return Parcel(channel, message(channel.format, lines[:MOST_LINES], _("Open")))


def _lines(told: ChatPost) -> list[Line]:
    if told.event:
        if not answers_for(told.channel):
            raise NotNow("whoever set it up may not see the client any more")
        return [(told_in_chat(told.event), settings.BASE_URL + place_of(told.event))]
    person = told.channel.person
    assert person, "a chat without a client is a person's"
    if not person.is_active:
        raise NotNow("left the agency")
    here = standing(person)
    rows = with_about(Notification.objects.filter(chat_post=told, read=None)).order_by("pk")
    rows = rows.select_related("event__by", "event__contact", "event__client", "instead_of")
    seen = [one for one in rows if one.event.client_id is None or here.sees_client(one.event.client_id)]
    lines = [(words, settings.BASE_URL + reverse("notification", args=[one.pk])) for one, words in in_words(seen)]
    if not lines:
        raise NotNow("read meanwhile")
    return lines


def answers_for(channel: ChatChannel) -> bool:
    """Whether whoever set a client's chat up sees the client still: no wall rose, and they have not left."""
    return channel.client is not None and may_see(channel.by, channel.client)


def hand_over(parcel: Parcel) -> None:
    """Send a message. Raises Later, Never or Unknown where it was not taken."""
    own = ChatChannel.objects.filter(pk=parcel.channel.pk)
    outcome = status_of(parcel.channel, parcel.body)
    if isinstance(outcome, int) and 200 <= outcome < 300:
        own.update(failing_since=None)
        return
    own.filter(failing_since=None).update(failing_since=clock.now())
    if not isinstance(outcome, int):
        raise outcome
    if outcome in GONE:
        own.update(failing_since=clock.now() - LONG)
    words = f"answered {outcome}"
    raise (Later if outcome == 429 or outcome >= 500 else Never)(words)


def status_of(channel: ChatChannel, body: bytes) -> int | Later | Never | Unknown:
    """Send a body once: the status of the answer, or why there is none."""
    try:
        return post(read(unseal(channel.secret_address)), body, {"Content-Type": "application/json"})
    except BadAddress:
        return Never("an address that is not asked")
    except NotSent as error:
        return Later(str(error))
    except Unsure as error:
        return Unknown(str(error))


def to_be_stopped() -> list[ChatChannel]:
    """The chats that took nothing for days or are gone, and those for which nobody answers any more."""
    live = ChatChannel.objects.filter(stopped=None, ended=None).select_related("by__office", "client")
    failing = Q(failing_since__lte=clock.now() - LONG)
    forsaken = [one for one in live.filter(person=None).exclude(failing) if not answers_for(one)]
    return [*live.filter(failing), *forsaken]
