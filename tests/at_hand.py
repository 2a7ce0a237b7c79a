"""Records of the rivals' world for a deed to be done on, each found or made just before."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta
from typing import Any

from herringbone.core import clock
from herringbone.desk.models import ChatChannel
from herringbone.meetings import actions as of_meetings
from herringbone.meetings.brought import BroughtMeeting
from herringbone.meetings.models import (
    Attendee,
    ContactReport,
    Meeting,
)
from herringbone.ontime.actions import give_reason
from herringbone.people import actions as of_people
from herringbone.people.actions.offices import Place
from herringbone.people.models import Absence
from herringbone.record.models import Duty, Effect, Event
from herringbone.status import actions as of_status
from herringbone.status.models import Ask, TableChange
from herringbone.work import actions as of_work
from herringbone.work.models import Change, Job, Task
from tests.world import DAY, HOUR, World

Deed = Callable[[World], Any]


def of(world: World, model: Any, **wanted: Any) -> Any:
    """A record of Alder's, the newest that fits."""
    return model.objects.filter(**{model.client_path: world.alder}, **wanted).order_by("pk").last()


def today() -> Any:
    """The date at the office."""
    return clock.now().date()


def settled(world: World) -> ContactReport:
    """A report of Alder's that was issued and is being corrected."""
    return of(world, ContactReport, correcting__isnull=False)


def a_place(name: str) -> Place:
    """An office of New York that opens an hour early."""
    return Place(name, "America/New_York", "US", "", "USD", "en", time(8), time(17))


def on_another_clock(world: World) -> Any:
    """The office, whose other hours begin today."""
    with clock.clock_at(clock.now() - 2 * DAY):
        return of_people.change_office(
            by=world.admin, office=world.office, place=a_place("New York"), since=today() + 2 * DAY
        )


def in_chicago(world: World, model: Any) -> Any:
    """A record of Alder's whose office will be on the clock of Chicago from tomorrow on."""
    place = replace(a_place("New York"), zone="America/Chicago")
    of_people.change_office(by=world.admin, office=world.office, place=place, since=today() + DAY)
    return of(world, model)


def closed_in_a_week(world: World) -> Any:
    """The office, closed for three days."""
    first = today() + 7 * DAY
    return of_people.close_office(by=world.admin, office=world.office, first=first, last=first + 2 * DAY, why="Moving")


def coming(world: World) -> Meeting:
    """A meeting of Alder's that has not begun."""
    with clock.clock_at(clock.now() - DAY):
        return of_meetings.plan_meeting(
            by=world.ae_alder, client=world.alder, topic="Coming", starts=clock.now() + 3 * DAY,
            ends=clock.now() + 3 * DAY + HOUR, people=[world.sup_alder], contacts=[world.pat], agenda=["A point"],
        )  # fmt: skip


def held(world: World) -> Meeting:
    """A meeting of Alder's that is over, of which no report was begun."""
    return of_meetings.plan_meeting(
        by=world.ae_alder, client=world.alder, topic="Held", starts=clock.now() - 2 * HOUR,
        ends=clock.now() - HOUR, contacts=[world.pat], agenda=["A point"],
    )  # fmt: skip


def brought(world: World) -> BroughtMeeting:
    """A meeting of Alder's as a calendar has it."""
    begins = clock.now() + 3 * DAY
    return BroughtMeeting(
        uid="brought@elsewhere.example", topic="From a calendar", starts=begins, ends=begins + HOUR,
        evidence="calendar.ics, row 1", reporter=world.ae_alder, contacts={world.pat: Attendee.Reply.ACCEPTED},
    )  # fmt: skip


def undelivered(state: str) -> Effect:
    """A report's mail to a contact in a state in which something may be done about it."""
    effect = Effect.objects.filter(kind="contact_report", contact__isnull=False).first()
    assert effect
    Effect.objects.filter(pk=effect.pk).update(state=state)
    effect.refresh_from_db()
    return effect


def away(world: World) -> Absence:
    """An absence that is to come, with its cover."""
    return of_people.arrange_cover(
        by=world.dept,
        person=world.dept,
        cover=world.planner_alder,
        begins=clock.now() + DAY,
        ends=clock.now() + 2 * DAY,
    )


def asked_of(world: World, person: Any) -> Any:
    """The routing of a form of Alder's that this person is to acknowledge."""
    ours = world.departments["account services"]
    form = of_work.begin_form(
        by=world.ae_alder, client=world.alder, name="Another", kind=of_work.ensure_job_kinds()["content"],
        scope="More of it", asked_by=world.pat, asked_how="by telephone", delivered_by=today() + timedelta(days=20),
        departments=[ours.pk], route={str(ours.pk): person.pk},
        deliverables=[{"what": "A", "quantity": 1, "rounds": 1}],
    )  # fmt: skip
    of_work.submit_form(by=world.ae_alder, form=form)
    return form.routings.get()


def own_task(world: World) -> Task:
    """An open task of the account executive's."""
    return of_work.make_task(
        by=world.ae_alder, client=world.alder, title="Something", owner=world.ae_alder, due=today() + timedelta(days=2)
    )


def bound(world: World) -> Any:
    """The company account of the department's member."""
    return of_people.bind_identity(by=world.dept, person=world.dept, issuer="https://id.example", subject="0815")


def table_change(world: World) -> TableChange:
    """What was changed at the table of a meeting of Alder's that goes on."""
    turn = of_status.begin_weekly_meeting(by=world.ae_alder).turns.get(client=world.alder)
    return of_status.set_status_at_table(by=world.ae_alder, turn=turn, job=of(world, Job), status="Said")


def called(world: World) -> Event:
    """A call with Alder of this moment, as it is on record."""
    of_meetings.log_call(by=world.ae_alder, contact=world.pat, said="All well")
    return of(world, Event, verb="call logged")


def asked(world: World) -> Ask:
    """A question of yesterday's about Alder's job, which nobody has answered."""
    until = clock.now() + DAY
    with clock.clock_at(clock.now() - DAY):
        return of_status.ask_for_lines(
            by=world.ae_alder, client=world.alder, jobs=[of(world, Job)], until=until, person=world.dept
        )


def own_chat(world: World) -> ChatChannel:
    """The coordinator's chat."""
    return ChatChannel.objects.get(person=world.coord_alder, ended=None)


def explained(world: World) -> Any:
    """A duty of Alder's that is late is explained."""
    duty = Duty.objects.filter(client=world.alder, done=None, due__lt=clock.now()).first()
    return give_reason(by=world.sup_alder, duty=duty, why="The copy came late")


ANOTHER = {"what": "Another", "quantity": 3, "rounds": 1}


def promise(world: World, **wanted: Any) -> Change:
    """A change form of the account executive's for Alder's job."""
    change = of_work.draft_change(by=world.ae_alder, job=of(world, Job), why="Because", **wanted)
    return of_work.submit_change(by=world.ae_alder, change=change)
