"""Days and numbers of a column: one clear value tells how the rest is written, else it is asked."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from herringbone.core.tables import read_days, read_numbers

MAY_4, APRIL_5 = date(2026, 5, 4), date(2026, 4, 5)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-05-04", MAY_4),
        ("2026/5/4", MAY_4),
        ("20260504", None),
        ("31.12.2019", date(2019, 12, 31)),
        ("12/31/2019", date(2019, 12, 31)),
        ("5-May-25", date(2025, 5, 5)),
        ("15-Jan-2024", date(2024, 1, 15)),
        ("Mar 20 2024", date(2024, 3, 20)),
        ("20 marzo 2024", date(2024, 3, 20)),
        ("Mon, 4 May 2026", MAY_4),
        ("4th May 2026", MAY_4),
        ("2024-01-20T14:30:00Z", date(2024, 1, 20)),
        ("2010-10-14T12:00:00.000Z-0300", date(2010, 10, 14)),
        ("2024-03-15 09:12:00", date(2024, 3, 15)),
        ("4/4/2026", date(2026, 4, 4)),
        ("31/2/2026", None),
        ("soon", None),
        ("2026", None),
        ("04/05", None),
    ],
)
def test_k3_a_clear_day_is_read(text: str, day: date | None) -> None:
    read = read_days([text])

    assert read.values == (day,)
    assert read.question is None
    assert read.unread == (() if day else (0,))


def test_k3_typed_days_stay_and_empty_cells_are_none() -> None:
    assert read_days([MAY_4, datetime(2026, 5, 4, 9, 0), ""]).values == (MAY_4, MAY_4, None)
    assert read_days([""]).unread == ()


def test_b35_one_clear_day_proves_the_order_of_the_column() -> None:
    assert read_days(["31.12.2019", "01.02.2024"]).values == (date(2019, 12, 31), date(2024, 2, 1))
    assert read_days(["04/05/2026", "12/31/2019"]).values == (APRIL_5, date(2019, 12, 31))


def test_k3_an_order_is_proven_for_its_own_separator_only() -> None:
    read = read_days(["20.03.2024", "01/20/2024", "04.05.2026", "04/05/2026"])

    assert read.values == (date(2024, 3, 20), date(2024, 1, 20), MAY_4, APRIL_5)


def test_k3_an_order_that_nothing_proves_is_asked() -> None:
    read = read_days(["04/05/2026", "2026-01-01", ""])

    assert read.values == (None, date(2026, 1, 1), None)
    assert read.question is not None
    assert read.question.flag == "--date-order"
    assert [(one.value, one.sample) for one in read.question.choices] == [("dmy", "2026-05-04"), ("mdy", "2026-04-05")]
    assert read_days(["04/05/2026"], "dmy").values == (MAY_4,)
    assert read_days(["04/05/2026"], "mdy").values == (APRIL_5,)


def test_k3_proofs_of_both_orders_leave_the_open_ones_open() -> None:
    read = read_days(["31/12/2019", "12/31/2019", "04/05/2026"])

    assert read.values[:2] == (date(2019, 12, 31), date(2019, 12, 31))
    assert read.question is not None


@given(st.lists(st.dates(date(1970, 1, 1), date(2069, 12, 31)), min_size=1, max_size=30))
def test_k3_days_written_in_one_order_are_read_or_asked_and_never_wrong(days: list[date]) -> None:
    for pattern, order in (("%d/%m/%Y", "dmy"), ("%m/%d/%Y", "mdy"), ("%d.%m.%y", "dmy")):
        cells = [day.strftime(pattern) for day in days]
        read = read_days(cells)
        for value, day in zip(read.values, days, strict=True):
            assert value in (None, day)
        assert (None in read.values) == (read.question is not None)
        assert read_days(cells, order).values == tuple(days)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1234", "1234"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1.234.567,89", "1234567.89"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1234,5", "1234.5"),
        ("1100.04", "1100.04"),
        ("0,125", "0.125"),
        ("1234,567", "1234.567"),
        ("1'234.50", "1234.50"),
        ("1 234,50", "1234.50"),
        ("1\u202f234\u202f567", "1234567"),
        ("-5.00", "-5.00"),
        ("−5,00", "-5.00"),
        ("5,00-", "-5.00"),
        ("(5.00)", "-5.00"),
        ("€ 8.105,00", "8105.00"),
        ("8.105,00 €", "8105.00"),
        ("-$12.50", "-12.50"),
        ("USD 12.50", "12.50"),
        ("12,50 EUR", "12.50"),
        (".5", "0.5"),
        ("+7", "7"),
        ("1.2.3", None),
        ("12,34,567", None),
        ("1,2345,678.9", None),
        ("12%", None),
        ("10-50", None),
        ("about 5", None),
        ("1e5", None),
        ("٣", None),
    ],
)
def test_k3_a_clear_number_is_read(text: str, number: str | None) -> None:
    read = read_numbers([text])

    assert read.values == (None if number is None else Decimal(number),)
    assert read.question is None
    assert read.unread == (() if number else (0,))


def test_k3_a_sign_that_nothing_proves_is_asked() -> None:
    read = read_numbers(["1,234", "5"])

    assert read.values == (None, Decimal(5))
    assert read.question is not None
    assert read.question.flag == "--decimal"
    assert {one.value: one.sample for one in read.question.choices} == {".": "1234", ",": "1.234"}
    assert read_numbers(["1,234"], ",").values == (Decimal("1.234"),)
    assert read_numbers(["1,234"], ".").values == (Decimal(1234),)


def test_b35_one_clear_number_proves_the_sign_of_the_column() -> None:
    assert read_numbers(["1.234.567,89", "950,00", "1.234"]).values == (
        Decimal("1234567.89"),
        Decimal("950.00"),
        Decimal(1234),
    )


def test_k3_what_is_counted_has_no_decimals() -> None:
    assert read_numbers(["1,234", "2.345", "12"], whole=True).values == (Decimal(1234), Decimal(2345), Decimal(12))


def test_k3_typed_numbers_stay() -> None:
    assert read_numbers([5, Decimal("-1.50"), True, ""]).values == (Decimal(5), Decimal("-1.50"), None, None)


@given(st.lists(st.decimals(-(10**9), 10**9, places=2), min_size=1, max_size=20), st.sampled_from([",.", ".,"]))
def test_k3_numbers_written_one_way_are_never_read_another(numbers: list[Decimal], signs: str) -> None:
    group, decimal = signs
    cells = [f"{number:,.2f}".replace(",", "\0").replace(".", decimal).replace("\0", group) for number in numbers]

    assert read_numbers(cells).values == tuple(numbers)


@given(st.lists(st.text(max_size=20), max_size=10))
def test_k3_no_column_is_too_odd(cells: list[str]) -> None:
    for read in (read_days(cells), read_numbers(cells)):
        assert len(read.values) == len(cells)
        assert all(read.values[at] is None for at in read.unread)


def test_k3_a_long_column_is_read_in_good_time() -> None:
    first = date(2020, 1, 1)
    cells = [(first + timedelta(days=number % 3000)).strftime("%d/%m/%Y") for number in range(20_000)]

    assert read_days(cells).question is None
