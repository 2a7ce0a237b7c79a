"""Dates as people type them. Today is Tuesday, 24 November 2026, ten past nine."""

from datetime import date, time

import pytest
from django.utils import translation

from herringbone.core.dates import Ambiguous, Part, Read, Unread, Why, label, question, read_date

TODAY = date(2026, 11, 24)
NOW = time(9, 10)


def day(number: int, month: int = 11, year: int = 2026, at: time | None = None) -> Read:
    return Read(date(year, month, number), at)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("today", day(24)),
        ("oggi", day(24)),
        ("tomorrow", day(25)),
        ("domani", day(25)),
        ("dopodomani", day(26)),
        ("day after tomorrow", day(26)),
        ("Thu", day(26)),
        ("gio", day(26)),
        ("giovedì", day(26)),
        ("GIOVEDI'", day(26)),
        ("giovedi", day(26)),
        ("wed 9", day(9, 12)),
        ("gio 26", day(26)),
        ("9 dec", day(9, 12)),
        ("dec 9", day(9, 12)),
        ("December 9, 2026", day(9, 12)),
        ("9th of December", day(9, 12)),
        ("9 dicembre", day(9, 12)),
        ("1° dic", day(1, 12)),
        ("l’8 dicembre", day(8, 12)),
        ("il 9 dicembre", day(9, 12)),
        ("mar 1 dic", day(1, 12)),
        ("wed 9 dec", day(9, 12)),
        ("lunedì, 30 novembre", day(30)),
        ("9 jan", day(9, 1, 2027)),
        ("29 feb 2028", day(29, 2, 2028)),
        ("26/11", day(26)),
        ("11/26", day(26)),
        ("26-11", day(26)),
        ("26.11.", day(26)),
        ("26.11.2026", day(26)),
        ("3/3", day(3, 3, 2027)),
        ("2026-12-01", day(1, 12)),
        ("5-May-25", day(5, 5, 2025)),
        ("in 3 days", day(27)),
        ("in three days", day(27)),
        ("fra 3 giorni", day(27)),
        ("tra tre giorni", day(27)),
        ("entro 3 giorni", day(27)),
        ("in a week", day(1, 12)),
        ("fra una settimana", day(1, 12)),
        ("in a month", day(24, 12)),
        ("fine mese", day(30)),
        ("end of the month", day(30)),
        ("entro venerdì", day(27)),
        ("by Friday", day(27)),
        ("entro il 9", day(9, 12)),
        ("by the 9th", day(9, 12)),
    ],
)
def test_c1_a_day_is_read_in_both_languages(text: str, meant: Read) -> None:
    assert read_date(text, TODAY) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Thu 12:00", day(26, at=time(12))),
        ("12:00 Thu", day(26, at=time(12))),
        ("gio 26 nov, 15:30", day(26, at=time(15, 30))),
        ("giovedì alle 12", day(26, at=time(12))),
        ("giovedì alle 12.30", day(26, at=time(12, 30))),
        ("giovedì 12.30", day(26, at=time(12, 30))),
        ("domani alle 9 e mezza", day(25, at=time(9, 30))),
        ("domani ore 15", day(25, at=time(15))),
        ("domani h 15", day(25, at=time(15))),
        ("tomorrow at 3pm", day(25, at=time(15))),
        ("tomorrow at 3 p.m.", day(25, at=time(15))),
        ("tomorrow morning at 7", day(25, at=time(7))),
        ("domani alle 3 del pomeriggio", day(25, at=time(15))),
        ("alle 12 di giovedì", day(26, at=time(12))),
        ("Fri noon", day(27, at=time(12))),
        ("venerdì a mezzogiorno", day(27, at=time(12))),
        ("26/11 12:00", day(26, at=time(12))),
        ("before Fri 12:00", day(27, at=time(12))),
        ("12:00", Read(None, time(12))),
        ("12.00", Read(None, time(12))),
        ("9am", Read(None, time(9))),
        ("12am", Read(None, time(0))),
        ("9 o'clock", Read(None, time(9))),
        ("noon", Read(None, time(12))),
        ("mezzogiorno", Read(None, time(12))),
        ("alle 15", Read(None, time(15))),
        ("ore 12", Read(None, time(12))),
        ("h 12", Read(None, time(12))),
        ("03:30", Read(None, time(3, 30))),
        ("in 2 hours", day(24, at=time(11, 10))),
        ("fra un’ora", day(24, at=time(10, 10))),
        ("fra 30 minuti", day(24, at=time(9, 40))),
        ("lunedì mattina", Read(date(2026, 11, 30), part=Part.MORNING)),
        ("domattina", Read(date(2026, 11, 25), part=Part.MORNING)),
        ("tomorrow afternoon", Read(date(2026, 11, 25), part=Part.AFTERNOON)),
        ("fine giornata", Read(TODAY, part=Part.END)),
        ("Fri eod", Read(date(2026, 11, 27), part=Part.END)),
    ],
)
def test_c1_a_time_is_read_with_its_day_or_without(text: str, meant: Read) -> None:
    assert read_date(text, TODAY, clock=NOW) == meant


