"""Dates inside a promise: taken where one is meant, left where a word only looks like one."""

from datetime import date, time

import pytest

from herringbone.core.dates import Ambiguous, find_dates

TODAY = date(2026, 11, 24)


def found(sentence: str, language: str = "en") -> list[str]:
    return [sentence[one.start : one.end] for one in find_dates(sentence, TODAY, language=language, clock=time(9, 10))]


@pytest.mark.parametrize(
    ("sentence", "dates"),
    [
        ("sends it Thu 12:00", ["Thu 12:00"]),
        ("Thu 12:00 sends it", ["Thu 12:00"]),
        ("sends it Thu 12:00 to Giulia", ["Thu 12:00"]),
        ("sends it by 9am", ["by 9am"]),
        ("sends 3 versions in 3 days to the printer", ["in 3 days"]),
        ("sends it on 3/4", ["on 3/4"]),
        ("calls Friday's team by Fri", ["by Fri"]),
        ("calls Thu and sends Fri 10:00", ["Thu", "Fri 10:00"]),
        ("moves the shoot from 9 dec to 16 dec by Thu", ["16 dec", "by Thu"]),
    ],
)
def test_c1_a_promise_names_its_date(sentence: str, dates: list[str]) -> None:
    assert found(sentence) == dates


@pytest.mark.parametrize(
    ("sentence", "dates"),
    [
        ("manda il montato entro giovedì alle 12", ["entro giovedì alle 12"]),
        ("spedisce tutto il 9 dicembre a Marta", ["il 9 dicembre"]),
        ("domani il file", ["domani"]),
        ("firma il preventivo entro mar 1 dic", ["entro mar 1 dic"]),
        ("manda i numeri di venerdì", []),
        ("dopo giovedì decade", []),
        ("costa 12.30 euro al pezzo", []),
    ],
)
def test_c1_a_promise_in_italian_names_its_date(sentence: str, dates: list[str]) -> None:
    assert found(sentence, "it") == dates


@pytest.mark.parametrize(
    "sentence",
    ["the Sun logo goes to press", "Sun logo goes to press", "wants the 20 s cut",
     "send the deck for the Friday meeting", "pays 3.4 M",
     "orders 1 set of prints", "after Thursday it lapses", "sat on the brief", "covers 24/7", "may call",
     "set the mar com plan", "version 12.30 of the cut"],
)  # fmt: skip
def test_c1_a_word_that_only_looks_like_a_date_stays_in_the_sentence(sentence: str) -> None:
    assert found(sentence) == []


def test_c1_an_ambiguous_date_in_a_sentence_is_found_as_such() -> None:
    (one,) = find_dates("sends it before Friday", TODAY)

    assert isinstance(one.reading, Ambiguous)
