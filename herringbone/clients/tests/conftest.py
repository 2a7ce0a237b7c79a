"""What the tests of clients share."""

import io

import pytest
from PIL import Image


@pytest.fixture
def png() -> bytes:
    """A small picture."""
    file = io.BytesIO()
    Image.new("RGB", (8, 6), "red").save(file, "PNG")
    return file.getvalue()
