"""How a person is told of something: what they chose, or what the kind of notice says by itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from herringbone.desk.models import ChatChannel, Mail, NoticeChoice, NoticeTimes
from herringbone.desk.notices.kinds import KINDS, NoticeKind

CHOSEN_MAIL = (Mail.AT_ONCE, Mail.DAILY, Mail.NEVER)


@dataclass(frozen=True)
class Ways:
    """Whether a notice is shown in the program, when it is mailed, and whether it goes into one's chat."""

    shown: bool
    mail: str
    chat: bool
    chat_mode: str = Mail.NEVER  # when it goes into the chat, for who has one

    @property
    def none(self) -> bool:
        """Whether it reaches nobody."""
        return not self.shown and self.chat_mode == self.mail == Mail.NEVER


def usual(kind: NoticeKind) -> Ways:
    """What counts where nothing was chosen."""
    return Ways(True, kind.mail, kind.chat)


def chosen_by(people: Iterable[int]) -> Mapping[tuple[int, str], Ways]:
    """What some persons chose, by person and kind, with what no choice can change. Three queries.

    At once becomes at any hour for those who wish for it.
    """
    wanted = set(people)
    chats = ChatChannel.objects.filter(person__in=wanted, stopped=None, ended=None)
    with_chat = set(chats.values_list("person", flat=True))
    any_hour = set(NoticeTimes.objects.filter(person__in=wanted, any_hour=True).values_list("person", flat=True))
    rows = NoticeChoice.objects.filter(person__in=wanted).values_list("person", "kind", "shown", "mail", "chat")
    chosen = {(person, kind): Ways(shown, mail, chat) for person, kind, shown, mail, chat in rows}
    return {
        (person, kind.key): _bounded(
            kind, chosen.get((person, kind.key)) or usual(kind), person in any_hour, person in with_chat
        )
        for person in wanted
        for kind in KINDS
    }


def _bounded(kind: NoticeKind, ways: Ways, any_hour: bool, with_chat: bool) -> Ways:
    at_once = Mail.ANY_HOUR if any_hour else Mail.AT_ONCE
    mail = Mail.ANY_HOUR if kind.urgent else at_once if ways.mail == Mail.AT_ONCE else ways.mail
    chat = at_once if ways.chat and with_chat else Mail.NEVER
    return Ways(ways.shown or kind.kept, mail, ways.chat, chat)
