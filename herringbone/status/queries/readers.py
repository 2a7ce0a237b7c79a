"""Who gets a status report, and why: proposed from the roles of contacts and from who got the last one."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from herringbone.clients.models import Client, Consent, Contact, ContactRole
from herringbone.clients.rules import forbidden
from herringbone.core import clock
from herringbone.people.models import Person, Role
from herringbone.people.rules import may_see
from herringbone.status.models import Published, Reader

Kind = Role.Kind
OURS = (Kind.POINT, Kind.SECOND, Kind.SUPERVISOR)
THEIRS = (ContactRole.Kind.DAY_TO_DAY, ContactRole.Kind.DECIDES)


@dataclass(frozen=True)
class Proposed:
    """Somebody who may get the report: why, and whether they do unless somebody says otherwise."""

    who: Person | Contact
    why: str
    gets: bool

    @property
    def contact(self) -> Contact | None:
        """The contact, if it is one."""
        return self.who if isinstance(self.who, Contact) else None

    @property
    def person(self) -> Person | None:
        """The person, if it is one of ours."""
        return self.who if isinstance(self.who, Person) else None

    @property
    def key(self) -> str:
        """Its value in a form: "ours-7" or "theirs-4"."""
        return f"{'theirs' if self.contact else 'ours'}-{self.who.pk}"


@dataclass(frozen=True)
class LeftOut:
    """A contact who would get it and does not, and why not."""

    who: Contact
    why: str


@dataclass(frozen=True)
class Readers:
    """Who may get the report, the client's people first, and who cannot."""

    proposed: tuple[Proposed, ...]
    left_out: tuple[LeftOut, ...]

    def chosen(self, keys: Iterable[str] | None) -> list[Proposed]:
        """Those with these keys; without any, those who get it by themselves."""
        wanted = None if keys is None else set(keys)
        return [one for one in self.proposed if (one.gets if wanted is None else one.key in wanted)]


def may_be_written_to(client: Client) -> QuerySet[Contact]:
    """The contacts of a client who are still there, have an address and have not asked for no mail."""
    there = Contact.objects.filter(client=client, left=None).exclude(email="")
    return there.exclude(forbidden(Consent.Channel.MAIL))


def readers(client: Client, by: Person, last: Published | None) -> Readers:
    """Whoever published does not get a mail of their own. A fixed number of queries, save for walls."""
    theirs, left_out = _theirs(client, last)
    return Readers((*theirs, *_ours(client, by)), tuple(left_out))


def _theirs(client: Client, last: Published | None) -> tuple[list[Proposed], list[LeftOut]]:
    roles: dict[int, set[str]] = {}
    for pk, kind in ContactRole.objects.filter(contact__client=client).values_list("contact", "kind"):
        roles.setdefault(pk, set()).add(kind)
    had = set(Reader.objects.filter(published=last, contact__isnull=False).values_list("contact", flat=True))
    ways = set(may_be_written_to(client).values_list("pk", flat=True))
    silent = set(Contact.objects.filter(forbidden(Consent.Channel.MAIL), client=client).values_list("pk", flat=True))
    found, left_out = [], []
    for contact in Contact.objects.filter(client=client, left=None):
        mine = roles.get(contact.pk, set())
        gets = contact.pk in had if last else bool(mine & {*THEIRS})
        if contact.pk in ways:
            found.append(Proposed(contact, _why(mine, contact.pk in had, last), gets))
        elif gets and contact.pk in silent:
            left_out.append(LeftOut(contact, _("Asked not to be contacted")))
        elif gets:
            left_out.append(LeftOut(contact, _("No mail address on file")))
    return sorted(found, key=lambda one: not one.gets), left_out


def _why(roles: set[str], had: bool, last: Published | None) -> str:
    if had and last:
        return _("Got number %(number)d") % {"number": last.number}
    words = {
        ContactRole.Kind.DECIDES: _("Decides"),
        ContactRole.Kind.DAY_TO_DAY: _("Day to day"),
        ContactRole.Kind.FINANCE: _("Finance"),
        ContactRole.Kind.LEGAL: _("Legal"),
    }
    return ", ".join(said for kind, said in words.items() if kind in roles) or _("At the client’s")


def _ours(client: Client, by: Person) -> list[Proposed]:
    words = {
        Kind.POINT: _("Point person"),
        Kind.SECOND: _("Second contact"),
        Kind.SUPERVISOR: _("Supervisor of the account"),
    }
    on = client.office.local(clock.now()).date()
    held = Role.objects.running(on).filter(client=client, kind__in=OURS, person__is_active=True).exclude(person=by)
    found: dict[int, Proposed] = {}
    for role in sorted(held.select_related("person").order_by("pk"), key=lambda one: OURS.index(Kind(one.kind))):
        if role.person_id not in found and may_see(role.person, client):
            found[role.person_id] = Proposed(role.person, words[Kind(role.kind)], True)
    return list(found.values())
