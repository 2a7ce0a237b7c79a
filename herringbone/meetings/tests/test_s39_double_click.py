"""S39: the same report issued by two clicks at once is issued once."""

import threading

import pytest
from django.db import connections

from herringbone.core import clock
from herringbone.meetings.actions import issue_contact_report
from herringbone.meetings.models import ContactReport, Issue
from herringbone.meetings.tests.builders import a_draft
from herringbone.people.models import Person
from herringbone.record.action import Refused
from herringbone.record.models import Edition, Effect, Event
from herringbone.work.models import Task
from tests.world import MONDAY, World

AT_ONCE = 5


@pytest.mark.parametrize("once", ["one-key", ""], ids=["the same form", "two who both have the page"])
def test_s39_issued_at_the_same_time_it_is_issued_once(shared_world: World, once: str) -> None:
    report = a_draft(shared_world)
    ready = threading.Barrier(AT_ONCE)
    outcomes: list[object] = []

    def click() -> None:
        try:
            with clock.clock_at(MONDAY):
                mine = ContactReport.objects.get(pk=report.pk)
                by = Person.objects.get(pk=shared_world.ae_alder.pk)
                ready.wait()
                outcomes.append(issue_contact_report(by=by, report=mine, once=once).pk)
        except Refused as reason:
            outcomes.append(str(reason))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=click) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    issue = Issue.objects.get()
    assert len(outcomes) == AT_ONCE
    if once:
        assert set(outcomes) == {issue.pk}, "each gets the first one's outcome"
    else:
        assert sum(1 for one in outcomes if one == issue.pk) == 1
        assert all("begin a correction" in str(one) for one in outcomes if one != issue.pk)
    assert Event.objects.filter(verb="contact report issued").count() == 1
    assert Edition.objects.count() == 2 and Task.objects.count() == 1
    assert Effect.objects.filter(kind="contact_report").count() == issue.readers.count()
