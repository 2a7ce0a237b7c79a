"""S42: nothing happens unseen. Each deed leaves exactly one event, and every deed that there is has been tried."""

import copy
import importlib
import pkgutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction

import herringbone
from herringbone.core import clock
from herringbone.people import actions as of_people
from herringbone.people.models import Wall
from herringbone.people.rules.standing import forget
from herringbone.record import action
from herringbone.record.action import Denied, Refused
from herringbone.record.models import Denial, Event
from tests.addresses import ADDRESSES
from tests.deeds import DEEDS


def all_verbs() -> dict[str, str]:
    """The verb of every action in the code, with where it stands."""
    found = {}
    for module in pkgutil.walk_packages(herringbone.__path__, "herringbone."):
        if ".tests" in module.name or ".migrations" in module.name or module.name.endswith("__main__"):
            continue
        for one in vars(importlib.import_module(module.name)).values():
            if getattr(one, "__module__", "") == module.name and isinstance(getattr(one, "verb", None), str):
                found[one.verb] = f"{one.__module__}.{one.__name__}"
    return found


# Done before there is anything else, or to a copy: each has a test of its own.
ELSEWHERE = {"agency founded": "tests/test_cli.py", "copy promoted": "tests/test_s47_backup.py"}


def test_s42_every_deed_has_been_tried(filled):
    tried = {*Event.objects.values_list("verb", flat=True), *DEEDS, *ELSEWHERE}
    assert {verb: where for verb, where in all_verbs().items() if verb not in tried} == {}, "add it to tests/deeds.py"
    assert {*DEEDS} - {*all_verbs()} == set(), "no such deed any more"


def test_s42_no_two_actions_bear_one_verb():
    found = Counter(where for where in all_verbs().values())
    assert max(found.values()) == 1
    assert len(all_verbs()) > 100


@pytest.mark.parametrize("feature", ["people", "clients", "work", "status", "meetings", "desk", "ontime"])
def test_s42_each_deed_leaves_exactly_one_event(filled, feature):
    wheres, faults = all_verbs(), []
    for verb, deed in DEEDS.items():
        if f".{feature}." not in wheres[verb]:
            continue
        undo = transaction.savepoint()
        with calls() as performed:
            last = Event.objects.order_by("pk").values_list("pk", flat=True).last()
            deed(copy.deepcopy(filled))
        events = Counter(Event.objects.filter(pk__gt=last).values_list("verb", flat=True))
        if events[verb] != 1 or events != performed:
            faults.append(f"{verb}: {dict(events)} for {dict(performed)}")
        one = Event.objects.filter(pk__gt=last, verb=verb).last()
        if one and (one.at != clock.now() or "CANARY" in str(one.particulars)):
            faults.append(f"{verb}: at {one.at}, with {one.particulars}")
        transaction.savepoint_rollback(undo)
        forget()
    assert faults == []


@contextmanager
def calls() -> Iterator[Counter]:
    """How often each action's body has run to its end inside the block, those called by others included."""
    performed: Counter = Counter()
    perform = action._perform

    def counted(verb, *given):
        done = perform(verb, *given)
        performed[verb] += 1
        return done

    action._perform = counted
    try:
        yield performed
    finally:
        action._perform = perform


def test_s42_what_is_refused_or_denied_leaves_no_event(filled):
    before = Event.objects.count()
    with pytest.raises(Denied):
        of_people.lower_wall(by=filled.ae_alder, wall=Wall.objects.get(), reason="because")
    with pytest.raises(Refused):
        of_people.lower_wall(by=filled.head, wall=Wall.objects.get(), reason=" ")
    assert Event.objects.count() == before
    assert Denial.objects.filter(verb="wall lowered").count() == 1


def test_s42_no_page_edits_or_deletes_an_event(filled):
    about = [name for name, kinds in ADDRESSES.items() if any(kind.model in (Event, Denial) for kind in kinds)]
    assert about == []
