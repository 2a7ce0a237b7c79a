"""Names, addresses and phones: what counts as the same, and what only looks like it."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from herringbone.core.names import (
    Known,
    Why,
    company_key,
    company_words,
    fold,
    possible_duplicates,
    read_email,
    read_phone,
    split_reach,
    words,
)

ACCOUNTS = Path(__file__).parents[4] / "shared" / "data" / "crm" / "accounts.csv"


def test_a2_names_are_compared_without_case_and_accents() -> None:
    assert fold("Müßig È Łódź Ærø") == "mussig e lodz aero"
    assert words("Anna-Lucia D’Angelo") == ["anna", "lucia", "dangelo"]
    assert words("Nguyễn") == words("NGUYE\u0302\u0303N")


@given(st.text())
def test_a2_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text) or not text.isprintable()


@pytest.mark.parametrize(
    "written", ["hello@example.com", "HELLO@EXAMPLE.COM", " hello@example.com ", "Hello <hello@example.com>"]
)
def test_b37_one_address_however_it_is_written(written: str) -> None:
    email = read_email(written)

    assert email is not None
    assert email.key == "hello@example.com"
    assert email.twin is None


def test_b37_the_part_after_a_plus_is_another_mailbox() -> None:
    email = read_email("hello+news@example.com")

    assert email is not None
    assert email.key == "hello+news@example.com"


def test_b37_full_width_letters_are_shown_to_a_person() -> None:
    email = read_email("ＨＥＬＬＯ@example.com")

    assert email is not None
    assert email.key != "hello@example.com"
    assert email.twin == "hello@example.com"


def test_b37_the_address_is_kept_as_first_written() -> None:
    email = read_email("Hello World <Info@Mueller.example>")

    assert email is not None
    assert (email.name, email.address) == ("Hello World", "Info@Mueller.example")


@pytest.mark.parametrize(
    "written",
    ["", "nobody", "@example.com", "a@", "a@b@c", "a@b.c, d@e.f", "a b@c.d", "a@b.c\nBcc: x@y.z", "a@.c", "a..b@c.d",
     "<a@b.c>, <d@e.f>", "a@b.c;d@e.f", "x" * 300 + "@example.com"],
)  # fmt: skip
def test_s27_what_is_not_exactly_one_address_is_none(written: str) -> None:
    assert read_email(written) is None


def test_s27_a_second_address_in_the_name_stays_in_the_name() -> None:
    email = read_email('"Eve <a@b.c>, x@evil.example" <c@d.example>')

    assert email is not None
    assert email.address == "c@d.example"


@given(st.text())
def test_s27_an_address_is_never_more_than_one_line_or_one_mailbox(text: str) -> None:
    email = read_email(text)

    assert email is None or (email.address.count("@") == 1 and email.address.isprintable() and " " not in email.address)


@pytest.mark.parametrize(
    ("written", "digits", "extension"),
    [
        ("+55 11 91234-5678", "5511912345678", None),
        ("(800) 000-0000", "8000000000", None),
        ("tel:+1-418-656-9254;ext=102", "14186569254", "102"),
        ("02 1234567 int. 12", "021234567", "12"),
        ("01632 960001 x7", "01632960001", "7"),
        ("٠١٢٣٤٥٦٧", "01234567", None),
    ],
)
def test_a2_a_phone_is_compared_by_its_digits(written: str, digits: str, extension: str | None) -> None:
    phone = read_phone(written)

    assert phone is not None
    assert (phone.digits, phone.extension) == (digits, extension)


def test_a2_a_phone_of_the_house_has_its_international_form() -> None:
    phone, abroad = read_phone("02 8646 1234", "IT"), read_phone("+44 7700 900123", "IT")

    assert phone is not None
    assert phone.international == "+390286461234"
    assert abroad is not None
    assert abroad.international == "+447700900123"


@pytest.mark.parametrize("written", ["", "BusinessPhone", "12", "a1@b2345.example", "-", "=2+3", "=20000+30"])
def test_a2_words_are_no_phone(written: str) -> None:
    assert read_phone(written) is None


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("raj@agency.in / 9876501234", (["raj@agency.in"], ["9876501234"], "")),
        ("sneha@gmail.com", (["sneha@gmail.com"], [], "")),
        ("a@b.example; c@d.example", (["a@b.example", "c@d.example"], [], "")),
        ("+39 02 12345 / +39 333 1234567", ([], ["+39 02 12345", "+39 333 1234567"], "")),
        ("089/123456", ([], ["089/123456"], "")),
        ("ask Priya", ([], [], "ask Priya")),
        ("", ([], [], "")),
    ],
)
def test_a2_a_mixed_cell_is_sorted_by_looks(cell: str, parts: tuple[list[str], list[str], str]) -> None:
    assert split_reach(cell) == parts


def test_a2_a_company_is_its_name_without_case_and_surplus_blanks() -> None:
    assert company_key("  Gekko  &   Co ") == company_key("GEKKO & CO")
    assert company_key("Gekko & Co") != company_key("Gekko und Co")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Orsatti Vermouth S.p.A.", ("orsatti", "vermouth")),
        ("Müller & Söhne GmbH & Co. KG", ("muller", "sohne")),
        ("The New York Inquirer", ("new", "york", "inquirer")),
        ("Œuvre S.à r.l.", ("oeuvre",)),
        ("Co", ("co",)),
        ("J.P. Bunting, Inc.", ("jp", "bunting")),
    ],
)
def test_a2_the_legal_form_says_nothing_about_which_company_it_is(name: str, kept: tuple[str, ...]) -> None:
    assert company_words(name) == kept


KNOWN = [
    Known(1, "Orsatti Vermouth", ("Orsatti S.p.A.",)),
    Known(2, "Northway Ferries"),
    Known(3, "Golddex"),
    Known(4, "Dalttechnology"),
    Known(5, "International Lamp Works"),
    Known(6, "Acme Corporation"),
]


@pytest.mark.parametrize(
    ("typed", "company", "why"),
    [
        ("orsatti  vermouth", 1, Why.SAME),
        ("Orsatti Vermouth S.p.A.", 1, Why.LEGAL_FORM),
        ("Orsatti", 1, Why.LEGAL_FORM),
        ("Northway", 2, Why.PART),
        ("Northwey Ferries", 2, Why.SPELLING),
        ("Ferries Northway", 2, Why.SPELLING),
        ("Dalt Technology", 4, Why.SPACING),
        ("ILW", 5, Why.INITIALS),
        ("ACME Inc.", 6, Why.LEGAL_FORM),
    ],
)
def test_a2_a_possible_duplicate_is_found_while_typing(typed: str, company: int, why: Why) -> None:
    first = possible_duplicates(typed, KNOWN)[0]

    assert (first.known.id, first.why) == (company, why)


@pytest.mark.parametrize("typed", ["", "S", "Corvo Tyres", "Golden", "Acne Clinic", "?!"])
def test_a2_a_new_name_is_no_duplicate(typed: str) -> None:
    assert possible_duplicates(typed, KNOWN) == []


def test_a2_the_likeliest_duplicate_comes_first() -> None:
    known = [Known(1, "Corvo Tyre"), Known(2, "Corvo Tyres S.r.l."), Known(3, "Corvo")]

    assert [likeness.known.id for likeness in possible_duplicates("Corvo Tyres", known)] == [2, 1, 3]


@pytest.mark.skipif(not ACCOUNTS.exists(), reason="the folder of real files is not beside this checkout")
def test_a2_no_two_of_85_real_companies_are_taken_for_one() -> None:
    with ACCOUNTS.open(newline="", encoding="utf-8") as file:
        known = [Known(number, row["account"]) for number, row in enumerate(csv.DictReader(file))]

    assert len(known) == 85
    for company in known:
        assert [likeness.known for likeness in possible_duplicates(company.name, known)] == [company]
