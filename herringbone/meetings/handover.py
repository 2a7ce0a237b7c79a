"""The contact reports that somebody who leaves still owes, and how each goes to an heir."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from herringbone.meetings.actions import pass_report
from herringbone.meetings.queries.reports import unwritten
from herringbone.people.handover import Belonging
from herringbone.people.models import Person


def reports(person: Person) -> Iterator[Belonging]:
    """The reports that somebody owes, of meetings to come too."""
    for meeting in unwritten(person):
        words = {"meeting": meeting.topic, "client": meeting.client.name}
        yield Belonging(meeting, _("Contact report: %(meeting)s, %(client)s") % words, meeting.client_id)


def give_reports(*, by: Person, person: Person, to: Person, belongings: Iterable[Belonging]) -> None:
    """The heir writes them."""
    for one in belongings:
        pass_report(by=by, meeting=one.subject, to=to)
