"""J4: what a person and a team have before them, and their twelve months; for themselves and whoever leads them."""

import pytest
from django.test import Client as Browser

from herringbone.core import clock
from herringbone.desk.actions import take_over
from herringbone.ontime.queries.figures import Figures
from herringbone.ontime.queries.pages import Row, work_of_person, work_of_team
from herringbone.ontime.queries.workload import Load
from herringbone.ontime.templatetags.ontime_rows import person_row
from herringbone.ontime.tests.builders import AFTER, DUE, fell_due
from herringbone.people.actions import arrange_cover
from herringbone.people.rules import standing
from herringbone.record.duties.holding import settle
from herringbone.record.models import Duty
from tests.world import DAY, HOUR


@pytest.fixture
def busy(world):
    """Ann has one late and one coming for Alder and one late for Cedar, and met one; Cody has one late for Alder."""
    fell_due(world, "A", world.ae_alder)
    fell_due(world, "B", world.ae_alder, due=AFTER + 3 * DAY)
    fell_due(world, "C", world.ae_alder, client=world.cedar, due=DUE + HOUR)
    fell_due(world, "D", world.ae_alder, done=DUE)
    fell_due(world, "E", world.coord_alder)
    with clock.clock_at(AFTER):
        settle()
        yield world


def of_person(reader, person):
    return work_of_person(standing(reader), person, clock.now())


def of_team(reader, lead):
    return work_of_team(standing(reader), lead, clock.now())


def load(work):
    return work.load.open, work.load.late, work.load.soon


def get(reader, address):
    browser = Browser()
    browser.force_login(reader)
    return browser.get(address)


def test_j4_a_person_s_page_says_what_is_open_late_and_soon_due(busy):
    work = of_person(busy.head, busy.ae_alder)
    assert load(work) == (3, 2, 1)
    assert [one.duty.title for one, _ in work.late] == ["A", "C"]
    assert work.year.fell == 3 and work.year.in_time == 1


def test_j4_a_supervisor_reads_of_a_person_what_is_for_accounts_that_she_leads(busy):
    assert load(of_person(busy.sup_alder, busy.ae_alder)) == (2, 1, 1)
    assert of_person(busy.sup_alder, busy.ae_alder).year.fell == 2
    assert load(of_person(busy.director, busy.ae_alder)) == (3, 2, 1)


def test_j4_everybody_reads_their_own_page_and_nobody_else_s(busy):
    assert load(of_person(busy.coord_alder, busy.coord_alder)) == (1, 1, 0)
    assert of_person(busy.coord_alder, busy.ae_alder) is None
    assert of_person(busy.sup_birch, busy.ae_alder) is None
    assert of_person(busy.sup_alder, busy.ae_birch) is None
    assert of_person(busy.dept, busy.ae_alder) is None


def test_j4_a_team_s_page_says_who_has_what(busy):
    work = of_team(busy.sup_alder, busy.sup_alder)
    assert {row.name: (row.load.open, row.load.late) for row in work.people} == {
        "Ann Alder": (2, 1), "Cody Coord": (1, 1)
    }  # fmt: skip
    assert load(work) == (3, 2, 1)
    assert load(of_team(busy.director, busy.director)) == (4, 3, 1)


def test_j4_a_director_reads_the_teams_of_her_supervisors_and_not_the_reverse(busy):
    assert load(of_team(busy.director, busy.sup_alder)) == (3, 2, 1)
    assert load(of_team(busy.sup_alder, busy.director)) == (3, 2, 1)  # of Alder, which both lead
    assert of_team(busy.ae_alder, busy.sup_alder) is None
    assert of_team(busy.sup_alder, busy.sup_birch) is None


def test_j4_the_cover_has_it_while_somebody_is_away(busy):
    arrange_cover(
        by=busy.head, person=busy.ae_alder, cover=busy.coord_alder, begins=clock.now(), ends=clock.now() + DAY
    )
    assert load(of_person(busy.head, busy.coord_alder)) == (4, 3, 1)
    assert load(of_person(busy.head, busy.ae_alder)) == (0, 0, 0)


def test_j4_what_was_taken_over_is_with_whoever_took_it(busy):
    take_over(by=busy.sup_alder, duty=Duty.objects.get(title="A"))
    assert load(of_person(busy.head, busy.sup_alder)) == (1, 1, 0)
    assert of_person(busy.head, busy.sup_alder).year.fell == 0


def test_j4_the_pages_open_for_who_may_read_them_alone(busy):
    person, team = f"/record/people/{busy.ae_alder.pk}/", f"/record/teams/{busy.sup_alder.pk}/"
    for reader, wanted in (
        (busy.head, 200), (busy.director, 200), (busy.sup_alder, 200), (busy.exec, 200), (busy.coord_alder, 404),
        (busy.sup_birch, 404), (busy.dept, 404),
    ):  # fmt: skip
        assert (get(reader, person).status_code, get(reader, team).status_code) == (wanted, wanted), reader
    text = get(busy.head, person).content.decode()
    assert "Three things are open. Two are late. In twelve months 1 of 3 in time." in text
    assert get(busy.ae_alder, person).status_code == 200


def test_j4_who_has_nothing_before_them_is_told_so(busy):
    assert "Nothing is open. Nothing is late." in get(busy.head, f"/record/people/{busy.finance.pk}/").content.decode()


def test_s03_a_page_of_a_team_tells_nothing_from_behind_a_wall(busy):
    fell_due(busy, "F", busy.ae_birch, client=busy.birch, by=busy.ae_birch, due=AFTER + HOUR)
    assert "birch" not in get(busy.director, f"/record/teams/{busy.director.pk}/").content.decode().lower()


def test_j4_a_figure_above_a_thousand_is_written_as_one(busy):
    row = Row("Ann", str(busy.ae_alder.pk), Load(), Figures(fell=1641, in_time=1600, after=41))
    assert ">1,641<" in person_row(row)
