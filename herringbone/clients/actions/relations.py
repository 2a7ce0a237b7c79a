"""How often somebody at a client is to be heard from."""

from django.utils.translation import gettext as _

from herringbone.clients.models import Contact, Rhythm
from herringbone.clients.rules import may_hand_over_rhythm, may_keep_rhythm, may_work_with
from herringbone.core import clock
from herringbone.people.models import Person
from herringbone.people.rules import may_see
from herringbone.record.action import Done, action, refuse_unless
from herringbone.record.duties.keeping import follow

LONGEST = 366  # days


@action("rhythm agreed", may=may_work_with)
def agree_rhythm(*, by: Person, contact: Contact, every: int, person: Person | None = None) -> Done[Rhythm]:
    """Agree that a contact is met or called every so many days, by somebody or by whoever answers for the client.

    It counts from now on; what was agreed before of the two ends.
    """
    refuse_unless(contact.client_id, _("This contact belongs to no client"))
    refuse_unless(contact.left is None, _("%(name)s has left") % {"name": contact.name})
    refuse_unless(1 <= every <= LONGEST, _("A rhythm is between a day and a year"), "every")
    if person:
        _refuse_stranger(person, contact, "person")
    running = contact.rhythms.filter(person=person, ended=None)
    refuse_unless(not running.filter(every=every).exists(), _("That is agreed already"), "every")
    now = clock.now()
    for before in running:
        end_rhythm(by=by, rhythm=before)
    rhythm = Rhythm.objects.create(contact=contact, person=person, every=every, begins=now, by=by)
    return Done(rhythm, {"contact": contact.pk, "person": person.pk if person else None, "every": every})


@action("rhythm ended", may=may_keep_rhythm)
def end_rhythm(*, by: Person, rhythm: Rhythm) -> Done[Rhythm]:
    """No rhythm is kept with this contact any more; what was late until now stays on record."""
    rhythm.refresh_from_db()
    refuse_unless(rhythm.ended is None, _("That has ended already"))
    rhythm.ended, rhythm.ended_by = clock.now(), by
    rhythm.save(update_fields=["ended", "ended_by"])
    return Done(rhythm, {"contact": rhythm.contact_id})


@action("rhythm handed over", may=may_hand_over_rhythm)
def hand_over_rhythm(*, by: Person, rhythm: Rhythm, to: Person) -> Done[Rhythm]:
    """Somebody else keeps it from now on, counted anew. Where they keep one with the contact already, it stands."""
    rhythm.refresh_from_db()
    refuse_unless(rhythm.ended is None, _("That has ended already"))
    refuse_unless(rhythm.person_id != to.pk, _("It is theirs already"), "to")
    _refuse_stranger(to, rhythm.contact, "to")
    now = clock.now()
    rhythm.ended, rhythm.ended_by = now, by
    rhythm.save(update_fields=["ended", "ended_by"])
    if not rhythm.contact.rhythms.filter(person=to, ended=None).exists():
        follow(Rhythm.objects.create(contact=rhythm.contact, person=to, every=rhythm.every, begins=now, by=by))
    return Done(rhythm, {"contact": rhythm.contact_id, "to": to.pk})


def _refuse_stranger(person: Person, contact: Contact, field: str) -> None:
    knows = contact.client and person.is_active and may_see(person, contact.client)
    refuse_unless(knows, _("%(person)s does not work for this client") % {"person": person}, field)
