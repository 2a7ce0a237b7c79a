"""Absence, and who stands in."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.core.names.order import by_name
from herringbone.core.text import one_line
from herringbone.people.models import Absence, Person, Role
from herringbone.people.queries.absences import span
from herringbone.people.rules import may_administer, may_direct, standing
from herringbone.people.rules.walls import rivals_of, wall_in_the_way
from herringbone.record.action import Done, Refused, action, refuse_unless

ASKED, OFFERED = 12, 3  # who might stand in: so many are looked at, so many named
A_MOMENT = timedelta(seconds=1)  # an absence that never began still lasts, so that the record of it can stand


def may_arrange_cover(*, by: Person, person: Person, **_: Any) -> bool:
    """Oneself, the head, the administrator, whom one reports to, or whoever leads an account one works on."""
    if not by.is_active:
        return False
    if by.pk == person.pk or may_direct(by) or may_administer(by) or person.reports_to_id == by.pk:
        return True
    here = standing(by)
    return Role.objects.running(here.on).filter(person=person, client__in=here.led).exists()


def _may_end(*, by: Person, absence: Absence, **_: Any) -> bool:
    return may_arrange_cover(by=by, person=absence.person)


@action("cover arranged", may=may_arrange_cover)
def arrange_cover(
    *, by: Person, person: Person, cover: Person, begins: datetime, ends: datetime, reason: str = ""
) -> Done[Absence]:
    """Record an absence with who stands in. Refused if a wall would keep the cover from doing the duties."""
    refuse_unless(cover != person, _("Nobody covers for themselves"), "cover")
    refuse_unless(cover.is_active, _("%(person)s has left the agency") % {"person": cover}, "cover")
    refuse_unless(ends > begins, _("The absence ends before it begins"), "ends")
    refuse_unless(
        not person.absences.filter(begins__lt=ends, ends__gt=begins).exists(),
        _("%(person)s is away already in that time") % {"person": person},
        "begins",
    )
    refuse_unless(
        not _across_a_wall(person, cover, begins, ends),
        _("A wall stands between %(cover)s and a client of %(person)s") % {"cover": cover, "person": person},
        "cover",
    )
    _refuse_away(person, cover, begins, ends)
    absence = Absence.objects.create(person=person, cover=cover, begins=begins, ends=ends, reason=one_line(reason))
    return Done(absence, {"person": person.pk, "cover": cover.pk, "begins": begins, "ends": ends})


@action("cover ended", may=_may_end)
def end_cover(*, by: Person, absence: Absence) -> Done[Absence]:
    """Somebody is back before the day that was planned, or never went."""
    now = clock.now()
    refuse_unless(absence.ends > now, _("That absence is over"))
    absence.begins = min(absence.begins, now - A_MOMENT)
    absence.ends = now
    absence.save(update_fields=["begins", "ends"])
    return Done(absence, {"person": absence.person_id, "ends": now})


def _refuse_away(person: Person, cover: Person, begins: datetime, ends: datetime) -> None:
    """Refused where the cover is away in that time: what they were to do would fall to a third, or come back here."""
    theirs = cover.absences.filter(begins__lt=ends, ends__gt=begins).select_related("cover").order_by("begins").first()
    if theirs is None:
        return
    words = {
        "cover": cover, "away": span(theirs.begins, theirs.ends, cover.office, clock.now()), "third": theirs.cover,
    }  # fmt: skip
    said = _("%(cover)s is away in that time: %(away)s, with %(third)s standing in.") % words
    free = ", ".join(str(one) for one in free_to_cover(person, begins, ends))
    raise Refused(f"{said} {_('Free then: %(people)s') % {'people': free}}" if free else said, "cover")


def free_to_cover(person: Person, begins: datetime, ends: datetime) -> Sequence[Person]:
    """Up to three who are here in that time and whom no wall keeps from it: of the same clients' teams, the most of
    them in common first, else of the same department.
    """
    on = person.office.local(begins).date()
    clients = Role.objects.running(on).filter(person=person, client__isnull=False).values("client")
    away = Absence.objects.filter(begins__lt=ends, ends__gt=begins).values("person")
    beside = Count("roles", filter=Q(roles__client__in=clients, roles__ends=None))
    others = Person.objects.filter(is_active=True).exclude(pk=person.pk).exclude(pk__in=away)
    near = others.alias(beside=beside).filter(Q(beside__gt=0) | Q(department=person.department_id or 0))
    asked = near.select_related("office").order_by("-beside", by_name())[:ASKED]
    return [one for one in asked if not _across_a_wall(person, one, begins, ends)][:OFFERED]


def _across_a_wall(person: Person, cover: Person, begins: datetime, ends: datetime) -> bool:
    """Whether a wall stands between what the cover serves, or covers in that time, and what the person serves."""
    on = person.office.local(begins).date()
    served = list(Role.objects.running(on).filter(person=person, client__isnull=False).values_list("client", "kind"))
    if any(wall_in_the_way(cover, client, Role.Kind(kind)) for client, kind in served if client):
        return True
    others = cover.covers.filter(begins__lt=ends, ends__gt=begins).values("person")
    covered = set(
        Role.objects.running(on).filter(person__in=others, client__isnull=False).values_list("client", flat=True)
    )
    return bool(rivals_of({client for client, _ in served if client}) & covered)
