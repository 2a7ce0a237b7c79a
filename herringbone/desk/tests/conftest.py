"""What the tests of webhooks and chats share."""

from collections.abc import Iterator
from typing import Any

import pytest

from herringbone.core.tests.receiver import Receiver, receiving


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    """A server on this machine that keeps what it is sent; for once such an address may be reached."""
    with receiving() as told:
        settings.LOCAL_ADDRESSES = {told.here}
        yield told
