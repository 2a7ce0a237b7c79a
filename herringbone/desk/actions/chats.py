"""Setting up a chat that is told what happens, and taking it away; the address is a secret and in no event."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.core.outside import BadAddress, Place, read
from herringbone.desk.chats.kinds import CHAT_KINDS
from herringbone.desk.models import ChatChannel
from herringbone.people.door.sealing import seal
from herringbone.people.models import Person
from herringbone.people.rules import may_direct
from herringbone.record.action import Done, Refused, action, refuse_unless
from herringbone.record.actor import System


def _active(*, by: Any, **_: Any) -> bool:
    return isinstance(by, Person) and by.is_active


def may_set_chat_of(*, by: Any, client: Any, **_: Any) -> bool:
    """Who directs the client (R2, R1): they decide who reads along."""
    return may_direct(by, client)


def _own_or_directed(*, by: Any, channel: ChatChannel, **_: Any) -> bool:
    if isinstance(by, System):
        return True
    return may_set_chat_of(by=by, client=channel.client) if channel.client else channel.person_id == by.pk


@action("own chat set", may=_active)
def set_own_chat(*, by: Person, format: str, address: str) -> Done[ChatChannel]:
    """Have one's own notifications come into a chat, in the place of the one before."""
    place = _readable(address, format)
    ChatChannel.objects.filter(person=by, ended=None).update(ended=clock.now())
    made = ChatChannel.objects.create(
        person=by, format=format, secret_address=seal(str(place)), host=place.host, by=by, language=by.language,
        made=clock.now(),
    )  # fmt: skip
    return Done(made, {"person": by.pk})


@action("client's chat set", may=may_set_chat_of)
def set_client_chat(*, by: Person, client: Any, format: str, address: str, kinds: Sequence[str]) -> Done[ChatChannel]:
    """Have a client's chat told of some kinds of event, from now on, in the place of the one before."""
    place = _readable(address, format)
    known = [kind.key for kind in CHAT_KINDS]
    refuse_unless(kinds and set(kinds) <= set(known), _("Choose what the chat is told"), "kinds")
    ChatChannel.objects.filter(client=client, ended=None).update(ended=clock.now())
    made = ChatChannel.objects.create(
        client=client, format=format, secret_address=seal(str(place)), host=place.host, by=by, language=by.language,
        kinds=[kind for kind in known if kind in set(kinds)], made=clock.now(),
    )  # fmt: skip
    return Done(made, {})


@action("chat tested", may=_own_or_directed)
def note_chat_test(*, by: Person, channel: ChatChannel, status: int | None) -> Done[ChatChannel]:
    """Note that somebody sent a test into a chat, and the status it was answered with."""
    return Done(channel, {"status": status})


@action("chat stopped", may=lambda *, by, **_: isinstance(by, System))
def stop_chat(*, by: System, channel: ChatChannel) -> Done[ChatChannel]:
    """The system lets a chat be that is gone, or for which nobody answers. Whoever set it up sets it up anew."""
    refuse_unless(channel.is_told, _("It is stopped already"))
    channel.stopped = clock.now()
    channel.save(update_fields=["stopped"])
    return Done(channel, {"person": channel.by_id})


@action("chat taken away", may=_own_or_directed)
def end_chat(*, by: Person, channel: ChatChannel) -> Done[ChatChannel]:
    """Tell this chat nothing more."""
    refuse_unless(channel.ended is None, _("That chat is taken away already"))
    channel.ended = clock.now()
    channel.save(update_fields=["ended"])
    return Done(channel, {})


def _readable(address: str, form: str) -> Place:
    refuse_unless(form in ChatChannel.Format.values, _("There is no such format"), "format")
    try:
        return read(address.strip())
    except BadAddress as reason:
        raise Refused(str(reason), "address") from reason
