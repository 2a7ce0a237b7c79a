"""Tables as people send them: every encoding, separator and line end; what the file does not tell is asked."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from herringbone.core.tables import Table, TableRefused, read_table


def texts(table: Table) -> list[list[object]]:
    assert table.questions == ()
    return [list(row.cells) for row in table.rows]


def test_k3_a_table_has_headings_and_rows() -> None:
    table = read_table(b"Name,Phone\r\nAnna,123\r\nBruno,456\r\n")

    assert table.headers == ("Name", "Phone")
    assert texts(table) == [["Anna", "123"], ["Bruno", "456"]]
    assert [(row.number, row.line) for row in table.rows] == [(1, 2), (2, 3)]


def test_k3_a_file_is_read_from_its_path(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(b"Name\nAnna\n")

    assert read_table(file) == read_table(str(file)) == read_table(b"Name\nAnna\n")
    with pytest.raises(OSError, match="nothing"):
        read_table(tmp_path / "nothing.csv")


# Encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_k3_a_mark_tells_the_encoding_and_is_no_part_of_the_first_heading(encoding: str) -> None:
    table = read_table("Naïve,Città\nÈ,Œuvre\n".encode(encoding))

    assert table.headers == ("Naïve", "Città")
    assert texts(table) == [["È", "Œuvre"]]


def test_k3_bytes_that_are_not_utf8_are_asked_about_with_how_they_would_read() -> None:
    table = read_table("Name;Ort\nMüller & Söhne;Köln\n".encode("cp1252"))

    (question,) = table.questions
    assert (question.option, question.flag) == ("encoding", "--encoding")
    assert {choice.value: choice.sample for choice in question.choices}["cp1252"] == "Müller & Söhne;Köln"
    assert len({choice.sample for choice in question.choices}) == len(question.choices)
    assert table.rows == ()


def test_k3_the_encoding_that_was_told_is_used() -> None:
    data = "Name\nMüller\n".encode("cp1252")

    assert texts(read_table(data, encoding="cp1252")) == [["Müller"]]
    assert texts(read_table(data, encoding="latin1")) == [["Müller"]]


def test_k3_utf16_without_its_mark_is_asked_about() -> None:
    table = read_table("Name,Phone\nAnna,1\n".encode("utf-16-le"))

    assert table.questions[0].choices[0].value == "utf-16-le"


def test_k3_a_byte_that_cannot_be_read_is_shown_and_counted() -> None:
    table = read_table(b"Name\nM\xfcller\n", encoding="utf-8")

    assert texts(table) == [["M\ufffdller"]]
    assert "1 character" in table.notes[0].text


@pytest.mark.parametrize(
    "name", ["x", "", "zip", "hex", "rot13", "idna", "punycode", "unicode_escape", "utf-7", "\x00"]
)
def test_s31_only_encodings_of_files_are_taken(name: str) -> None:
    with pytest.raises(TableRefused, match="encoding"):
        read_table(b"Name\nA\n", encoding=name)


# Separators


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_k3_the_header_line_tells_the_separator(sign: str) -> None:
    table = read_table(f"Name{sign}Town{sign}Note\nAnna{sign}Rome{sign}a, b; c\n".replace(", b; c", "").encode())

    assert texts(table) == [["Anna", "Rome", "a"]]


def test_k3_a_separator_inside_quotes_separates_nothing() -> None:
    table = read_table(b'Name;"Town, or city, or place";Note\nAnna;Rome;x\n')

    assert table.headers == ("Name", "Town, or city, or place", "Note")


def test_k3_a_comma_before_a_blank_is_prose() -> None:
    assert read_table(b"Name;City, State;Phone\nA;X, Y;1\n").headers == ("Name", "City, State", "Phone")


def test_k3_rows_as_wide_as_the_header_settle_two_separators() -> None:
    assert read_table(b"Name;Net,gross;Phone\nA;X;1\nB;Y;2\n").headers == ("Name", "Net,gross", "Phone")


def test_k3_two_possible_separators_are_asked() -> None:
    table = read_table(b"a;b,c;d,e\n1;2,3;4,5\n")

    (question,) = table.questions
    assert question.flag == "--separator"
    assert {choice.value for choice in question.choices} == {"comma", "semicolon"}
    assert read_table(b"a;b,c;d,e\n1;2,3;4,5\n", separator="semicolon").headers == ("a", "b,c", "d,e")
    assert read_table(b"a;b,c;d,e\n1;2,3;4,5\n", separator=",").headers == ("a;b", "c;d", "e")


def test_k3_excels_own_hint_is_followed_and_is_no_row() -> None:
    table = read_table(b"sep=;\r\nName;Sum\r\nAnna;1,5\r\n")

    assert (table.headers, texts(table), table.rows[0].line) == (("Name", "Sum"), [["Anna", "1,5"]], 3)


@pytest.mark.parametrize("name", ["x", "", ",,", "\n", '"'])
def test_k3_only_separators_are_separators(name: str) -> None:
    with pytest.raises(TableRefused):
        read_table(b"a,b\n", separator=name)


# Records


def test_b35_a_csv_as_european_excel_writes_it() -> None:
    data = (
        "\ufeffName;E-Mail;PLZ;Telefon;Umsatz 2025;Kunde seit;Notiz\r\nMüller & Söhne GmbH;Info@Mueller.example;01067;"
        '0351 4455;1.234.567,89;31.12.2019;"Ansprechpartner: Frau ""Kit"" Weiß\r\nbitte nur per Mail; nie anrufen"\r\n'
        "Œuvre S.à r.l.;contact@oeuvre.example;00120;+352 26 10 20;950,00;01.02.2024;\r\n"
    ).encode()
    table = read_table(data)

    assert table.headers[0] == "Name"
    assert texts(table) == [
        ["Müller & Söhne GmbH", "Info@Mueller.example", "01067", "0351 4455", "1.234.567,89", "31.12.2019",
         'Ansprechpartner: Frau "Kit" Weiß\nbitte nur per Mail; nie anrufen'],
        ["Œuvre S.à r.l.", "contact@oeuvre.example", "00120", "+352 26 10 20", "950,00", "01.02.2024", ""],
    ]  # fmt: skip
    assert [row.line for row in table.rows] == [2, 4]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n"])
def test_k3_every_line_end_will_do(end: str) -> None:
    data = f'Name,Address{end}Anna,"1 Main St{end}Apt 4"{end}Bruno,x'.encode()

    assert texts(read_table(data)) == [["Anna", "1 Main St\nApt 4"], ["Bruno", "x"]]


def test_k3_blank_lines_and_lines_of_separators_are_no_rows() -> None:
    table = read_table(b"\n,,,\nName,Phone\n\n , \nAnna,1\n,\n\nBruno,2\n,,,,,\n")

    assert table.headers == ("Name", "Phone")
    assert [(row.number, row.cells[0]) for row in table.rows] == [(1, "Anna"), (2, "Bruno")]
    assert table.notes == ()


def test_k3_short_rows_are_filled_and_surplus_values_kept_apart() -> None:
    table = read_table(b"A,B,C\n1\n1,2,3,,\n1,2,3,4\n")

    assert texts(table) == [["1", "", ""], ["1", "2", "3"], ["1", "2", "3"]]
    assert [row.surplus for row in table.rows] == [(), (), ("4",)]
    assert [note.row for note in table.notes] == [3]


def test_k3_a_heading_that_comes_twice_is_two_columns() -> None:
    assert read_table(b"Name,Email,Email\nA,a@x.y,b@x.y\n").headers == ("Name", "Email", "Email")


def test_k3_without_a_header_the_columns_have_numbers() -> None:
    table = read_table(b"Anna,1\nBruno,2,x\n", header=False)

    assert table.headers == ("1", "2", "3")
    assert texts(table) == [["Anna", "1", ""], ["Bruno", "2", "x"]]


def test_k3_texts_stay_as_they_are_but_for_blanks_at_their_ends() -> None:
    assert texts(read_table(b"Name,Code\n  Anna  B ,007\n")) == [["Anna  B", "007"]]


def test_k3_a_quote_in_the_middle_of_a_word_is_a_quote() -> None:
    assert texts(read_table(b'Name,Size\nNo "quotes" here,5"\n')) == [['No "quotes" here', '5"']]


def test_k3_a_quote_that_never_ends_is_refused_with_its_line() -> None:
    with pytest.raises(TableRefused, match="line 3"):
        read_table(b'Name,Note\nA,x\nB,"y\nC,z\nD,w\n')


def test_k3_a_row_of_another_separator_is_noted() -> None:
    table = read_table(b"A,B\n1,2\n3\t4\n")

    assert "Line 3" in table.notes[0].text


# What is no table


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"<!DOCTYPE html><table>", "HTML"),
        (b"<?xml version='1.0'?><a/>", "XML"),
        (b"BEGIN:VCARD\r\nVERSION:3.0\r\n", "vCard"),
        (b"\xef\xbb\xbfBEGIN:VCALENDAR\r\n", "iCalendar"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "protected"),
        (b"a,b\n" * 3_000_000, "larger"),
    ],
)
def test_k3_what_is_no_table_is_refused_by_its_content_and_not_by_its_name(data: bytes, said: str) -> None:
    with pytest.raises(TableRefused, match=said):
        read_table(data, "list.csv")


@pytest.mark.parametrize(
    "data",
    [
        b"A\n" + b"1\n" * 50_001,
        b"A,B\n" + b"," * 300 + b"1\n",
        b"A\n" + b"x" * 40_000 + b"\n",
        b'A\n"' + b"x" * 200_000,
    ],
    ids=["rows", "columns", "cell", "quoted"],
)
def test_s32_more_than_anybody_keeps_is_refused(data: bytes) -> None:
    with pytest.raises(TableRefused):
        read_table(data)


@given(st.binary(max_size=300))
def test_k3_any_bytes_are_a_table_a_question_or_refused(data: bytes) -> None:
    try:
        table = read_table(data)
    except TableRefused as refused:
        assert str(refused)
    else:
        assert all(len(row.cells) == len(table.headers) for row in table.rows)


@given(st.text(st.sampled_from("ab,;\t\"\r\n|='é"), max_size=60), st.sampled_from([None, ",", ";"]))
def test_k3_any_text_is_a_table_a_question_or_refused(text: str, separator: str | None) -> None:
    try:
        table = read_table(text.encode(), separator=separator)
    except TableRefused:
        return
    assert all(any(cell != "" for cell in (*row.cells, *row.surplus)) for row in table.rows)
