"""How a person is told of something: what they chose, or what the kind of notice says by itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from herringbone.desk.models import Mail, NoticeChoice, NoticeTimes
from herringbone.desk.notices.kinds import KINDS, NoticeKind

CHOSEN_MAIL = (Mail.AT_ONCE, Mail.DAILY, Mail.NEVER)


@dataclass(frozen=True)
class Ways:
    """Whether a notice is shown in the program, when it is mailed, and whether it goes into one's chat."""

    shown: bool
    mail: str
    chat: bool

    @property
    def none(self) -> bool:
        """Whether it reaches nobody."""
        return not self.shown and not self.chat and self.mail == Mail.NEVER


def usual(kind: NoticeKind) -> Ways:
    """What counts where nothing was chosen."""
    return Ways(True, kind.mail, kind.chat)


def chosen_by(people: Iterable[int]) -> Mapping[tuple[int, str], Ways]:
    """What some persons chose, by person and kind, with what no choice can change. Two queries.

    Mail at once becomes mail at any hour for those who wish for it.
    """
    wanted = set(people)
    any_hour = set(NoticeTimes.objects.filter(person__in=wanted, any_hour=True).values_list("person", flat=True))
    rows = NoticeChoice.objects.filter(person__in=wanted).values_list("person", "kind", "shown", "mail", "chat")
    chosen = {(person, kind): Ways(shown, mail, chat) for person, kind, shown, mail, chat in rows}
    return {
        (person, kind.key): _bounded(kind, chosen.get((person, kind.key)) or usual(kind), person in any_hour)
        for person in wanted
        for kind in KINDS
    }


def _bounded(kind: NoticeKind, ways: Ways, any_hour: bool) -> Ways:
    mail = Mail.ANY_HOUR if kind.urgent or (any_hour and ways.mail == Mail.AT_ONCE) else ways.mail
    return Ways(ways.shown or kind.kept, mail, ways.chat)
