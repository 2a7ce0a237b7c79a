"""Public holidays are kept under one name, whatever the server's language, and read in the reader's."""

from datetime import date, time

import pytest
from django.utils import translation

from herringbone.core.calendar import fill_calendar
from herringbone.core.models import Office, WorkingDay
from herringbone.core.wording.holidays import holiday_in_words


@pytest.mark.django_db
def test_the_name_that_is_kept_does_not_depend_on_the_language_of_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "it")
    office = Office.objects.create(
        name="Milan", zone="Europe/Rome", country="IT", region="MI", currency="EUR", opens=time(9), closes=time(18)
    )
    fill_calendar(office, date(2026, 12, 1), date(2026, 12, 31))
    assert WorkingDay.objects.get(office=office, date=date(2026, 12, 8)).holiday == "Immaculate Conception"


@pytest.mark.parametrize(
    ("kept", "english", "italian"),
    [
        ("Immaculate Conception", "Immaculate Conception", "Immacolata Concezione"),
        ("All Saints' Day; Christmas Day", "All Saints’ Day; Christmas Day", "Ognissanti; Natale"),
        ("Independence Day (observed)", "Independence Day (observed)", "Festa dell’indipendenza (recupero)"),
        ("Stocktaking; no work", "Stocktaking; no work", "Stocktaking; no work"),
        ("", "", ""),
    ],
)  # fmt: skip
def test_a_holiday_is_read_in_the_language_of_the_reader(kept: str, english: str, italian: str) -> None:
    with translation.override("en"):
        assert holiday_in_words(kept) == english
    with translation.override("it"):
        assert holiday_in_words(kept) == italian
