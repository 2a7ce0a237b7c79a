"""What stands at the head and in the margin of a client's page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery, Value
from django.utils.translation import gettext as _

from herringbone.clients.models import Brand, Client, Consent, Contact, ContactRole, LegalEntity
from herringbone.clients.queries.client_list import with_figures
from herringbone.clients.queries.worth import Worth, with_worth, worth
from herringbone.clients.rules import forbidden
from herringbone.core.compiled import compiled_once
from herringbone.core.models import Agency
from herringbone.core.names.order import by_name
from herringbone.core.names.text import fold
from herringbone.core.panels import counts
from herringbone.core.sql import CountOf
from herringbone.people.models import Person, Role
from herringbone.people.rules import Standing
from herringbone.record.models import Duty

Kind = Role.Kind
# In this order on the page; who holds several roles stands once, at the first.
RANK = (
    Kind.DIRECTOR, Kind.SUPERVISOR, Kind.POINT, Kind.SECOND, Kind.EXECUTIVE, Kind.COORDINATOR, Kind.PLANNER,
    Kind.PRODUCER, Kind.MEMBER,
)  # fmt: skip
IN_MARGIN = 8


@dataclass(frozen=True)
class Member:
    """Somebody on the team. `does` words the roles; `shielded`: reached by the client through the account team only."""

    person: Person
    kinds: tuple[str, ...]
    does: str
    first: str  # the first of these roles alone
    shielded: bool
    department: bool  # a department's member, of whom it is said whether they are direct or shielded


@dataclass(frozen=True)
class Head:
    """A client with the figures of its page."""

    client: Client
    worth: Worth
    last_contact: datetime | None
    open: int
    late: int
    team: list[Member]
    brands: list[str]
    entities: list[str]
    agency: str

    def holding(self, kind: str) -> Person | None:
        """Who holds a role on this account."""
        return next((member.person for member in self.team if kind in member.kinds), None)

    @property
    def point(self) -> Person | None:
        """The point person."""
        return self.holding(Kind.POINT)

    @property
    def supervisor(self) -> Person | None:
        """The supervisor, else the director."""
        return self.holding(Kind.SUPERVISOR) or self.holding(Kind.DIRECTOR)

    @property
    def is_supervisor(self) -> bool:
        """Whether that is a supervisor, and not the director in the place of one."""
        return self.holding(Kind.SUPERVISOR) is not None


@compiled_once
def client_with_figures(code: str, here: Standing, at: datetime) -> QuerySet[Client]:
    """The client of a code, if it is visible, with all that the head of the page says of it."""
    rows = with_worth(with_figures(Client.objects.filter(here.sees("pk"), code=code), here, at))
    owed = Duty.objects.filter(client=OuterRef("pk"), done=None, started__lte=at)
    return rows.select_related("office", "parent").annotate(
        owed=CountOf(owed), agency=Subquery(Agency.objects.order_by("pk").values("name")[:1]), **counts("client")
    )


def head_of(client: Client, here: Standing) -> Head:
    """The head of a client of `client_with_figures`. Two queries more: its names, its team."""
    brands, entities = _names(client)
    return Head(
        client=client, worth=worth(client), last_contact=client.last_contact, open=client.owed, late=client.late,  # type: ignore[attr-defined]
        team=team_of(client, here.on), brands=brands, entities=entities,
        agency=client.agency or "",  # type: ignore[attr-defined]
    )  # fmt: skip


def team_of(client: Client, on: date) -> list[Member]:
    """Who is on the team on a date, leaders first. One query."""
    held: dict[int, list[Role]] = {}
    for role in _roles(client.pk, on):
        held.setdefault(role.person_id, []).append(role)
    members = [_member(theirs) for theirs in held.values()]
    return sorted(members, key=lambda member: RANK.index(Kind(member.kinds[0])))


@compiled_once
def _roles(client: int, on: date) -> QuerySet[Role]:
    roles = Role.objects.running(on).filter(client=client, person__is_active=True)
    return roles.select_related("person__department").order_by(by_name("person__name"), "pk")


def _member(roles: list[Role]) -> Member:
    kinds = sorted({role.kind for role in roles}, key=lambda kind: RANK.index(Kind(kind)))
    person = roles[0].person
    said = [role_in_words(kind) for kind in kinds if kind != Kind.MEMBER]
    if Kind.MEMBER in kinds:
        said.append(str(person.department or _("Member")))
    only_member = kinds == [Kind.MEMBER]
    return Member(person, tuple(kinds), _join(said), said[0], any(role.shielded for role in roles), only_member)


def role_in_words(kind: str) -> str:
    """A role on an account, as the page says it."""
    return {
        Kind.DIRECTOR: _("Account director"), Kind.SUPERVISOR: _("Supervisor"), Kind.POINT: _("Point person"),
        Kind.SECOND: _("Second contact"), Kind.EXECUTIVE: _("Account executive"), Kind.COORDINATOR: _("Coordinator"),
        Kind.PLANNER: _("Planner"), Kind.PRODUCER: _("Producer"), Kind.MEMBER: _("Member"),
    }[Kind(kind)]  # fmt: skip


def _join(parts: Iterable[str]) -> str:
    first, *others = parts
    return ", ".join([first, *(other[:1].lower() + other[1:] for other in others)])


def _names(client: Client) -> tuple[list[str], list[str]]:
    """Brands and billed companies. One query."""
    rows = _named(client.pk)
    return (
        sorted((name for which, name in rows if which == "brand"), key=fold),
        sorted((name for which, name in rows if which == "entity"), key=fold),
    )


@compiled_once
def _named(client: int) -> QuerySet[Any, tuple[str, str]]:
    brands = Brand.objects.filter(client=client).annotate(which=Value("brand")).values_list("which", "name")
    billed = LegalEntity.objects.filter(client=client).annotate(which=Value("entity")).values_list("which", "name")
    return brands.order_by().union(billed.order_by())


@compiled_once
def people_at(client: int, *, most: int | None = None) -> QuerySet[Contact]:
    """The contacts of a client who are still there, deciders first, with what they do and do not want. One query."""
    roles = ContactRole.objects.filter(contact=OuterRef("pk"))
    does = {f"does_{kind.name.lower()}": Exists(roles.filter(kind=kind)) for kind in ContactRole.Kind}
    return (
        Contact.objects.filter(client=client, left=None)
        .annotate(**does, no_mail=forbidden(Consent.Channel.MAIL), no_phone=forbidden(Consent.Channel.PHONE))
        .order_by(F("does_decides").desc(), F("does_day_to_day").desc(), by_name(), "pk")[:most]
    )


def does_in_words(contact: Contact) -> str:
    """What a contact of `people_at` does: "Managing director, decides"."""
    words = {
        "does_decides": _("decides"),
        "does_day_to_day": _("day to day"),
        "does_finance": _("finance"),
        "does_legal": _("legal"),
    }
    said = [text for name, text in words.items() if getattr(contact, name, False)]
    told = ", ".join(filter(None, [contact.title, *said]))
    return told[:1].upper() + told[1:]
