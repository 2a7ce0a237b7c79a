"""Who joins, changes place, leaves and comes back."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.core.mail import AddressRefused, mailbox
from herringbone.core.merge import merge_or_ask
from herringbone.core.models import Office
from herringbone.core.text import one_line
from herringbone.people.actions.roles import end_role, refuse_the_last
from herringbone.people.models import Department, Invitation, Person, Role, Viewing
from herringbone.people.rules import may_administer, may_direct
from herringbone.people.rules.reporting import is_above, is_r8, under_account_services
from herringbone.people.sessions import end_sessions
from herringbone.record.action import Done, Refused, action, refuse_unless
from herringbone.record.actor import SYSTEM

Kind = Role.Kind


def may_keep_people(*, by: Any, **_: Any) -> bool:
    """The head of account services and the administrator."""
    return may_direct(by) or may_administer(by)


@action("person added", may=may_keep_people)
def add_person(
    *, by: Person, name: str, email: str, office: Office, department: Department | None = None, title: str = "",
    reports_to: Person | None = None, phone: str = "", language: str = "",
) -> Done[Person]:  # fmt: skip
    """Enter somebody who works at the agency. They come in once they have answered an invitation."""
    person = Person(language=language or office.language)
    person.set_unusable_password()
    _place(person, name, email, office, department, title, reports_to, phone)
    person.save()
    return Done(person, _place_in_ids(person))


@action("person changed", may=may_keep_people)
def change_person(
    *, by: Person, person: Person, name: str, email: str, office: Office, department: Department | None, title: str,
    reports_to: Person | None, phone: str = "", original: Mapping[str, Any] | None = None,
) -> Done[Person]:  # fmt: skip
    """Correct or move somebody: all of the given stands afterwards.

    With `original`, what the form was filled with, fields that somebody else changed meanwhile stay as they are now.
    Raises InConflict where both changed one.
    """
    person.refresh_from_db()
    before = person.email
    given: dict[str, Any] = {
        "name": name, "email": email, "office": office, "department": department, "title": title,
        "reports_to": reports_to, "phone": phone,
    }  # fmt: skip
    if original is not None:
        stored = {field: getattr(person, field) for field in given}
        mine = merge_or_ask(original, given, stored).mine
        given = {field: value if field in mine else stored[field] for field, value in given.items()}
    _place(person, **given)
    person.save()
    return Done(person, {**_place_in_ids(person), "address_changed": before != person.email})


def _place(
    person: Person, name: str, email: str, office: Office, department: Department | None, title: str,
    reports_to: Person | None, phone: str,
) -> None:  # fmt: skip
    refuse_unless(one_line(name), _("A person needs a name"), "name")
    email = one_line(email)
    try:
        mailbox(name, email)
    except AddressRefused:
        raise Refused(_("That is not a mail address"), "email") from None
    refuse_unless(
        not Person.objects.filter(email__iexact=email).exclude(pk=person.pk).exists(),
        _("Somebody here has that address already"),
        "email",
    )
    refuse_unless(
        reports_to is None or reports_to.is_active,
        _("%(person)s has left the agency") % {"person": reports_to},
        "reports_to",
    )
    refuse_unless(
        person.pk is None or not is_above(person, reports_to),
        _("%(superior)s reports to %(person)s") % {"superior": reports_to, "person": person},
        "reports_to",
    )
    refuse_unless(
        not (is_r8(person, department) and under_account_services(reports_to)),
        _("Production and traffic never report to account services"),
        "reports_to",
    )
    person.name, person.email, person.office, person.department = one_line(name), email, office, department
    person.title, person.reports_to, person.phone = one_line(title), reports_to, one_line(phone)


def _place_in_ids(person: Person) -> dict[str, int | None]:
    return {"office": person.office_id, "department": person.department_id, "reports_to": person.reports_to_id}


@action("person left", may=may_keep_people)
def deactivate_person(*, by: Person, person: Person) -> Done[Person]:
    """Somebody leaves: no way in from this moment, every session ends at once, and all roles end today.

    What they hold is handed over before by `hand_over`, or falls to the next in line.
    """
    refuse_unless(by != person, _("Nobody shows themselves the door: let somebody else do it"))
    refuse_unless(person.is_active, _("%(person)s has left already") % {"person": person})
    now = clock.now()
    on = person.office.local(now).date()
    running = list(person.roles.filter(Q(ends=None) | Q(ends__gt=on)).select_related("client").order_by("client"))
    for role in running:
        refuse_the_last(role, on)
    for role in running:
        end_role(by=SYSTEM, role=role)
    Department.objects.filter(head=person).update(head=None)
    person.is_active = False
    person.save(update_fields=["is_active"])
    Invitation.objects.filter(person=person, used=None, revoked=None).update(revoked=now)
    Viewing.objects.filter(by=person, ended=None).update(ended=now)
    end_sessions(person)
    return Done(person, {"roles": len(running)})


@action("person back", may=may_keep_people)
def reactivate_person(*, by: Person, person: Person) -> Done[Person]:
    """Somebody comes back, without roles and with the former password void: an invitation opens the door."""
    refuse_unless(not person.is_active, _("%(person)s works here") % {"person": person})
    person.is_active = True
    person.set_unusable_password()
    person.save(update_fields=["is_active", "password"])
    return Done(person, {})
