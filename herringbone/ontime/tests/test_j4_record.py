"""J4: the share of duties done in time by person, client, team and month, with its cases; and who sees whose."""

import csv
import io
from decimal import Decimal
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from django.db import IntegrityError, transaction
from django.test import Client as Browser
from django.utils import translation

from herringbone.core import clock
from herringbone.ontime.month import Month
from herringbone.ontime.queries.figures import Figures, Which, cases, counted, sum_of
from herringbone.ontime.queries.goals import Goals
from herringbone.ontime.queries.lead import lead_of
from herringbone.ontime.queries.record import Line, Record
from herringbone.ontime.tests.builders import AFTER, DUE, MARCH, fell_due, seen_by, told
from herringbone.people.actions import end_role, give_role
from herringbone.people.models import Role
from herringbone.people.rules import standing
from herringbone.record.duties.holding import settle
from herringbone.record.models import Duty
from tests.world import DAY, HOUR, canary

ALDER, CEDAR, BIRCH = (canary(name.lower(), name) for name in ("Alder", "Cedar", "Birch"))


@pytest.fixture
def month(world):
    """Ann: one in time, one late and one still open for Alder, one in time for Cedar. Cody: one in time for Alder.
    Bob: one late for Birch."""
    fell_due(world, "A", world.ae_alder, done=DUE - HOUR)
    fell_due(world, "B", world.ae_alder, done=DUE + HOUR)
    fell_due(world, "C", world.ae_alder)
    fell_due(world, "D", world.ae_alder, done=DUE, client=world.cedar)
    fell_due(world, "E", world.coord_alder, done=DUE - HOUR)
    fell_due(world, "F", world.ae_birch, done=DUE + HOUR, client=world.birch, by=world.ae_birch)
    with clock.clock_at(AFTER):
        settle()
        yield world


def page(reader, **asked):
    browser = Browser()
    browser.force_login(reader)
    return browser.get("/record/", {"month": "2026-03", **asked})


def test_j4_in_time_is_at_the_due_moment_or_before(month):
    record = seen_by(month.head)
    assert told(record.clients) == {ALDER: (4, 2, 2), CEDAR: (1, 1, 0), BIRCH: (1, 0, 1)}
    assert record.total == Figures(fell=6, in_time=3, after=2)
    assert (record.total.late, record.total.open) == (3, 1)


def test_j4_by_person_it_adds_up_to_the_same(month):
    record = seen_by(month.head)
    assert told(record.people) == {"Ann Alder": (4, 2, 2), "Cody Coord": (1, 1, 0), "Bob Birch": (1, 0, 1)}
    for lines in (record.people, record.clients, record.teams, record.kinds):
        assert sum_of(line.figures for line in lines) == record.total


def test_j4_a_team_is_the_accounts_of_a_supervisor_else_of_the_director(month):
    assert told(seen_by(month.head).teams) == {
        "Sam Super": (4, 2, 2), "Dora Director": (1, 1, 0), "Sue Birch": (1, 0, 1)
    }  # fmt: skip


def test_j4_what_nobody_leads_comes_under_nobody(month):
    end_role(by=month.head, role=Role.objects.get(person=month.sup_birch, kind=Role.Kind.SUPERVISOR))
    with clock.clock_at(AFTER + DAY):
        assert told(seen_by(month.head, at=AFTER + DAY).teams)[""] == (1, 0, 1)


def test_j4_months_in_which_nothing_fell_due_stand_there_too(month):
    months = seen_by(month.head).months
    assert [line.key for line in months] == [Month(2025, 4).later(n).key for n in range(12)]
    assert [line.figures.fell for line in months] == [0] * 11 + [6]


