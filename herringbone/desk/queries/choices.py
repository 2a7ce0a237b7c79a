"""What a person chose for notices, as the settings page shows it."""

from dataclasses import dataclass

from herringbone.desk.models import Mail, NoticeChoice, NoticeTimes
from herringbone.desk.notices.kinds import KINDS
from herringbone.desk.notices.ways import Ways, usual
from herringbone.people.models import Person


@dataclass(frozen=True)
class Chosen:
    """For every kind how the person is told, and whether also while their office is closed."""

    ways: dict[str, Ways]
    any_hour: bool


def chosen(person: Person) -> Chosen:
    """Two queries."""
    rows = NoticeChoice.objects.filter(person=person).values_list("kind", "shown", "mail", "chat")
    own = {kind: Ways(shown, Mail(mail), chat) for kind, shown, mail, chat in rows}
    any_hour = NoticeTimes.objects.filter(person=person, any_hour=True).exists()
    return Chosen({kind.key: own.get(kind.key) or usual(kind) for kind in KINDS}, any_hour)
