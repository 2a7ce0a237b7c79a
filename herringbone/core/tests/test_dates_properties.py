"""What must hold for every date and every text."""

from datetime import date, time, timedelta

from babel.dates import format_date
from hypothesis import assume, given
from hypothesis import strategies as st

from herringbone.core.dates import Ambiguous, Read, Unread, find_dates, read_date

DAYS = st.dates(date(2001, 1, 1), date(2090, 12, 31))
AHEAD = st.integers(0, 200)
CLOCKS = st.times().map(lambda moment: moment.replace(second=0, microsecond=0))
LANGUAGES = st.sampled_from(["en", "it"])
ALPHABET = "0123456789/.-:°', thuefriwdgonvlmarbypcsàì"


@given(DAYS, AHEAD, LANGUAGES, CLOCKS, st.sampled_from(["EEE d MMM y", "EEEE d MMMM y", "d MMMM y", "d MMM y"]))
def test_c1_a_date_written_out_is_read_as_itself(
    today: date, ahead: int, language: str, clock: time, pattern: str
) -> None:
    day = today + timedelta(days=ahead)
    text = format_date(day, pattern, locale=language)

    assert read_date(text, today, language=language) == Read(day)
    assert read_date(f"{text} {clock:%H:%M}", today, language=language) == Read(day, clock)


@given(DAYS, AHEAD, LANGUAGES)
def test_c1_a_weekday_with_its_date_needs_no_year(today: date, ahead: int, language: str) -> None:
    day = today + timedelta(days=ahead)

    assert read_date(format_date(day, "EEE d MMM", locale=language), today, language=language) == Read(day)
    assert read_date(day.isoformat(), today) == Read(day)


@given(DAYS, LANGUAGES, st.integers(1, 6))
def test_c1_a_weekday_is_the_next_one_to_come(today: date, language: str, ahead: int) -> None:
    day = today + timedelta(days=ahead)
    name = format_date(day, "EEEE", locale=language)

    assert read_date(name, today, language=language) == Read(day)
    assert read_date(name, today, language=language, back=True) == Read(day - timedelta(days=7))


@given(DAYS, st.integers(1, 31), st.integers(1, 12))
def test_c1_numbers_are_read_only_if_one_order_is_possible(today: date, first: int, second: int) -> None:
    reading = read_date(f"{first}/{second}/2028", today)

    possible = {(first, second), (second, first)}
    real = {(day, month) for day, month in possible if month <= 12 and (day <= 29 or _exists(day, month))}
    if len(real) == 1:
        ((day, month),) = real
        assert reading == Read(date(2028, month, day))
    elif real:
        assert isinstance(reading, Ambiguous)
        assert {(read.day.day, read.day.month) for read in reading.choices if read.day} == real
    else:
        assert isinstance(reading, Unread)


def _exists(day: int, month: int) -> bool:
    try:
        date(2028, month, day)
    except ValueError:
        return False
    return True


@given(st.text(max_size=300) | st.text(ALPHABET, max_size=40), DAYS, LANGUAGES | st.none(), st.booleans())
def test_c1_no_text_is_too_odd_to_be_refused(text: str, today: date, language: str | None, back: bool) -> None:
    reading = read_date(text, today, language=language, back=back, clock=time(9, 10))

    assert isinstance(reading, Read | Ambiguous | Unread)
    if isinstance(reading, Ambiguous):
        assert reading.choices
        assert len(set(reading.choices)) == len(reading.choices)
    for one in find_dates(text, today, language=language, back=back):
        assert 0 <= one.start < one.end <= len(text)


@given(st.text(ALPHABET, max_size=40), DAYS)
def test_c1_the_same_text_is_always_read_the_same(text: str, today: date) -> None:
    assert read_date(text, today) == read_date(text, today)


@given(DAYS.filter(lambda day: day > date(2001, 12, 31)), st.integers(0, 60), LANGUAGES)
def test_c1_a_call_that_was_is_never_in_the_future(today: date, behind: int, language: str) -> None:
    day = today - timedelta(days=behind)
    assume((day.month, day.day) != (2, 29))

    reading = read_date(format_date(day, "d MMMM", locale=language), today, language=language, back=True)

    assert reading == Read(day)