class TestWhoSeesWhose:
    def test_j4_the_director_reads_the_accounts_that_she_directs(self, month):
        assert told(seen_by(month.director).clients) == {ALDER: (4, 2, 2), CEDAR: (1, 1, 0)}

    def test_j4_the_supervisor_reads_those_that_she_supervises(self, month):
        record = seen_by(month.sup_alder)
        assert told(record.clients) == {ALDER: (4, 2, 2)}
        assert told(record.people) == {"Ann Alder": (3, 1, 2), "Cody Coord": (1, 1, 0)}

    def test_j4_everybody_reads_what_they_held_themselves_and_no_other_s(self, month):
        record = seen_by(month.ae_alder)
        assert told(record.clients) == {ALDER: (3, 1, 2), CEDAR: (1, 1, 0)}
        assert list(told(record.people)) == ["Ann Alder"]
        assert not record.others
        assert told(seen_by(month.coord_alder).clients) == {ALDER: (1, 1, 0)}

    @pytest.mark.parametrize("who", ["planner_alder", "dept", "traffic", "finance", "admin", "bizdev"])
    def test_j4_who_held_nothing_reads_nothing(self, month, who):
        assert seen_by(getattr(month, who)).total == Figures()

    def test_j4_management_reads_all(self, month):
        assert seen_by(month.exec).total == seen_by(month.head).total

    def test_s11_who_is_taken_off_a_team_reads_its_figures_no_longer(self, month):
        end_role(by=month.head, role=Role.objects.get(person=month.sup_alder, kind=Role.Kind.SUPERVISOR))
        assert seen_by(month.sup_alder).total == Figures()

    def test_s03_behind_a_wall_one_s_own_figures_are_gone_too(self, month):
        for role in Role.objects.filter(person=month.coord_alder):
            end_role(by=month.head, role=role)
        assert seen_by(month.coord_alder).total == Figures()
        give_role(by=month.head, person=month.coord_alder, client=month.cedar, kind=Role.Kind.MEMBER)
        assert seen_by(month.coord_alder).total == Figures()


class TestFigures:
    @pytest.mark.parametrize(
        ("figures", "share"),
        [
            (Figures(236, 219, 15), "0.928"), (Figures(3, 3, 0), "1"), (Figures(3000, 2999, 1), "0.999"),
            (Figures(3000, 1, 0), "0"), (Figures(), None),
        ],
    )  # fmt: skip
    def test_j4_a_share_is_rounded_but_never_up_to_all(self, figures, share):
        assert figures.share == (share and Decimal(share))

    def test_j4_under_ten_duties_no_share_is_given(self):
        assert Figures(9, 9, 0).few
        assert not Figures(10, 9, 0).few

    def test_j4_every_figure_has_as_many_cases_as_it_says(self, month):
        here = standing(month.head)
        for key, figures in counted(here, Which(MARCH, MARCH), "client"):
            which = Which(MARCH, MARCH, client=key[0])
            told = {"all": figures.fell, "in_time": figures.in_time, "late": figures.late, "moved": 0, "withdrawn": 0}
            for outcome, number in told.items():
                assert cases(here, which, outcome).count() == number


@pytest.mark.parametrize(
    ("late", "said"),
    [
        ((3, 2), "Five were late: tasks 3, forms 2."), ((3, 2, 1), "Six were late; most of them: tasks 3, forms 2."),
        ((2, 2, 2, 1), "Seven were late; most of them: tasks 2, forms 2."),
        ((2, 2, 2, 2), "Eight were late, among them: tasks 2, forms 2."),
        ((1, 1, 1, 1, 1), "Five were late, among them: tasks 1, forms 1."),
    ],
)  # fmt: skip
def test_j4_most_of_what_was_late_is_more_than_half_of_it(late, said):
    names = ("Tasks", "Forms", "Reports", "Kick-offs", "Lines")
    kinds = [Line(name, name, Figures(number)) for name, number in zip(names, late, strict=False)]
    total = Figures(sum(late))
    with translation.override("en"):
        assert said in lead_of(Record(MARCH, False, False, False, total, [], [], [], kinds, [], Goals({})))


