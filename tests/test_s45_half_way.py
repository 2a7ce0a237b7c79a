"""S45, S40: a process that dies in the middle of a deed leaves nothing of it: no row, no number, no event, no mail."""

import copy
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from herringbone.clients import actions as of_clients
from herringbone.clients.uploads import Upload
from herringbone.core import clock
from herringbone.meetings import actions as of_meetings
from herringbone.meetings.actions import Written
from herringbone.people.rules.standing import forget
from herringbone.record import action
from herringbone.work import actions as of_work
from herringbone.work.models import Job
from tests.at_hand import held, of, today
from tests.crawling import WRITES
from tests.deeds import DEEDS
from tests.everything import picture
from tests.test_s42_one_event import all_verbs
from tests.world import DAY, HOUR, World

pytestmark = pytest.mark.thorough


def submit(world: World) -> Any:
    """A form of two departments becomes a job."""
    ours, theirs = world.departments["account services"], world.departments["creative"]
    form = of_work.begin_form(
        by=world.ae_alder, client=world.alder, name="Broken off", kind=of_work.ensure_job_kinds()["content"],
        scope="All of it", delivered_by=today() + timedelta(days=20), departments=[ours.pk, theirs.pk],
        route={str(ours.pk): world.sup_alder.pk, str(theirs.pk): world.dept.pk},
        deliverables=[{"what": "A", "quantity": 1, "rounds": 1}],
    )  # fmt: skip
    return of_work.submit_form(by=world.ae_alder, form=form)


def issue(world: World) -> Any:
    """A report with a step of ours and one of theirs goes out."""
    report = of_meetings.open_report(by=world.ae_alder, meeting=held(world))
    steps = [
        Written("decision", "Blue", job=of(world, Job)),
        Written("next_step", "Draw it", owner=world.ae_alder, due=today() + timedelta(days=3)),
        Written("next_step", "Send the copy", owner=world.pat, due=today() + timedelta(days=3)),
    ]
    of_meetings.save_items(by=world.ae_alder, report=report, items=steps)
    return of_meetings.issue_contact_report(by=world.ae_alder, report=report)


# What the world of everything does while it is made, and whose halves would hurt most.
MAIN: dict[str, Callable[[World], Any]] = {
    "form submitted": submit,
    "contact report issued": issue,
    "call logged": lambda w: of_meetings.log_call(by=w.ae_alder, contact=w.pat, said="Yes"),
    "meeting planned": lambda w: of_meetings.plan_meeting(
        by=w.ae_alder, client=w.alder, topic="Soon", starts=clock.now() + DAY, ends=clock.now() + DAY + HOUR,
        people=[w.sup_alder], contacts=[w.pat, w.quinn], agenda=["One", "Two"],
    ),
    "client opened": lambda w: of_clients.open_client(
        by=w.head, name="Elm", code="ELM", office=w.office, point_person=w.ae_alder, legal_name="Elm Inc.",
        brands=["Elm"],
    ),
    "contact added": lambda w: of_clients.add_contact(by=w.ae_alder, client=w.alder, name="Una", roles=["day to day"]),
    "remark posted": lambda w: of_clients.post(
        by=w.ae_alder, subject=w.alder, text="Look", mentions=[w.sup_alder], files=[Upload("a.png", picture())]
    ),
}  # fmt: skip


class PowerCut(BaseException):
    """Nothing in the program catches it, as nothing catches kill -9."""


class Watch:
    """Looks on while the action of one verb is done, and breaks it off at its write of one number, if there is one."""

    def __init__(self, verb: str, at: int = 0, tables: Iterable[str] = ()) -> None:
        self.verb, self.at, self.tables = verb, at, tables
        self.writes = 0
        self.written: set[str] = set()
        self.before: dict[str, Any] = {}

    def held(self) -> dict[str, Any]:
        """What the tables hold now."""
        found = {}
        with connection.cursor() as cursor:
            for table in self.tables:
                cursor.execute(f'SELECT * FROM "{table}"')  # a table's name
                found[table] = sorted(cursor.fetchall(), key=repr)
        return found

    @contextmanager
    def __call__(self) -> Iterator[None]:
        perform = action._perform

        def watched(name: str, *given: Any) -> Any:
            if name != self.verb:
                return perform(name, *given)
            self.before = self.held()
            with connection.execute_wrapper(self._cut):
                return perform(name, *given)

        action._perform = watched
        try:
            yield
        finally:
            action._perform = perform

    def _cut(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if told := WRITES.match(sql):
            self.writes += 1
            self.written.add(told[1])
            if self.writes == self.at:
                raise PowerCut
        return execute(sql, params, many, context)


def done(watch: Watch, deed: Callable[[World], Any], world: World) -> list[str]:
    """Do a deed under watch and undo it; gives the tables that hold something else where it was broken off."""
    whole = transaction.savepoint()
    try:
        with watch():
            deed(copy.deepcopy(world))
    except PowerCut:
        now = watch.held()
        return [table for table, rows in watch.before.items() if rows != now[table]]
    finally:
        transaction.savepoint_rollback(whole)
        forget()
    return []


@pytest.mark.parametrize("feature", ["people", "clients", "work", "status", "meetings", "desk"])
def test_s45_what_is_broken_off_anywhere_leaves_nothing(filled: World, feature: str) -> None:
    wheres, faults = all_verbs(), []
    for verb, deed in {**MAIN, **DEEDS}.items():
        if f".{feature}." not in wheres[verb]:
            continue
        whole = Watch(verb)
        done(whole, deed, filled)
        assert whole.writes > 0, f"{verb} writes nothing"
        some = {1, whole.writes // 2 or 1, whole.writes}
        for at in range(1, whole.writes + 1) if verb in MAIN else sorted(some):
            watch = Watch(verb, at, whole.written)
            differ = done(watch, deed, filled)
            if differ or watch.writes != at:
                faults.append(f"{verb}, at write {at} of {whole.writes}: {differ}")
    assert faults == []
