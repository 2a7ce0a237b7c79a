"""The contact reports and rhythms that somebody who leaves still owes, and how each goes to an heir."""

from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from herringbone.clients.actions import hand_over_rhythm
from herringbone.clients.models import Rhythm
from herringbone.core.wording.dates import written
from herringbone.meetings.actions import pass_report
from herringbone.meetings.queries.reports import unwritten
from herringbone.people.handover import Belonging
from herringbone.people.models import Person


def reports(person: Person) -> Iterator[Belonging]:
    """The reports that somebody owes, of meetings to come too."""
    for meeting in unwritten(person):
        day = written(timezone.localtime(meeting.starts), "weekday")
        words = {"meeting": meeting.topic, "client": meeting.client.name, "day": day}
        yield Belonging(meeting, _("Contact report: %(meeting)s, %(client)s, %(day)s") % words, meeting.client_id)


def give_reports(*, by: Person, person: Person, to: Person, belongings: Iterable[Belonging]) -> None:
    """The heir writes them."""
    for one in belongings:
        pass_report(by=by, meeting=one.subject, to=to)


def rhythms(person: Person) -> Iterator[Belonging]:
    """The rhythms that somebody keeps with contacts."""
    rows = Rhythm.objects.filter(person=person, ended=None).select_related("contact__client").order_by("pk")
    for one in rows:
        yield Belonging(one, _("Rhythm with %(contact)s") % {"contact": one.contact.name}, one.contact.client_id)


def give_rhythms(*, by: Person, person: Person, to: Person, belongings: Iterable[Belonging]) -> None:
    """The heir keeps them from now on."""
    for one in belongings:
        hand_over_rhythm(by=by, rhythm=one.subject, to=to)
