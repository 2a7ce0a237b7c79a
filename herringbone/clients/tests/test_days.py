"""A1, A2, A3: days on the pages of clients are typed as people say them, in English and Italian."""

from collections.abc import Callable
from datetime import date

import pytest
from django.utils.html import escape

from herringbone.clients.models import Contact
from herringbone.people.models import Person, Role
from tests.world import World

CLIENT = {"name": "Alder", "language": "en", "country": "", "currency": "USD"}


def entering(world: World, enter: Callable, name: str, language: str):
    Person.objects.filter(pk=getattr(world, name).pk).update(language=language)
    return enter(Person.objects.get(pk=getattr(world, name).pk))


@pytest.mark.parametrize(
    ("language", "typed", "day"),
    [
        ("en", "3 March 2019", date(2019, 3, 3)),
        ("it", "3 marzo 2019", date(2019, 3, 3)),
        ("en", "2 Nov", date(2025, 11, 2)),  # since when: the nearest that has gone by
        ("en", "2019-03-03", date(2019, 3, 3)),
    ],
)
def test_a1_since_when_somebody_is_a_client_is_typed_in_words(world: World, enter: Callable, language, typed, day):
    browser = entering(world, enter, "sup_alder", language)
    sent = {**CLIENT, "office": world.office.pk, "since": typed, "original": original(browser, "/clients/ALD/edit/")}
    assert browser.post("/clients/ALD/edit/", sent).status_code == 303
    world.alder.refresh_from_db()
    assert world.alder.since == day


def test_a1_what_is_no_day_comes_back_as_it_was_typed(world: World, enter: Callable):
    browser = entering(world, enter, "sup_alder", "en")
    page = browser.post("/clients/ALD/edit/", {**CLIENT, "office": world.office.pk, "since": "the flood"})
    assert page.status_code == 422
    assert "“the flood” is not a day" in page.content.decode()
    assert 'value="the flood"' in page.content.decode()


def test_a3_somebody_joins_the_team_from_a_day_in_words(world: World, enter: Callable):
    browser = entering(world, enter, "sup_alder", "it")
    sent = {"person": world.dept.pk, "kind": "planner", "starts": "lunedì prossimo"}
    asked = browser.post("/clients/ALD/team/", sent)
    assert asked.status_code == 422
    assert escape("lunedì prossimo") in asked.content.decode()
    assert browser.post("/clients/ALD/team/", {**sent, "starts": "16 marzo"}).status_code == 303
    assert Role.objects.get(person=world.dept, client=world.alder, kind="planner").starts == date(2026, 3, 16)


def test_a2_somebody_left_on_a_day_in_words(world: World, enter: Callable):
    browser = entering(world, enter, "ae_alder", "it")
    assert browser.post(f"/contacts/{world.pat.pk}/departure/", {"on": "1 marzo"}).status_code == 303
    assert Contact.objects.get(pk=world.pat.pk).left == date(2026, 3, 1)


def original(browser, address: str) -> str:
    """The sealed values that a form was filled with."""
    return browser.get(address).context["original"]
