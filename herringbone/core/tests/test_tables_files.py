"""Real files of other people's programs, read as they are. They lie beside the checkout; without them: skipped."""

import csv
from pathlib import Path

import pytest

from herringbone.core.names import company_key, read_email, read_phone
from herringbone.core.tables import Table, guess_mapping, read_days, read_numbers, read_table

SHARED = Path(__file__).parents[4] / "shared"
DATA = SHARED / "data"
CASES = SHARED / "cases" / "files"

pytestmark = pytest.mark.skipif(not DATA.exists(), reason=f"REAL FILES NOT TESTED: there is no folder {DATA}")


def options(text: str) -> dict[str, object]:
    """The options of a command line that concern reading."""
    told: dict[str, object] = {}
    words = text.split()
    for at, word in enumerate(words):
        if word == "--encoding":
            told["encoding"] = words[at + 1]
        if word == "--no-header":
            told["header"] = False
    return told


def expected() -> list[tuple[str, str, str, int]]:
    if not DATA.exists():
        return []
    with (DATA / "expected.csv").open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["file"].endswith(".csv")]
    return [(row["file"], row["kind"], row["options"], int(row["rows"])) for row in rows]


@pytest.mark.parametrize(("file", "kind", "told", "rows"), expected())
def test_k3_every_real_file_has_its_rows_and_its_columns_are_known(file: str, kind: str, told: str, rows: int) -> None:
    table = read_table(DATA / file, **options(told))

    assert table.questions == ()
    assert len(table.rows) == rows
    if kind in {"clients", "contacts"}:
        maps = dict(word.split("=", 1) for word in told.split() if "=" in word)
        mapping = guess_mapping(table.headers, kind, maps)
        assert {"name", "company", "first_name"} & {column.field for column in mapping.sure}


@pytest.mark.parametrize(
    "file", sorted(path for folder in ("contacts", "crm") for path in (DATA / folder).glob("*.csv"))
)
def test_k3_every_real_file_is_read_or_asked_about(file: Path) -> None:
    table = read_table(file)

    assert table.rows or [question.option for question in table.questions] == ["encoding"]
    assert all(len(row.cells) == len(table.headers) for row in table.rows)


def cells(file: str, heading: str, **told: object) -> list[object]:
    table: Table = read_table(DATA / file, **told)
    return list(table.column(table.headers.index(heading)))


def test_k3_accounts_are_read_to_the_last_figure() -> None:
    table = read_table(DATA / "crm" / "accounts.csv")
    mapping = guess_mapping(table.headers, "clients")
    names = {company_key(str(cell)) for cell in cells("crm/accounts.csv", "account")}
    parents = [str(cell) for cell in cells("crm/accounts.csv", "subsidiary_of") if cell]

    assert [column.field for column in mapping.columns] == [
        "name", "industry", "founded", "revenue", "employees", "location", "parent",
    ]  # fmt: skip
    assert len(names) == 85
    assert len(parents) == 15
    assert all(company_key(parent) in names for parent in parents)
    for heading, whole in (("revenue", False), ("employees", True), ("year_established", True)):
        read = read_numbers(cells("crm/accounts.csv", heading), whole=whole)
        assert (read.unread, read.question) == ((), None)
        assert None not in read.values


@pytest.mark.parametrize(
    ("file", "heading", "row", "value"),
    [
        ("crm/accounts.csv", "account", 15, "dambase"),
        ("crm/accounts.csv", "account", 27, "Gekko & Co"),
        ("contacts/salesforce-escaped-quotes.csv", "column1", 1, '"The Best" Account'),
        ("contacts/salesforce-bom-utf16le.csv", "column1", 1, "row1-1"),
        ("contacts/crm-17-formula-injection.csv", "Name", 2, "+1234567890"),
        ("contacts/crm-23-quoted-fields-multiline.csv", "Address", 1, "123 Main St\nApt 4B"),
        ("contacts/crm-26-large-dataset-200-rows.csv", "Company", 9, "Company 8"),
        ("contacts/crm-agency-chaos.csv", "Email / Phone", 1, "raj@agency.in / 9876501234"),
        ("contacts/crm-rtl-arabic-headers.csv", "الاسم", 1, "محمد أحمد"),
        ("contacts/thunderbird-quote.csv", "Organization", 1, "Acer America"),
    ],
)
def test_k3_the_traps_of_the_real_files(file: str, heading: str, row: int, value: str) -> None:
    assert cells(file, heading)[row - 1] == value


def test_k3_a_file_in_shift_jis_is_asked_about_and_then_read() -> None:
    file = "contacts/thunderbird-shiftjis-addressbook.csv"
    (question,) = read_table(DATA / file).questions
    (address,) = cells(file, "Primary Email", encoding="shift_jis")

    assert "shift_jis" in [choice.value for choice in question.choices]
    email = read_email(str(address))
    assert email is not None
    assert email.address == "名無しの権兵衛@host.invalid"


def test_k3_phones_of_six_countries_have_their_digits() -> None:
    phones = [read_phone(str(cell)) for cell in cells("contacts/crm-18-international-phones.csv", "Phone")]

    assert [phone.digits for phone in phones if phone][-1] == "5511912345678"
    assert all(phone and phone.international for phone in phones)


def test_k3_dates_in_six_notations_need_no_question() -> None:
    for heading in ("Signup Date", "Last Contact"):
        read = read_days(cells("contacts/crm-10-mixed-date-formats.csv", heading))
        assert (read.unread, read.question) == ((), None)


def test_k3_the_pipelines_days_come_first() -> None:
    read = read_days(cells("crm/sales_pipeline.csv", "engage_date"))
    days = [day for day in read.values if day]

    assert (read.unread, read.question) == ((), None)
    assert (min(days).year, max(days).year) == (2016, 2017)


def test_k3_the_receivables_months_come_first() -> None:
    table = read_table(DATA / "receivables" / "accounts_receivable.csv")
    column = next(at for at, heading in enumerate(table.headers) if "InvoiceDate" in heading)
    read = read_days(table.column(column))

    assert (read.unread, read.question) == ((), None)
    assert len(read.values) == 2466


@pytest.mark.skipif(not CASES.exists(), reason=f"REAL FILES NOT TESTED: there is no folder {CASES}")
def test_b35_the_file_of_the_case_is_read_to_the_last_cell() -> None:
    table = read_table(CASES / "clients-excel-eu.csv")
    column = {column.field: list(table.column(column.at)) for column in guess_mapping(table.headers, "clients").sure}

    assert column["name"] == ["Müller & Söhne GmbH", "Œuvre S.à r.l."]
    assert column["postcode"] == ["01067", "00120"]
    assert column["phone"] == ["0351 4455", "+352 26 10 20"]
    assert [str(value) for value in read_numbers(column["revenue"]).values] == ["1234567.89", "950.00"]
    assert [str(value) for value in read_days(column["since"]).values] == ["2019-12-31", "2024-02-01"]
    assert column["notes"] == ['Ansprechpartner: Frau "Kit" Weiß\nbitte nur per Mail; nie anrufen', ""]