@pytest.mark.parametrize(
    ("text", "why", "choices"),
    [
        ("Tue", Why.TODAY_OR_WEEK, [day(24), day(1, 12)]),
        ("martedì", Why.TODAY_OR_WEEK, [day(24), day(1, 12)]),
        ("3/4", Why.DAY_OR_MONTH_FIRST, [day(3, 4, 2027), day(4, 3, 2027)]),
        ("3/4/2027", Why.DAY_OR_MONTH_FIRST, [day(3, 4, 2027), day(4, 3, 2027)]),
        ("next Thursday", Why.WHICH_WEEK, [day(26), day(3, 12)]),
        ("martedì prossimo", Why.WHICH_WEEK, [day(1, 12), day(8, 12)]),
        ("before Friday", Why.BEFORE_OR_ON, [day(26), day(27)]),
        ("prima di venerdì", Why.BEFORE_OR_ON, [day(26), day(27)]),
        ("9 nov", Why.GONE_BY, [day(9), day(9, 11, 2027)]),
        ("thu 9 dec", Why.WEEKDAY_DISAGREES, [day(9, 12), day(26)]),
        ("thu 12", Why.WEEKDAY_DISAGREES, [day(12, 12), day(26), day(26, at=time(12))]),
        ("mar", Why.TUESDAY_OR_MARCH, [day(1, 12)]),
        ("alle 3", Why.MORNING_OR_EVENING, [Read(None, time(15)), Read(None, time(3))]),
        ("3:30", Why.MORNING_OR_EVENING, [Read(None, time(15, 30)), Read(None, time(3, 30))]),
        ("all’una", Why.MORNING_OR_EVENING, [Read(None, time(13)), Read(None, time(1))]),
        ("Thu midnight", Why.MIDNIGHT, [day(27, at=time(0)), day(26, at=time(0))]),
        ("next week", Why.WHICH_DAY, [day(4, 12), day(3, 12), day(2, 12), day(1, 12), day(30)]),
        ("settimana prossima", Why.WHICH_DAY, [day(4, 12), day(3, 12), day(2, 12), day(1, 12), day(30)]),
    ],
)
def test_c1_what_could_mean_two_days_is_asked_and_never_guessed(text: str, why: Why, choices: list[Read]) -> None:
    reading = read_date(text, TODAY, clock=NOW)

    assert reading == Ambiguous(tuple(choices), why)


def test_c1_the_same_dotted_numbers_may_be_a_time_or_a_date() -> None:
    reading = read_date("12.10", TODAY)

    assert isinstance(reading, Ambiguous)
    assert reading.why is Why.TIME_OR_DATE
    assert reading.choices[0] == Read(None, time(12, 10))
    assert day(10, 12) in reading.choices


