"""Headings: what is imported as what, what is proposed, and what is left out and said so."""

import pytest

from herringbone.core.tables import guess_mapping


def fields(headers: list[str], kind: str) -> dict[str, str | None]:
    mapping = guess_mapping(headers, kind)
    return {column.heading: column.field for column in mapping.columns}


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("account", "name"), ("Account Name", "name"), ("Cliente", "name"), ("Azienda", "name"),
        ("sector", "industry"), ("Settore", "industry"), ("Industry", "industry"),
        ("year_established", "founded"), ("Anno di fondazione", "founded"),
        ("revenue", "revenue"), ("Annual Revenue", "revenue"), ("Fatturato", "revenue"), ("AnnualRevenue", "revenue"),
        ("employees", "employees"), ("No. of employees", "employees"), ("Dipendenti", "employees"),
        ("office_location", "location"), ("Sede", "location"), ("Country", "country"), ("Paese", "country"),
        ("subsidiary_of", "parent"), ("Parent Account", "parent"), ("Capogruppo", "parent"),
        ("Website", "website"), ("Sito web", "website"), ("Telefono", "phone"), ("Codice", "code"),
        ("Partita IVA", "tax_number"), ("PLZ", "postcode"), ("Kunde seit", "since"),
        ("AE", "point_person"), ("Account Exec", "point_person"),
        ("deal_stage", None), ("Owner", None), ("opportunity_id", None), ("", None), ("is_superuser", None),
    ],
)  # fmt: skip
def test_k3_a_clients_column_is_known_by_its_heading(heading: str, field: str | None) -> None:
    assert fields([heading], "clients") == {heading: field}


@pytest.mark.parametrize(
    ("heading", "field", "label"),
    [
        ("Name", "name", ""), ("full_name", "name", ""), ("Lead Name", "name", ""), ("Contact", "name", ""),
        ("Nome e cognome", "name", ""), ("First Name", "first_name", ""), ("Cognome", "last_name", ""),
        ("E-mail", "email", ""), ("Email Address", "email", ""), ("E-mail 2 Address", "email", ""),
        ("E-mail 1 - Value", "email", ""), ("Posta elettronica", "email", ""), ("Work Email", "email", "work"),
        ("phone_number", "phone", ""), ("Mobile Phone", "phone", "mobile"), ("Cellulare", "phone", "mobile"),
        ("Home Phone 2", "phone", "home"), ("Business Fax", "phone", "fax"), ("Pager", "phone", "pager"),
        ("Email / Phone", "email_or_phone", ""), ("Organization", "company", ""), ("Azienda", "company", ""),
        ("Organization Name", "company", ""), ("Position", "title", ""), ("Qualifica", "title", ""),
        ("Lingua", "language", ""), ("Note", "notes", ""), ("Home Address", "address", "home"),
        ("Owner", None, ""), ("Lead Owner", None, ""), ("Owner Alias", None, ""), ("Lead Status", None, ""),
        ("Country Code", None, ""), ("Record ID", None, ""), ("Connected On", None, ""),
    ],
)  # fmt: skip
def test_k3_a_contacts_column_is_known_by_its_heading(heading: str, field: str | None, label: str) -> None:
    (column,) = guess_mapping([heading], "contacts").columns

    assert (column.field, column.label) == (field, label)


def test_k3_a_heading_that_comes_twice_is_two_values() -> None:
    mapping = guess_mapping(["Name", "Email", "Name", "Email"], "contacts")

    assert [column.at for column in mapping.of("email")] == [1, 3]
    assert [column.at for column in mapping.of("name")] == [0, 2]


def test_k3_nome_beside_cognome_is_the_first_name() -> None:
    assert fields(["Nome", "Cognome"], "contacts") == {"Nome": "first_name", "Cognome": "last_name"}
    assert fields(["Nome"], "contacts") == {"Nome": "name"}
    assert fields(["Name", "Surname"], "contacts") == {"Name": "first_name", "Surname": "last_name"}
    assert fields(["Name", "First Name", "Surname"], "contacts")["Name"] == "name"


def test_k3_the_legal_name_is_the_name_where_there_is_no_other() -> None:
    assert fields(["Ragione sociale"], "clients") == {"Ragione sociale": "name"}
    assert fields(["Ragione sociale", "Cliente"], "clients")["Ragione sociale"] == "legal_name"


@pytest.mark.parametrize(
    ("heading", "unit", "currency", "year"),
    [
        ("revenue", None, "", None),
        ("Revenue (millions)", 1_000_000, "", None),
        ("Revenue 2025 (EUR m)", 1_000_000, "EUR", 2025),
        ("Fatturato 2024 (mln €)", 1_000_000, "EUR", 2024),
        ("Umsatz 2025", None, "", 2025),
        ("Annual revenue, $ thousands", 1_000, "USD", None),
    ],
)
def test_k3_a_heading_may_tell_unit_currency_and_year(
    heading: str, unit: int | None, currency: str, year: int | None
) -> None:
    (column,) = guess_mapping([heading], "clients").of("revenue")

    assert (column.unit, column.currency, column.year) == (unit, currency, year)


def test_k3_a_label_beside_a_value_says_what_it_is() -> None:
    columns = guess_mapping(["Phone 1 - Label", "Phone 1 - Value"], "contacts").columns

    assert [(column.field, column.label_from) for column in columns] == [(None, None), ("phone", 0)]


def test_k3_a_misspelt_heading_is_proposed_and_not_taken() -> None:
    mapping = guess_mapping(["Emplyees", "Acount Name"], "clients")

    assert [column.field for column in mapping.proposed] == ["employees", "name"]
    assert mapping.sure == ()


def test_k3_what_nothing_is_taken_from_is_said() -> None:
    mapping = guess_mapping(["Name", "Shoe size", "role", "is_staff", "client_id"], "clients")

    assert [column.heading for column in mapping.not_imported] == ["Shoe size", "role", "is_staff", "client_id"]


def test_k3_what_was_told_is_believed() -> None:
    mapping = guess_mapping(["Nom", "Téléphone", "NAME"], "contacts", {"Nom": "name", "name": "company"})

    assert [column.field for column in mapping.columns] == ["name", "phone", "company"]
    with pytest.raises(KeyError, match="Prénom"):
        guess_mapping(["Nom"], "contacts", {"Prénom": "first_name"})


def test_k3_columns_without_headings_are_told_by_number() -> None:
    mapping = guess_mapping(["1", "2"], "contacts", {"2": "email"})

    assert [column.field for column in mapping.columns] == [None, "email"]
