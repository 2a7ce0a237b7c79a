"""S24: a text that a spreadsheet would run as a formula is a text in every table we write, and comes back as it was."""

import csv
import io
import re
import zipfile
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from herringbone.core.tables import add_sheet, as_text, open_workbook, read_table, write_csv
from herringbone.core.tables.prefix import guarded, unguarded
from herringbone.core.text import visible

HOSTILE = [
    '=HYPERLINK("http://x","y")', "+1", "-1", "@SUM(1)", "\t=1", "{=1+1}", "=cmd|' /C calc'!A1", "http://x.example",
    "mailto:a@b.c", "internal:Sheet1!A1", "'=1", "''=1", " =1", "=1+1\n=2", "\uff1d1", "|calc", "1234", "1,5",
    "=" + "A" * 300,
]  # fmt: skip
# What a spreadsheet would take for the beginning of a formula, blanks left out as some do.
RUNS = re.compile(r"\s*[=+\-@\uff0b\uff0d\uff1d\uff20|]|[\t\r]")


def unzipped(file: Path | io.BytesIO) -> dict[str, str]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.mark.parametrize("text", HOSTILE)
def test_s24_a_text_in_a_workbook_is_a_text(text: str, tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    with open_workbook(file) as book:
        sheet = add_sheet(book, "Clients", ["Name", text], [[text, Decimal("-5.00")]])
        sheet.write(9, 0, text)  # what whoever knows no better would call

    parts = unzipped(file)
    content = "".join(parts[name] for name in parts if name.startswith("xl/worksheets"))
    assert "<f>" not in content
    assert "<f " not in content
    assert "<hyperlink" not in content
    assert not any("rels" in name and "sheet" in name for name in parts)
    assert re.search(r'<c r="B2"[^>]*><v>-5\.00</v></c>', content)


def test_s24_a_sheet_holds_typed_cells(tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    moment = datetime(2026, 11, 24, 14, 10, tzinfo=UTC)
    with open_workbook(file) as book:
        add_sheet(
            book,
            "Jobs",
            ["Text", "Count", "Money", "Day", "Moment", "Time", "Truth", "Nothing"],
            [["=1", 7, Decimal("-1234.50"), date(2026, 11, 24), moment, time(9, 30), True, None]],
        )

    (row,) = read_table(file).rows
    assert row.cells == (
        "=1", 7, Decimal("-1234.5"), date(2026, 11, 24), moment.replace(tzinfo=None), time(9, 30), True, "",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "sheet"),
    [
        ("Clients", "Clients"),
        ("Q1/Q2 [draft]: a*b?", "Q1 Q2 draft a b"),
        ("'quoted'", "quoted"),
        ("", "Sheet"),
        ("History", "History 2"),
        ("x" * 50, "x" * 31),
        ("a\x00b\r\nc", "ab c"),
    ],
)
def test_s24_a_sheets_name_is_made_one_that_excel_takes(name: str, sheet: str) -> None:
    with open_workbook(io.BytesIO()) as book:
        add_sheet(book, name, ["A"], [])
        add_sheet(book, name, ["A"], [])
        first, second = (one.get_name() for one in book.worksheets())

    assert first == sheet
    assert second != first
    assert len(second) <= 31


def test_s24_a_text_too_long_for_a_cell_is_cut_and_not_lost() -> None:
    file = io.BytesIO()
    with open_workbook(file) as book:
        add_sheet(book, "A", ["A"], [["x" * 40_000], ["next"]])

    rows = read_table(file.getvalue()).rows
    assert [len(as_text(row.cells[0])) for row in rows] == [32_767, 4]


def test_s24_csv_is_quoted_by_rfc_4180_and_guarded() -> None:
    data = write_csv([["Name", "Sum"], ['=HYPERLINK("http://x","y")', Decimal("-5.00")], ["a,b", -1], ["+1", None]])

    assert data.decode() == ('\ufeffName,Sum\r\n"\'=HYPERLINK(""http://x"",""y"")",-5.00\r\n"a,b",-1\r\n\'+1,\r\n')


@pytest.mark.parametrize("text", HOSTILE)
def test_s24_no_cell_of_text_in_a_csv_begins_a_formula(text: str) -> None:
    (cell,), *_rest = csv.reader(io.StringIO(write_csv([[text]]).decode().removeprefix("\ufeff"), newline=""))

    assert not RUNS.match(cell)


def test_s24_a_real_negative_number_is_a_number_and_a_text_like_it_is_a_text() -> None:
    assert write_csv([[Decimal("-5.00"), -5, "-5.00"]]).decode() == "\ufeff-5.00,-5,'-5.00\r\n"


def test_s24_numbers_days_and_moments_are_written_plainly() -> None:
    row = [Decimal("1E+6"), date(2026, 11, 24), datetime(2026, 11, 24, 14, 10, tzinfo=UTC), True, "", None]

    assert write_csv([row]).decode() == "\ufeff1000000,2026-11-24,2026-11-24T14:10:00+00:00,True,,\r\n"
    assert write_csv([[Decimal("1.5")]], separator=";", decimal=",").decode() == "\ufeff1,5\r\n"


def test_s24_a_float_is_refused() -> None:
    with pytest.raises(TypeError, match="Decimal"):
        write_csv([[0.1]])
    with open_workbook(io.BytesIO()) as book, pytest.raises(TypeError, match="Decimal"):
        add_sheet(book, "A", ["A"], [[0.1]])


def test_s24_what_cannot_be_seen_is_left_out() -> None:
    assert write_csv([["a\x00b\u202ec"]]).decode() == "\ufeffabc\r\n"


@given(st.text())
def test_s24_the_apostrophe_goes_on_and_comes_off_exactly(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not RUNS.match(guarded(text))


@given(st.lists(st.lists(st.text(max_size=30), min_size=2, max_size=2), min_size=1, max_size=8))
def test_s24_a_csv_of_ours_comes_back_as_it_was(rows: list[list[str]]) -> None:
    data = write_csv([["a heading", "another"], *rows])

    kept = [[visible(cell).strip() for cell in row] for row in rows]
    kept = [row for row in kept if any(row)]
    read = read_table(data)
    assert [[unspaced(as_text(cell)) for cell in row.cells] for row in read.rows] == [
        [unspaced(cell) for cell in row] for row in kept
    ]


def unspaced(text: str) -> str:
    """Without blanks at the ends of cells and lines: those are not kept."""
    return "".join(text.split())


@given(st.lists(st.text(st.characters(blacklist_categories=["Cs"]), max_size=30), min_size=1, max_size=8))
def test_s24_a_workbook_of_ours_comes_back_as_it_was(texts: list[str]) -> None:
    file = io.BytesIO()
    with open_workbook(file) as book:
        add_sheet(book, "A", ["a heading"], [[text] for text in texts])

    parts = unzipped(file)
    assert not any("<f>" in part or "<hyperlink" in part for part in parts.values())


def test_s24_real_files_with_formulas_are_read_as_texts() -> None:
    table = read_table(b"Name,Email\n=SUM(A1:A10),a@b.example\n'+1234567890,c@d.example\n@SUM(A1),e@f.example\n")

    assert [row.cells[0] for row in table.rows] == ["=SUM(A1:A10)", "+1234567890", "@SUM(A1)"]
