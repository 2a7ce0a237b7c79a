"""Workbooks: typed cells, computed values, hidden sheets; and those that are made to hurt (S31, S32)."""

import io
import re
import time as clock
import zipfile
from datetime import date, datetime, time
from decimal import Decimal

import pytest
import xlsxwriter
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from herringbone.core.tables import TableRefused, limits, read_table

pytestmark = pytest.mark.thorough

SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def workbook(*rows: list[object]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(row)
    return saved(book)


def changed(data: bytes, **parts: str | bytes | None) -> bytes:
    """The workbook with some of its parts replaced, added, or (None) left out; `SHEET` stands for the first sheet."""
    names = {name.replace("__", "/").replace("_dot_", "."): part for name, part in parts.items()}
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in names:
                new.writestr(name, old.read(name))
        for name, part in names.items():
            if part is not None:
                new.writestr(name, part)
    return file.getvalue()


def with_sheet(xml: str | bytes) -> bytes:
    return changed(workbook(["A"]), xl__worksheets__sheet1_dot_xml=xml)


# What is read


def test_k3_cells_have_their_types() -> None:
    moment = datetime(2026, 11, 24, 9, 10)
    data = workbook(
        ["Name", "Count", "Sum", "Day", "Moment", "Time", "Truth", "Nothing", "More"],
        [" Anna ", 7, 251.41, date(2026, 11, 24), moment, time(9, 30), True, None, "x"],
    )

    (row,) = read_table(data, "a.csv").rows
    assert row.cells == ("Anna", 7, Decimal("251.41"), date(2026, 11, 24), moment, time(9, 30), True, "", "x")
    assert (row.number, row.line) == (1, 2)


def test_k3_figures_have_the_digits_that_the_spreadsheet_shows() -> None:
    (row,) = read_table(workbook(["A", "B", "C"], [0.1 + 0.2, 1e15, -3.0])).rows

    assert row.cells == (Decimal("0.3"), Decimal(10) ** 15, -3)


def test_k3_a_number_shown_with_zeros_in_front_is_a_text() -> None:
    book = Workbook()
    book.active.append(["PLZ"])
    book.active.append([1067])
    book.active["A2"].number_format = "00000"

    assert read_table(saved(book)).rows[0].cells == ("01067",)


def test_k3_of_a_formula_the_value_counts_that_was_last_computed() -> None:
    sheet = (
        f'<worksheet {NAMESPACE}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Sum</t></is></c></row>'
        '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c></row><row r="3"><c r="A3" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        '<c r="B3"><v>9</v></c></row></sheetData></worksheet>'
    )
    table = read_table(with_sheet(sheet))

    assert [row.cells for row in table.rows] == [(2,), ("",)]
    assert any("formula" in note.text for note in table.notes)


def test_k3_a_formula_that_was_never_computed_is_told() -> None:
    table = read_table(workbook(["A", "B"], ["x", "=1+1"]))

    assert table.rows[0].cells == ("x", "")
    assert any("formula" in note.text for note in table.notes)


def test_k3_the_first_sheet_that_is_shown_and_holds_something_is_read() -> None:
    book = Workbook()
    book.active.title = "Secret"
    book.active.append(["hidden"])
    book.active.sheet_state = "hidden"
    book.create_sheet("Empty")
    book.create_sheet("Clients").append(["Name"])
    book["Clients"].append(["Anna"])
    book.create_sheet("More").append(["x"])
    table = read_table(saved(book))

    assert (table.headers, table.rows[0].cells) == (("Name",), ("Anna",))
    assert "“Clients”" in table.notes[0].text
    assert "Secret" not in table.notes[0].text


def test_k3_blank_rows_and_columns_of_a_sheet_are_none() -> None:
    data = workbook([], [None, None], ["Name", "Phone", None], [], ["Anna", None, " "], [None, "", "  "])

    table = read_table(data)
    assert table.headers == ("Name", "Phone")
    assert [(row.number, row.line, row.cells) for row in table.rows] == [(1, 5, ("Anna", ""))]


def test_k3_a_sheet_that_lies_about_its_size_is_read_whole() -> None:
    sheet = (
        f'<worksheet {NAMESPACE}><dimension ref="A1:A1"/><sheetData><row><c t="inlineStr"><is><t>A</t></is></c>'
        '<c t="inlineStr"><is><t>B</t></is></c></row><row><c><v>1</v></c><c><v>2</v></c></row></sheetData></worksheet>'
    )

    assert read_table(with_sheet(sheet)).rows[0].cells == (1, 2)


def test_k3_an_empty_workbook_has_no_rows() -> None:
    assert read_table(workbook()).headers == ()


# What is refused


def refused(data: bytes) -> str:
    began = clock.monotonic()
    with pytest.raises(TableRefused) as reason:
        read_table(data, "list.xlsx")
    assert clock.monotonic() - began < 10
    return str(reason.value)


ENTITIES = {
    "bomb": "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>"
    + "".join(f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>",
    "file": "<!DOCTYPE x [<!ENTITY i SYSTEM 'file:///etc/hostname'>]>",
    "small": "<!DOCTYPE x [<!ENTITY i 'harmless'>]>",
    "remote": "<!DOCTYPE x SYSTEM 'http://127.0.0.1:9/x.dtd' [<!ENTITY i 'x'>]>",
}


@pytest.mark.parametrize("kind", ENTITIES)
@pytest.mark.parametrize("part", [SHEET, "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml", "_rels/.rels"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_s31_entities_are_refused_wherever_they_stand(kind: str, part: str, encoding: str) -> None:
    data = with_shared_strings("Anna")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read(part).decode()
    body = re.sub(r"<\?xml[^>]*>", "", xml)
    hostile = f'<?xml version="1.0" encoding="{encoding}"?>{ENTITIES[kind]}{body}'.replace("Anna", "&i;")

    refused(changed(data, **{part.replace("/", "__").replace(".", "_dot_"): hostile.encode(encoding)}))


def with_shared_strings(text: str) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet().write_string(0, 0, text)
    return file.getvalue()


@pytest.mark.parametrize(
    "sheet",
    [
        "<a>" * 100_000,
        f"<worksheet {NAMESPACE}><sheetData>" + "<row>" * 50_000,
        f'<worksheet {NAMESPACE} x="' + "a" * 5_000_000 + '"/>',
        "not xml",
        "",
        f'<worksheet {NAMESPACE}><sheetData><row r="x"><c r="A1"><v>1</v></c></row></sheetData></worksheet>',
        f'<worksheet {NAMESPACE}><sheetData><row r="1"><c r="A1" t="s"><v>99</v></c></row></sheetData></worksheet>',
        f'<worksheet {NAMESPACE}><sheetData><row r="1"><c r="ZZZZZ9"><v>1</v></c></row></sheetData></worksheet>',
    ],
    ids=["deep", "rows in rows", "attribute", "no xml", "empty", "row number", "string number", "address"],
)
def test_s31_a_sheet_that_is_none_is_refused_or_empty(sheet: str) -> None:
    try:
        table = read_table(with_sheet(sheet))
    except TableRefused as reason:
        assert str(reason)
    else:
        assert table.rows == ()


def test_s31_utf7_and_utf16_tricks_change_nothing() -> None:
    xml = f'<?xml version="1.0" encoding="UTF-16"?>{ENTITIES["small"]}<worksheet {NAMESPACE}><sheetData/></worksheet>'

    refused(with_sheet(xml.encode("utf-16")))
    refused(with_sheet('<?xml version="1.0" encoding="UTF-7"?><worksheet/>'))


def test_s32_a_bomb_is_refused_before_it_is_unpacked() -> None:
    zeros = b"0" * (limits.LARGEST_UNPACKED + 1)

    assert "unpacked" in refused(with_sheet(zeros))


def test_s32_a_bomb_that_lies_about_its_size_stays_small() -> None:
    data = bytearray(with_sheet(b"<a>" + b"0" * 60_000_000))
    size = (60_000_003).to_bytes(4, "little")
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = (100).to_bytes(4, "little")

    refused(bytes(data))


def test_s32_too_many_texts_are_refused() -> None:
    strings = b"<sst>" + b"<si><t>a</t></si>" * (limits.LARGEST_STRINGS // 17 + 1)

    assert "unpacked" in refused(changed(workbook(["A"]), xl__sharedStrings_dot_xml=strings))


def test_s32_a_hundred_thousand_parts_are_refused_by_their_count() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(limits.MOST_PARTS + 1):
            archive.writestr(f"xl/{number}", "")

    assert "parts" in refused(file.getvalue())


@pytest.mark.parametrize("name", ["../../x", "/abs", "C:\\x", "xl\\..\\..\\x"])
def test_s32_paths_that_lead_out_are_refused(name: str) -> None:
    file = io.BytesIO(workbook(["A"]))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(name, "x")

    refused(file.getvalue())


def test_s32_a_link_is_refused() -> None:
    link = zipfile.ZipInfo("xl/link")
    link.external_attr = 0o120777 << 16
    file = io.BytesIO(workbook(["A"]))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(link, "/etc/passwd")

    refused(file.getvalue())


def test_s32_two_parts_of_one_name_are_refused() -> None:
    file = io.BytesIO(workbook(["A"]))
    with zipfile.ZipFile(file, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/workbook.xml", "x")

    refused(file.getvalue())


def test_s32_an_archive_in_an_archive_is_not_opened() -> None:
    inner = workbook(["Inside"])

    table = read_table(changed(workbook(["A"], ["x"]), xl__media__inner_dot_zip=inner))
    assert table.headers == ("A",)


def test_s32_a_sheet_of_a_million_rows_is_refused() -> None:
    row = b"<row><c><v>1</v></c></row>"
    sheet = f"<worksheet {NAMESPACE}><sheetData>".encode() + row * 1_000_000 + b"</sheetData></worksheet>"

    assert "rows" in refused(with_sheet(sheet))


@pytest.mark.parametrize(("number", "read"), [("1048576", True), ("1048577", False), ("1e300", False), ("-5", True)])
def test_s32_a_row_far_down_is_no_million_rows(number: str, read: bool) -> None:
    sheet = (
        f'<worksheet {NAMESPACE}><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        f'<row r="{number}"><c><v>2</v></c></row></sheetData></worksheet>'
    )

    if read:
        assert [row.cells for row in read_table(with_sheet(sheet)).rows] == [(2,)]
    else:
        assert "rows" in refused(with_sheet(sheet))


def test_s32_a_sheet_of_too_many_columns_is_refused() -> None:
    assert "columns" in refused(workbook(["A"] * (limits.MOST_COLUMNS + 1)))


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04", b"PK\x03\x04" + b"\0" * 100, workbook(["A"])[:-40], workbook(["A"])[:200]]
)
def test_s32_half_a_workbook_is_refused(data: bytes) -> None:
    refused(data)


def test_k3_another_archive_is_no_workbook() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")

    assert "XLSX" in refused(file.getvalue())


def test_k3_a_locked_part_is_refused() -> None:
    data = bytearray(workbook(["A"]))
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1  # the flag of encryption

    refused(bytes(data))
