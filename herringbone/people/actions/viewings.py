"""Seeing the program as somebody else sees it (security: read only, with a reason, half an hour at most)."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.core.text import one_line
from herringbone.people.models import Person, Viewing
from herringbone.people.rules import may_administer
from herringbone.record.action import Done, action, refuse_unless

HALF_AN_HOUR = timedelta(minutes=30)


def _administrator(*, by: Any, **_: Any) -> bool:
    return may_administer(by)


def _ones_own(*, by: Any, viewing: Viewing, **_: Any) -> bool:
    return isinstance(by, Person) and viewing.by_id == by.pk


@action("viewing begun", may=_administrator)
def begin_viewing(*, by: Person, person: Person, reason: str) -> Done[Viewing]:
    """Look at the program as somebody else. It ends by itself, and the person viewed is told."""
    refuse_unless(one_line(reason), _("Say why: %(person)s will read it") % {"person": person}, "reason")
    refuse_unless(by != person, _("You see it so already"), "person")
    refuse_unless(person.is_active, _("%(person)s has left the agency") % {"person": person}, "person")
    now = clock.now()
    Viewing.objects.filter(by=by, ended=None, expires__gt=now).update(ended=now)
    viewing = Viewing.objects.create(
        by=by, person=person, reason=one_line(reason), begins=now, expires=now + HALF_AN_HOUR
    )
    return Done(viewing, {"person": person.pk, "expires": viewing.expires})


@action("viewing ended", may=_ones_own)
def end_viewing(*, by: Person, viewing: Viewing) -> Done[Viewing]:
    """Look with one's own eyes again."""
    now = clock.now()
    refuse_unless(viewing.ended is None and viewing.expires > now, _("That is over already"))
    viewing.ended = now
    viewing.save(update_fields=["ended"])
    return Done(viewing, {"person": viewing.person_id})
