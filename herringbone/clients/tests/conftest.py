"""What the tests of clients share."""

import io
from collections.abc import Callable

import pytest
from django.test import Client as Browser
from PIL import Image

from herringbone.people.models import Person


@pytest.fixture
def png() -> bytes:
    """A small picture."""
    file = io.BytesIO()
    Image.new("RGB", (8, 6), "red").save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def enter() -> Callable[[Person], Browser]:
    """A browser in which somebody is signed in."""

    def sign_in(person: Person) -> Browser:
        browser = Browser()
        browser.force_login(person)
        return browser

    return sign_in
