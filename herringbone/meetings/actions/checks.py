"""Rules that several actions share: nobody and nothing of another client gets into a meeting or its report."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from herringbone.clients.models import Client, Contact
from herringbone.meetings.models import Meeting, Withdrawal
from herringbone.meetings.queries.walls import behind_wall
from herringbone.people.models import Person
from herringbone.record.action import refuse_unless
from herringbone.work.models import Job


def refuse_wrong_job(client: Client, job: Job | None) -> None:
    """A job must be the client's."""
    refuse_unless(job is None or job.client_id == client.pk, _("That job belongs to another client"), "job")


def refuse_strangers(client: Client, people: Iterable[Person], contacts: Iterable[Contact] = ()) -> None:
    """Contacts must be the client's; people must be with the agency, and on this side of every wall."""
    refuse_unless(all(one.client_id == client.pk for one in contacts), _("They are not with this client"), "contacts")
    people = list(people)
    for one in people:
        refuse_unless(one.is_active, _("%(person)s has left the agency") % {"person": one}, "people")
    for one in behind_wall(people, client):
        refuse_unless(False, _("A wall keeps %(person)s from this client") % {"person": one}, "people")


def refuse_withdrawn(meeting: Meeting) -> None:
    """Of what was called off, or logged by mistake, nothing is reported."""
    called_off = _("This meeting was called off")
    mistaken = _("This call was taken back: it was logged by mistake.")
    withdrawn = Withdrawal.objects.filter(meeting=meeting).exists()
    refuse_unless(not withdrawn, mistaken if meeting.kind == Meeting.Kind.CALL else called_off)
