"""I1: offices after the first. The administrator opens, changes and closes them; what is past stays."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django_tasks import default_task_backend

from herringbone.clients.actions import open_client
from herringbone.core import clock
from herringbone.core.calendar import working_days_later
from herringbone.core.models import Office, WorkingDay
from herringbone.core.tasks.housekeeping import lengthen_calendars
from herringbone.people.actions import add_office, change_office, close_office, open_office
from herringbone.people.actions.offices import Place
from herringbone.people.queries.offices import clock_ahead, closed_ahead
from herringbone.people.tasks import begin_clocks
from herringbone.record.action import Denied, Refused
from herringbone.record.duties import keeping
from herringbone.record.duties.holding import settle
from herringbone.record.models import Duty, Event
from herringbone.record.tasks import count_anew
from herringbone.work.tests.builders import a_job, heads
from tests.world import DAY, World

pytestmark = pytest.mark.thorough

MILAN = Place(
    name="Milan", zone="Europe/Rome", country="IT", region="MI", currency="EUR", language="it", opens=time(9),
    closes=time(18),
)  # fmt: skip
NEW_YORK = Place(
    name="New York", zone="America/New_York", country="US", region="", currency="USD", language="en", opens=time(9),
    closes=time(18),
)  # fmt: skip


def but(place: Place, **other: object) -> Place:
    return Place(**{**vars(place), **other})


def tomorrow(office: Office) -> date:
    return office.local(clock.now()).date() + timedelta(days=1)


def begun(office: Office) -> Office:
    """The office once its new clock has begun."""
    since = office.days.get(date=office.clock_ahead.since).begins
    with clock.clock_at(since):
        assert begin_clocks.call() == 1
    office.refresh_from_db()
    return office


def test_i1_a_second_office_has_its_own_calendar_and_clients(world: World) -> None:
    milan = add_office(by=world.admin, place=MILAN)
    year = clock.now().year
    assert (milan.days.earliest("date").date, milan.days.latest("date").date) == (
        date(year - 1, 1, 1), date(year + 2, 12, 31),
    )  # fmt: skip
    assert milan.days.get(date=date(year, 12, 7)).holiday  # Ambrose, of Milan alone
    assert not world.office.days.get(date=date(year, 12, 7)).holiday
    client = open_client(by=world.head, name="Dell’Orto", code="DEL", office=milan, point_person=world.ae_alder)
    assert client.currency == "EUR"
    assert Event.objects.get(verb="office added").particulars["zone"] == "Europe/Rome"


def test_i1_an_office_names_the_company_that_signs_there(world: World) -> None:
    milan = add_office(by=world.admin, place=but(MILAN, legal_name="Halden & Rossi S.r.l."))
    page = page_of(world.ae_alder, "/people/offices/")[1]
    assert "Halden &amp; Rossi S.r.l." in page
    assert page.count("Halden &amp; Rossi Inc.") == 2, "in the lead, and New York's own"
    assert "Halden &amp; Rossi S.r.l." in page_of(world.admin, f"/people/offices/{milan.pk}/")[1]
    renamed = but(MILAN, legal_name="Rossi  S.p.A.")
    change_office(by=world.admin, office=milan, place=renamed, since=tomorrow(milan) - 2 * DAY)  # no clock changes
    milan.refresh_from_db()
    assert milan.company(world.agency) == "Rossi S.p.A."
    assert world.office.company(world.agency) == "Halden & Rossi Inc."
    assert "Rossi" not in str(Event.objects.filter(verb__startswith="office").values_list("particulars", flat=True))


def test_i1_only_the_administrator_keeps_offices(world: World) -> None:
    for name, person in world.everyone.items():
        if name != "admin":
            with pytest.raises(Denied):
                add_office(by=person, place=but(MILAN, name=name))
            with pytest.raises(Denied):
                close_office(
                    by=person, office=world.office, first=tomorrow(world.office), last=tomorrow(world.office), why="x"
                )
    assert Office.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"), ({"name": "new york"}, "name"), ({"zone": "Europe/Milan"}, "zone"),
        ({"country": "XX"}, "country"), ({"region": "NY"}, "region"), ({"currency": "EURO"}, "currency"),
        ({"language": "xx"}, "language"), ({"closes": time(9)}, "closes"),
    ],
)  # fmt: skip
def test_i1_what_is_no_office_is_refused_beside_its_field(world: World, wrong: dict, field: str) -> None:
    with pytest.raises(Refused) as refused:
        add_office(by=world.admin, place=but(MILAN, **wrong))
    assert refused.value.field == field
    assert Office.objects.count() == 1


def test_i1_other_hours_count_from_their_day_and_leave_what_was(world: World) -> None:
    office, since = world.office, tomorrow(world.office) + timedelta(days=7)
    before = list(office.days.filter(date__lt=since).order_by("date").values())
    last = office.days.latest("date").date
    change_office(by=world.admin, office=office, place=but(NEW_YORK, opens=time(8), closes=time(16)), since=since)
    assert list(office.days.filter(date__lt=since).order_by("date").values()) == before
    assert office.days.latest("date").date == last
    begun(office)
    day = office.days.filter(date__gte=since, working=True).earliest("date")
    assert office.local(day.opens).time() == time(8)
    assert office.local(day.closes).time() == time(16)
    numbers = list(office.days.filter(working=True).order_by("date").values_list("number", flat=True))
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def test_i1_what_is_owed_follows_the_calendar_and_what_was_due_does_not(world: World) -> None:
    heads(world)
    a_job(world)
    due = dict(Duty.objects.filter(due__gt=clock.now()).values_list("pk", "due"))
    assert due
    change_office(
        by=world.admin, office=world.office, place=but(NEW_YORK, zone="America/Los_Angeles", closes=time(17)),
        since=tomorrow(world.office),
    )  # fmt: skip
    count_anew.call(world.office.pk)
    assert list(keeping.differences()) == []
    assert dict(Duty.objects.filter(pk__in=due).values_list("pk", "due")) != due
    moment = clock.now()
    for hours in range(0, 24 * 4, 3):  # no hour of the move is lost
        assert working_days_later(world.office, moment + timedelta(hours=hours), 2) > moment


def test_i1_an_office_s_calendar_counts_anew_what_its_own_clients_are_owed_and_no_other_s(world, monkeypatch):
    milan = add_office(by=world.admin, place=MILAN)
    client = open_client(by=world.head, name="Dell-Orto", code="DEL", office=milan, point_person=world.ae_alder)
    heads(world)
    a_job(world)
    a_job(world, client=client, by=world.ae_alder)
    counted = set()

    def refresh(kind, subjects, refresh=keeping.refresh):
        subjects = list(subjects)
        counted.update(Duty.objects.filter(kind=kind.name, subject__in=subjects).values_list("client", flat=True))
        refresh(kind, subjects)

    monkeypatch.setattr(keeping, "refresh", refresh)
    waiting = len(default_task_backend.results)
    close_office(by=world.admin, office=world.office, first=tomorrow(milan), last=tomorrow(milan), why="Parade")
    assert counted == set(), "whoever closes it does not wait for that"
    asked = default_task_backend.results[waiting:]
    assert [(one.task, one.args) for one in asked] == [(count_anew, [world.office.pk])]
    count_anew.call(world.office.pk)
    assert world.alder.pk in counted and client.pk not in counted
    assert list(keeping.differences()) == []


def test_i1_the_calendar_does_not_change_today_nor_where_it_does_not_reach(world: World) -> None:
    other = but(NEW_YORK, opens=time(8))
    for since in (tomorrow(world.office) - timedelta(days=1), date(2040, 1, 1)):
        with pytest.raises(Refused) as refused:
            change_office(by=world.admin, office=world.office, place=other, since=since)
        assert refused.value.field == "since"
    assert Office.objects.get().opens == time(9)
    assert clock_ahead(world.office) is None
    renamed = but(NEW_YORK, name="Manhattan")  # which asks nothing of the calendar
    change_office(by=world.admin, office=Office.objects.get(), place=renamed, since=tomorrow(world.office) - 2 * DAY)
    assert Office.objects.get().name == "Manhattan"


def test_i1_an_office_closes_for_some_days_and_opens_again(world: World) -> None:
    office, first = world.office, tomorrow(world.office) + timedelta(days=7)
    close_office(by=world.admin, office=office, first=first, last=first + timedelta(days=4), why="Summer closure")
    closed = WorkingDay.objects.filter(office=office, holiday="Summer closure")
    assert closed.count() == 5 and not closed.filter(working=True).exists()
    count_anew.call(office.pk)
    assert list(keeping.differences()) == []
    change_office(by=world.admin, office=office, place=but(NEW_YORK, opens=time(8)), since=first)
    assert closed.count() == 5  # other hours do not open it
    open_office(by=world.admin, office=office, on=first)
    assert closed.count() == 4
    with pytest.raises(Refused):
        open_office(by=world.admin, office=office, on=first)
    with pytest.raises(Refused):  # a public holiday is not the agency's to lift
        open_office(by=world.admin, office=office, on=date(first.year, 12, 25))
    with pytest.raises(Refused) as refused:
        close_office(by=world.admin, office=office, first=first, last=first - timedelta(days=1), why="x")
    assert refused.value.field == "last"


def page_of(person: object, address: str, **sent: str) -> tuple[int, str]:
    browser = Client()
    browser.force_login(person)
    answer = browser.post(address, sent) if sent else browser.get(address)
    return answer.status_code, answer.content.decode()


def test_i1_the_pages_of_offices(world: World) -> None:
    assert page_of(world.ae_alder, "/people/offices/new/")[0] == 403
    assert "/people/offices/new/" not in page_of(world.ae_alder, "/people/offices/")[1]
    assert "/people/offices/" in page_of(world.admin, "/people/")[1]
    assert "/people/offices/" in page_of(world.admin, "/administration/")[1]
    typed = {
        "name": "Milan", "zone": "Europe/Rome", "country": "it", "region": "mi", "currency": "eur", "language": "it",
        "opens": "9", "closes": "18:00", "legal_name": "Halden & Rossi S.r.l.", "tax_number": " IT  12345678903 ",
    }  # fmt: skip
    assert page_of(world.admin, "/people/offices/new/", **typed)[0] == 303
    milan = Office.objects.get(name="Milan")
    assert (milan.legal_name, milan.tax_number) == ("Halden & Rossi S.r.l.", "IT 12345678903")
    assert "IT 12345678903" in page_of(world.ae_alder, "/people/offices/")[1]
    assert 'value="IT 12345678903"' in page_of(world.admin, f"/people/offices/{milan.pk}/")[1]
    assert "Milan" in page_of(world.ae_alder, "/people/offices/")[1]
    status, body = page_of(world.admin, f"/people/offices/{milan.pk}/", **{**typed, "closes": "8", "since": "tomorrow"})
    assert status == 422 and "It closes before it opens" in body and "12345678903" in body
    assert page_of(world.admin, f"/people/offices/{milan.pk}/", **{**typed, "closes": "17", "since": "1 Jul"})[0] == 303
    closing = f"/people/offices/{milan.pk}/closing/"
    status, body = page_of(world.admin, closing, first="10 Aug", last="3 Aug", why="Ferragosto")
    assert status == 422 and "The last day is before the first" in body
    assert page_of(world.admin, closing, first="10 Aug", last="14 Aug", why="Ferragosto")[0] == 303
    assert page_of(world.admin, f"/people/offices/{milan.pk}/")[1].count("Ferragosto") >= 5
    year = datetime(clock.now().year, 8, 11).date().isoformat()
    assert page_of(world.admin, f"/people/offices/{milan.pk}/opening/", on=year)[0] == 303
    assert not milan.days.get(date=year).holiday


def test_i1_the_list_of_offices_asks_as_much_for_ten(world: World, django_assert_max_num_queries) -> None:
    browser = Client()
    browser.force_login(world.admin)
    browser.get("/people/offices/")
    for number in range(10):
        add_office(by=world.admin, place=but(MILAN, name=f"Milan {number}"))
    with django_assert_max_num_queries(9):
        browser.get("/people/offices/")


def test_i1_a_day_closed_before_the_hours_change_leaves_the_hours_until_then(world: World) -> None:
    office = world.office
    first = tomorrow(office) + timedelta(days=(7 - tomorrow(office).weekday()) % 7 + 7)  # a Monday
    since = first + timedelta(days=28)
    change_office(by=world.admin, office=office, place=but(NEW_YORK, opens=time(8), closes=time(16)), since=since)
    before = list(office.days.order_by("date").values_list("date", "opens", "closes", "number", "worked_before"))
    for act in (close_office, open_office):
        on = {"first": first, "last": first, "why": "Feast"} if act is close_office else {"on": first}
        act(by=world.admin, office=office, **on)
        count_anew.call(office.pk)
        hours = office.days.filter(date__lt=since).values_list("date", "opens", "closes")
        assert {office.local(opens).time() for _, opens, _ in hours} == {time(9)}
        assert list(keeping.differences()) == []
        numbers = list(office.days.filter(working=True).order_by("date").values_list("number", flat=True))
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    after = list(office.days.order_by("date").values_list("date", "opens", "closes", "number", "worked_before"))
    assert after == before


TOKYO = but(NEW_YORK, zone="Asia/Tokyo", country="JP", opens=time(8), closes=time(16))


def test_i1_until_its_new_clock_begins_an_office_lives_by_the_one_it_has(world: World) -> None:
    office, since = (
        world.office,
        tomorrow(world.office) + timedelta(days=29),
    )  # 1 April, after the summer's clock change
    closed = since - timedelta(days=1)
    a_job(world)
    close_office(by=world.admin, office=office, first=closed, last=closed + timedelta(days=2), why="Moving")
    change_office(by=world.admin, office=office, place=but(TOKYO, name="Tokyo"), since=since)
    office.refresh_from_db()
    assert (office.name, office.zone, office.opens) == ("Tokyo", "America/New_York", time(9))
    assert office.local(clock.now()).hour == 9
    assert office.days.get(date=since).begins == datetime(2026, 3, 31, 15, tzinfo=UTC), "midnight in Tokyo"
    assert {day.date for day in closed_ahead(office) if day.ours} == {closed + timedelta(days=n) for n in range(3)}
    showa = date(2026, 4, 29)
    assert office.days.get(date=showa).holiday, "a holiday of Japan"
    with pytest.raises(Refused):
        open_office(by=world.admin, office=office, on=showa)
    count_anew.call(office.pk)
    assert list(keeping.differences()) == []
    with clock.clock_at(datetime(2026, 3, 31, 14, 59, tzinfo=UTC)):
        assert begin_clocks.call() == 0
    kept = list(office.days.order_by("date").values_list("date", "holiday", "begins", "opens", "number"))
    assert begun(office).local(datetime(2026, 3, 31, 15, tzinfo=UTC)).date() == since
    assert (office.zone, office.country, office.opens) == ("Asia/Tokyo", "JP", time(8))
    assert list(office.days.order_by("date").values_list("date", "holiday", "begins", "opens", "number")) == kept
    assert clock_ahead(office) is None
    assert Event.objects.get(verb="office's new clock begun").particulars["zone"] == "Asia/Tokyo"
    assert list(keeping.differences()) == []


def test_i1_what_fell_due_before_a_new_clock_is_on_the_record_for_the_day_it_was_there(world: World) -> None:
    change_office(by=world.admin, office=world.office, place=TOKYO, since=tomorrow(world.office) + timedelta(days=29))
    a_job(world)
    with clock.clock_at(clock.now() + 20 * DAY):
        settle()
    fallen = Duty.objects.filter(fell_on__isnull=False)
    assert fallen.exists()
    for duty in fallen:
        assert duty.fell_on == duty.due.astimezone(ZoneInfo("America/New_York")).date()


def test_i1_a_clock_that_is_ahead_is_changed_and_taken_back(world: World) -> None:
    office, since = world.office, tomorrow(world.office) + timedelta(days=29)
    columns = ("date", "working", "holiday", "begins", "opens", "closes", "number", "worked_before")
    before = list(office.days.order_by("date").values_list(*columns))
    change_office(by=world.admin, office=office, place=TOKYO, since=since)
    change_office(by=world.admin, office=office, place=but(TOKYO, currency="JPY"), since=since)
    assert Event.objects.filter(verb="office changed").count() == 2
    later = since + timedelta(days=7)
    change_office(by=world.admin, office=office, place=but(TOKYO, currency="JPY"), since=later)
    assert clock_ahead(office).since == later
    kept = list(office.days.order_by("date").values_list(*columns))
    assert [row for row in kept if row[0] < later] == [row for row in before if row[0] < later]
    assert office.days.get(date=later).begins == datetime(2026, 4, 7, 15, tzinfo=UTC)
    change_office(by=world.admin, office=office, place=but(NEW_YORK, currency="JPY"), since=tomorrow(office))
    assert clock_ahead(office) is None
    assert list(office.days.order_by("date").values_list(*columns)) == before
    office.refresh_from_db()
    assert (office.currency, office.zone) == ("JPY", "America/New_York")


def test_i1_the_calendar_made_longer_before_a_new_clock_begins_is_by_that_clock(world: World) -> None:
    office, since = world.office, tomorrow(world.office) + timedelta(days=29)
    change_office(by=world.admin, office=office, place=TOKYO, since=since)
    with clock.clock_at(datetime(2026, 3, 20, tzinfo=UTC)):
        lengthen_calendars.call()
    begun(office)
    new_year = office.days.get(date=date(2028, 12, 1))
    assert new_year.begins == datetime(2028, 11, 30, 15, tzinfo=UTC)


def test_i1_the_office_s_page_says_until_when_its_clock_stands(world: World) -> None:
    since = tomorrow(world.office) + timedelta(days=29)
    change_office(by=world.admin, office=world.office, place=TOKYO, since=since)
    status, body = page_of(world.admin, f"/people/offices/{world.office.pk}/")
    assert status == 200 and "it is on America/New_York, 09:00–18:00" in body
    assert "Asia/Tokyo" in page_of(world.ae_alder, "/people/offices/")[1]
