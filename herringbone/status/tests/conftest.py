"""Whoever opens a page in a test."""

from collections.abc import Callable

import pytest
from django.test import Client

from herringbone.people.models import Person


@pytest.fixture
def enter() -> Callable[[Person], Client]:
    """A browser in which somebody is signed in."""

    def signed_in(person: Person) -> Client:
        browser = Client()
        browser.force_login(person)
        return browser

    return signed_in