class TestPage:
    def test_j4_the_page_says_it_in_a_sentence_and_explains_the_arithmetic(self, month):
        text = " ".join(page(month.head).content.decode().split())
        assert "3 of 6 duties were met in time." in text
        assert "Three were late: tasks 3." in text
        assert "3 done at their moment or before, 2 after it, 1 still open: 3 divided by 6 is 50.0%" in text

    def test_j4_a_figure_opens_its_cases(self, month):
        late = page(month.head, client="ALD", show="late")
        assert [duty.title for duty in late.context["cases"]] == ["B", "C"]
        assert [duty.title for duty in page(month.head, person=month.ae_alder.pk, show="in_time").context["cases"]] == [
            "A", "D"
        ]  # fmt: skip
        team = page(month.head, team=month.director.pk, show="all").context["cases"]
        assert [duty.title for duty in team] == ["D"]
        assert len(page(month.head, kind="task", show="all").context["cases"]) == 6

    def test_j4_the_cases_of_others_are_not_to_be_had_by_their_address(self, month):
        assert page(month.coord_alder, client="ALD", show="all").context["cases"].paginator.count == 1
        assert page(month.coord_alder, person=month.ae_alder.pk, show="all").context["cases"].paginator.count == 0
        assert page(month.coord_alder, client="BIR", show="all").status_code == 404

    def test_j4_a_month_that_is_over_is_shown_first_else_the_present_one(self, month):
        browser = Browser()
        browser.force_login(month.head)
        assert browser.get("/record/").context["record"].month == MARCH
        with clock.clock_at(AFTER + 30 * DAY):
            browser.force_login(month.head)
            assert browser.get("/record/").context["record"].month == MARCH

    def test_j4_who_has_no_record_yet_is_told_what_will_stand_there(self, world):
        assert "Each will stand here with whether it was met" in page(world.head).content.decode()

    @pytest.mark.parametrize("asked", [{"person": "x"}, {"person": "9" * 30}, {"team": "0"}, {"client": "NONE"}])
    def test_s28_what_is_not_there_is_not_found(self, month, asked):
        assert page(month.head, **asked).status_code == 404

    @pytest.mark.parametrize("asked", ["0000-00", "2026-13", "x", "٢٠٢٦-٠٣", "2026-3"])
    def test_s28_a_month_that_is_none_is_the_one_to_show(self, month, asked):
        assert page(month.head, month=asked).context["record"].month == MARCH


class TestTables:
    def read(self, person, **asked):
        browser = Browser()
        browser.force_login(person)
        answer = browser.get("/record/table.csv", {"month": "2026-03", **asked})
        text = b"".join(answer.streaming_content).decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text)))

    def test_j4_the_table_says_what_the_page_says(self, month):
        rows = self.read(month.head)
        of_alder = next(row for row in rows if row["Of"] == ALDER)
        assert (of_alder["Counted"], of_alder["Fell due"], of_alder["In time"], of_alder["Late"]) == (
            "By client", "4", "2", "2"
        )  # fmt: skip
        assert {row["Fell due"] for row in rows if row["Of"] == "Sum"} == {"6"}

    def test_j4_the_duties_behind_a_figure_can_be_taken_away(self, month):
        rows = self.read(month.head, client="ALD", show="late")
        assert [(row["Duty"], row["Held by"], row["Outcome"]) for row in rows] == [
            ("B", "Ann Alder", "late"), ("C", "Ann Alder", "still open")
        ]  # fmt: skip

    def test_s03_a_table_holds_no_more_than_the_page(self, month):
        assert {row["Held by"] for row in self.read(month.coord_alder, show="all")} == {"Cody Coord"}
        assert "birch" not in str(self.read(month.sup_alder)).lower()

    def test_j4_the_workbook_has_a_sheet_for_each_table_and_the_duties(self, month):
        browser = Browser()
        browser.force_login(month.head)
        answer = browser.get("/record/table.xlsx", {"month": "2026-03"})
        book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
        assert book.sheetnames == ["By client", "By person", "By team", "By duty", "By month", "Duties"]
        assert [cell.value for cell in book["By client"][2]][:4] == [ALDER, 4, 2, 2]
        duties = book["Duties"]
        assert duties.max_row == 7
        assert duties["F2"].value == DUE.astimezone(ZoneInfo(month.head.office.zone)).replace(tzinfo=None)
        assert duties.column_dimensions["F"].width > len("2026-11-24 09:10"), "a moment is seen whole"

    def test_j4_a_table_for_an_italian_opens_in_an_italian_spreadsheet(self, month):
        month.head.language = "it"
        month.head.save()
        browser = Browser()
        browser.force_login(month.head)
        answer = browser.get("/record/table.csv", {"month": "2026-03"})
        assert ";" in b"".join(answer.streaming_content).decode().splitlines()[0]

    def test_s24_a_title_that_looks_like_a_formula_stays_text(self, month):
        fell_due(month, "=1+1", month.ae_alder, due=AFTER + HOUR)
        with clock.clock_at(AFTER + DAY):
            settle()
            assert "'=1+1" in {row["Duty"] for row in self.read(month.head, show="all")}


@pytest.mark.parametrize(
    "untrue", [{"in_time": None}, {"in_time": False}, {"done": None}, {"done": AFTER}], ids=lambda told: str(*told)
)
def test_j4_the_database_holds_no_outcome_that_the_moments_belie(month, untrue):
    in_time = Duty.objects.filter(in_time=True)[:1].get()
    with pytest.raises(IntegrityError, match="in_time_by_its_moments"), transaction.atomic():
        Duty.objects.filter(pk=in_time.pk).update(**untrue)
