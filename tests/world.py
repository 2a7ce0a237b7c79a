"""Two rivals with a wall between them, made by the same actions as everything else.

Every text that a person could have typed holds a canary: a word that names the client it belongs to. Whoever sees
`CANARY-birch` on Alder's side has found a hole (cases/abuse.md, S01 to S05).
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from herringbone.clients.actions import add_contact, open_client
from herringbone.clients.models import Client, Contact
from herringbone.core import clock
from herringbone.core.calendar import fill_calendar
from herringbone.core.models import Agency, Office
from herringbone.core.search.keeping import follow
from herringbone.people.actions import give_role, raise_wall
from herringbone.people.models import Department, Person, Role
from herringbone.record.duties.keeping import write_ahead
from herringbone.work.actions import ensure_job_kinds

MONDAY = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)  # nine in the morning in New York
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
Kind = Role.Kind


@dataclass
class World:
    """Alder and its competitor Birch, and Cedar with no wall; each person is named for what they are."""

    agency: Agency
    office: Office
    departments: dict[str, Department]
    head: Person  # R1
    director: Person  # R2 of Alder and Cedar
    sup_alder: Person  # R3
    ae_alder: Person  # R4, point person
    coord_alder: Person  # R5, second contact
    planner_alder: Person  # R6
    bizdev: Person  # R7
    traffic: Person  # R8, spans
    dept: Person  # R9, creative, on Alder
    finance: Person
    exec: Person  # R11
    admin: Person  # R12
    ae_birch: Person
    sup_birch: Person
    alder: Client
    birch: Client
    cedar: Client
    pat: Contact  # decides at Alder
    quinn: Contact  # day to day at Alder
    rio: Contact  # at Birch
    extra: dict[str, object] = field(default_factory=dict)

    @property
    def everyone(self) -> dict[str, Person]:
        """All persons by the name of their place in this world."""
        return {name: value for name, value in vars(self).items() if isinstance(value, Person)}


def canary(client: str, what: str) -> str:
    """A text that betrays where it came from."""
    return f"CANARY-{client}-{what}"


def make_world() -> World:
    """Runs at the clock's present moment, which is MONDAY in the tests."""
    agency = Agency.objects.create(name="Halden & Rossi", legal_name="Halden & Rossi Inc.")
    office = Office.objects.create(
        name="New York", zone="America/New_York", country="US", opens=time(9), closes=time(18)
    )
    fill_calendar(office, date(2025, 1, 1), date(2027, 12, 31))
    departments = {
        craft.value: Department.objects.create(name=craft.value.capitalize(), craft=craft)
        for craft in Department.Craft
        if craft != Department.Craft.OTHER
    }

    def person(name: str, department: str = "account services", title: str = "") -> Person:
        made = Person(
            name=name, email=f"{name.split()[0].lower()}@agency.example", office=office, title=title,
            department=departments[department],
        )  # fmt: skip
        made.set_unusable_password()
        made.save()
        follow({Person._meta.label: [made.pk]})
        return made

    head, director, sup_alder = person("Hedda Head"), person("Dora Director"), person("Sam Super")
    ae_alder, coord, planner = person("Ann Alder"), person("Cody Coord"), person("Paul Planner", "planning")
    bizdev, traffic = person("Bea Bizdev"), person("Theo Traffic", "production")
    dept, finance = person("Dee Dept", "creative"), person("Finn Finance", "finance")
    executive, admin = person("Max Manager", "operations"), person("Ada Admin", "operations")
    ae_birch, sup_birch = person("Bob Birch"), person("Sue Birch")
    # The first role of all cannot be given by an action, since nobody may give it yet: `init` writes it.
    Role.objects.create(person=head, client=None, kind=Kind.HEAD, starts=date(2025, 1, 1))
    for who, kind in (
        (bizdev, Kind.BUSINESS), (traffic, Kind.TRAFFIC), (finance, Kind.FINANCE), (executive, Kind.MANAGEMENT),
        (admin, Kind.ADMINISTRATOR),
    ):  # fmt: skip
        give_role(by=head, person=who, client=None, kind=kind)

    def client(name: str, code: str, point: Person) -> Client:
        low = name.lower()
        return open_client(
            by=head, name=canary(low, name), code=code, office=office, point_person=point,
            legal_name=canary(low, "legal"), brands=[canary(low, "brand")], industry=canary(low, "industry"),
        )  # fmt: skip

    alder, birch, cedar = (
        client("Alder", "ALD", ae_alder),
        client("Birch", "BIR", ae_birch),
        client("Cedar", "CED", ae_alder),
    )
    for who, of, kind in (
        (director, alder, Kind.DIRECTOR), (director, cedar, Kind.DIRECTOR), (sup_alder, alder, Kind.SUPERVISOR),
        (ae_alder, alder, Kind.EXECUTIVE), (coord, alder, Kind.SECOND), (planner, alder, Kind.PLANNER),
        (dept, alder, Kind.MEMBER), (ae_birch, birch, Kind.EXECUTIVE), (sup_birch, birch, Kind.SUPERVISOR),
    ):  # fmt: skip
        give_role(by=head, person=who, client=of, kind=kind)
    raise_wall(by=head, one=alder, other=birch, reason=canary("cedar", "wall"))
    ensure_job_kinds()
    write_ahead(clock.now() + 14 * DAY)

    def contact(of: Client, by: Person, name: str, role: str, low: str) -> Contact:
        return add_contact(
            by=by, client=of, name=canary(low, name), email=f"{name}@{low}.example", title=canary(low, "title"),
            phone=canary(low, "phone"), notes=canary(low, "notes"), roles=[role],
        )  # fmt: skip

    return World(
        agency=agency, office=office, departments=departments, head=head, director=director, sup_alder=sup_alder,
        ae_alder=ae_alder, coord_alder=coord, planner_alder=planner, bizdev=bizdev, traffic=traffic, dept=dept,
        finance=finance, exec=executive, admin=admin, ae_birch=ae_birch, sup_birch=sup_birch,
        alder=alder, birch=birch, cedar=cedar,
        pat=contact(alder, ae_alder, "pat", "decision maker", "alder"),
        quinn=contact(alder, ae_alder, "quinn", "day to day", "alder"),
        rio=contact(birch, ae_birch, "rio", "decision maker", "birch"),
    )  # fmt: skip
