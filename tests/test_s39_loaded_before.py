"""S39: two who do the same at once: the second waits until the first is done, and had loaded all that before."""

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import models, transaction

from herringbone.record import action
from herringbone.record.action import Denied, Refused
from tests.deeds import DEEDS

pytestmark = pytest.mark.thorough


def test_s39_who_loaded_a_record_before_is_told_what_who_loads_it_now_is(filled):
    """Each deed is done, and then again: by somebody who had loaded all before, and by somebody who loads it now."""
    faults = []
    for verb, deed in DEEDS.items():
        with taken_back():
            with asked(verb) as first:
                deed(copy.deepcopy(filled))
            may, body, by, given = first[0]
            before, now = told(verb, may, body, by, given), told(verb, may, body, by, anew(given))
            if before != now:
                faults.append(f"{verb}: {before}, and with what is there now {now}")
    assert faults == []


def told(verb: str, may: Any, body: Any, by: Any, given: Any) -> str:
    """What comes of it, in a word; nothing of it stays."""
    with taken_back():
        try:
            with transaction.atomic():
                action._perform(verb, may, body, by, "", copy.deepcopy(given), True)
        except (Denied, Refused, ValueError) as error:
            return type(error).__name__
        except models.ObjectDoesNotExist:
            return "DoesNotExist"
        except Exception as error:
            return type(error).__name__
        return "done"


def anew(given: dict[str, Any]) -> dict[str, Any]:
    """The same, loaded now; what is gone stays as it was loaded."""

    def loaded(one: Any) -> Any:
        saved = isinstance(one, models.Model) and one.pk
        return type(one)._base_manager.filter(pk=one.pk).first() or one if saved else one

    return {name: loaded(one) for name, one in given.items()}


@contextmanager
def asked(verb: str) -> Iterator[list[Any]]:
    """What the first action of this verb inside the block is given, as it was before."""
    found: list[Any] = []
    perform = action._perform

    def noted(of: str, may: Any, body: Any, by: Any, key: str, given: Any, outermost: bool) -> Any:
        if of == verb and not found:
            found.append((may, body, copy.deepcopy(by), copy.deepcopy(given)))
        return perform(of, may, body, by, key, given, outermost)

    action._perform = noted
    try:
        yield found
    finally:
        action._perform = perform


@contextmanager
def taken_back() -> Iterator[None]:
    """Whatever is done inside is undone."""
    undo = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(undo)