@pytest.mark.parametrize(
    "text",
    ["", "soon", "the end", "20", "31/2", "24/7", "25:00", "99/99/9999", "in 3 working days",
     "entro 3 giorni lavorativi",
     "in 99999 days", "Friday's", "after Thursday", "Thu and Fri", "mar com", "una"],
)  # fmt: skip
def test_c1_what_is_no_date_is_left_unread(text: str) -> None:
    assert read_date(text, TODAY, clock=NOW) == Unread(text)


def test_c1_the_order_of_numbers_settles_them_when_it_is_known() -> None:
    assert read_date("3/4", TODAY, order="dmy") == day(3, 4, 2027)
    assert read_date("3/4", TODAY, order="mdy") == day(4, 3, 2027)
    assert isinstance(read_date("26/11", TODAY, order="mdy"), Unread)


def test_c1_a_weekday_said_beside_the_numbers_settles_them() -> None:
    assert read_date("Sat 3/4", TODAY) == day(3, 4, 2027)
    assert read_date("Thu 3/4", TODAY) == day(4, 3, 2027)


def test_c1_a_leap_day_of_another_year_is_asked() -> None:
    meant = (day(28, 2, 2027), day(1, 3, 2027), day(29, 2, 2028))

    assert read_date("29 Feb", TODAY) == Ambiguous(meant, Why.FAR_OFF)
    assert read_date("29 Feb 2028", TODAY) == day(29, 2, 2028)
    assert read_date("29 Feb", TODAY.replace(year=2027)) == day(29, 2, 2028)


def test_c1_the_language_settles_mar() -> None:
    assert isinstance(read_date("mar", TODAY, language="en"), Unread)
    assert read_date("mar 3", TODAY, language="en") == day(3, 3, 2027)
    assert isinstance(read_date("mar", TODAY, language="it"), Ambiguous)
    assert read_date("2 mar", TODAY, language="it") == day(2, 3, 2027)
    assert read_date("mar 1", TODAY, language="it") == day(1, 12)
    assert read_date("mar 1", TODAY) == Ambiguous((day(1, 12), day(1, 3, 2027)), Why.TUESDAY_OR_MARCH)


def test_c1_one_set_is_no_first_of_september_in_english() -> None:
    assert isinstance(read_date("1 set", TODAY, language="en"), Unread)
    assert read_date("1 ago", TODAY, language="it") == day(1, 8, 2027)


def test_c1_what_has_passed_today_is_not_what_is_promised() -> None:
    assert read_date("Tue 08:00", TODAY, clock=NOW) == day(1, 12, at=time(8))
    assert isinstance(read_date("Tue 18:00", TODAY, clock=NOW), Ambiguous)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("yesterday 16:00", day(23, at=time(16))),
        ("ieri alle 16", day(23, at=time(16))),
        ("l’altro ieri", day(22)),
        ("Mon", day(23)),
        ("ven 16:00", day(20, at=time(16))),
        ("9 nov", day(9)),
        ("9 dec", day(9, 12, 2025)),
        ("3 days ago", day(21)),
        ("2 settimane fa", day(10)),
    ],
)
def test_c1_a_call_that_was_looks_back(text: str, meant: Read) -> None:
    assert read_date(text, TODAY, back=True) == meant


def test_c1_last_friday_is_asked_when_this_weeks_has_passed() -> None:
    assert read_date("last Friday", TODAY) == day(20)
    assert read_date("venerdì scorso", date(2026, 11, 28)) == Ambiguous((day(27), day(20)), Why.WHICH_WEEK)


def test_c1_a_reading_is_shown_and_asked_about_in_the_language_in_force() -> None:
    read = day(26, at=time(12))
    with translation.override("en"):
        assert label(read, TODAY) == "Thu 26 Nov 12:00"
        assert label(day(9, 1, 2027), TODAY) == "Sat 9 Jan 2027"
        assert label(Read(None, time(9)), TODAY) == "09:00"
        assert label(Read(TODAY, part=Part.END), TODAY) == "Tue 24 Nov, end of the day"
        for why in Why:
            assert question(Ambiguous((read,), why), "Thu").endswith("?")
    with translation.override("it"):
        assert label(read, TODAY) == "gio 26 nov, 12:00"
