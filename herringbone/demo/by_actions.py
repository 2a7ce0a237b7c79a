"""Plays a script by the same actions as the pages, each at its moment."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from functools import singledispatchmethod
from typing import Any

from herringbone.clients import actions as clients
from herringbone.clients.models import Contact
from herringbone.core import clock
from herringbone.demo import script
from herringbone.demo.players import Players, item_key
from herringbone.meetings import actions as meetings
from herringbone.meetings.models import ContactReport, Item
from herringbone.people.models import Person
from herringbone.people.rules import standing_kept
from herringbone.work import actions as work
from herringbone.work.models import Task, Waiting


def play(steps: Iterable[script.Step], players: Players) -> Iterator[script.Step]:
    """Do the steps in their order, each under the clock of its moment; gives each back when it is done.

    Where somebody stands is worked out once a week, and anew when roles or covers change.
    """
    perform = _Performance(players).do
    week: tuple[int, int] | None = None
    with ExitStack() as kept:
        for step in steps:
            if step.at.isocalendar()[:2] != week:
                kept.close()
                kept.enter_context(standing_kept())
                week = step.at.isocalendar()[:2]
            with clock.clock_at(step.at):
                perform(step)
            yield step


class _Performance:
    """One method for each kind of step."""

    def __init__(self, players: Players) -> None:
        self.players = players

    @singledispatchmethod
    def do(self, step: Any) -> None:
        """Do a step of a kind that is registered below."""
        raise TypeError(f"Nobody can do {step!r}")

    @do.register
    def _(self, step: script.Form) -> None:
        here, client = self.players, self.players.clients[step.client]
        form = work.begin_form(
            by=here.people[step.by], client=client, kind=here.kinds[step.kind], name=step.name,
            brand=here.brands.get((step.client, step.brand)), asked_by=here.contacts.get((step.client, step.asked_by)),
            asked_how=step.asked_how, begins=step.begins, delivered_by=step.delivered_by, budget=step.budget,
            scope=step.scope, departments=[here.departments[craft] for craft in step.crafts],
            route={str(here.departments[craft].pk): here.people[who].pk for craft, who in step.route.items()},
            deliverables=[{"what": w, "quantity": quantity, "rounds": r} for w, quantity, r in step.deliverables],
            lead=here.people.get(step.lead), extra=step.extra,
        )  # fmt: skip
        with clock.clock_at(step.submitted):
            here.jobs[step.key] = work.submit_form(by=here.people[step.by], form=form)

    @do.register
    def _(self, step: script.Acknowledge) -> None:
        by = self.players.people[step.by]
        form = self.players.jobs[step.job].form
        work.acknowledge_form(by=by, routing=form.routings.select_related("form__client__office").get(person=by))

    @do.register
    def _(self, step: script.NextStep) -> None:
        job = self._job(step.job)
        contact = self.players.contacts.get((job.client.code, step.contact))
        who = self.players.people.get(step.person)
        work.set_next_step(by=self._by(step), job=job, step=step.step, person=who, contact=contact, on=step.on)

    @do.register
    def _(self, step: script.Status) -> None:
        work.set_status_line(by=self._by(step), job=self._job(step.job), status=step.text)

    @do.register
    def _(self, step: script.Stage) -> None:
        work.move_stage(by=self._by(step), job=self._job(step.job), to=step.to, why=step.why)

    @do.register
    def _(self, step: script.Plan) -> None:
        job = self._job(step.job)
        self.players.milestones[step.key] = work.plan_milestone(by=self._by(step), job=job, name=step.name, on=step.on)

    @do.register
    def _(self, step: script.Move) -> None:
        by, milestone = self._by(step), self.players.milestones[step.milestone]
        wanted: dict[str, Any] = {"milestones": {str(milestone.pk): step.to}}
        if step.crafts:
            wanted |= {"departments": [self.players.departments[craft].pk for craft in step.crafts], "route": {}}
        work.submit_change(by=by, change=work.draft_change(by=by, job=milestone.job, why=step.why, **wanted))

    @do.register
    def _(self, step: script.AcknowledgeChange) -> None:
        by = self._by(step)
        change = self._job(step.job).changes.filter(number__isnull=False).order_by("number").last()
        routing = change.form.routings.select_related("form__client__office").get(person=by)
        work.acknowledge_form(by=by, routing=routing)

    @do.register
    def _(self, step: script.Reach) -> None:
        work.reach_milestone(by=self._by(step), milestone=self.players.milestones[step.milestone])

    @do.register
    def _(self, step: script.Wait) -> None:
        self.players.waits[step.key] = work.wait_on_client(
            by=self._by(step), client=self.players.clients[step.client], what=step.what, job=self._job(step.job),
            contact=self.players.contacts.get((step.client, step.contact)), effect=step.effect, due=step.due,
        )  # fmt: skip

    @do.register
    def _(self, step: script.Came) -> None:
        work.end_waiting(by=self._by(step), waiting=self.players.waits[step.what])

    @do.register
    def _(self, step: script.Give) -> None:
        self.players.tasks[step.key] = work.make_task(
            by=self._by(step), client=self.players.clients[step.client], title=step.title, due=step.due,
            owner=self.players.people[step.owner], due_at=step.due_at, job=self._job(step.job),
        )  # fmt: skip

    @do.register
    def _(self, step: script.Did) -> None:
        work.finish_task(by=self._by(step), task=self.players.tasks[step.task])

    @do.register
    def _(self, step: script.Meet) -> None:
        here = self.players
        starts, ends = step.meets
        here.meetings[step.key] = meetings.plan_meeting(
            by=self._by(step), client=here.clients[step.client], topic=step.topic, starts=starts, ends=ends,
            office=here.offices.get(step.office), kind=step.kind, job=self._job(step.job), internal=step.internal,
            planning=step.planning, place=step.place, conference=step.conference, refreshments=step.refreshments,
            people=[here.people[key] for key in step.people], agenda=step.agenda, invite=step.invite,
            contacts=[here.contacts[step.client, name] for name in step.contacts],
            reporter=here.people.get(step.reporter),
        )  # fmt: skip
        if step.kick_off:
            meetings.name_kick_off(by=self._by(step), meeting=here.meetings[step.key])

    @do.register
    def _(self, step: script.Waive) -> None:
        meetings.waive_kick_off(by=self._by(step), job=self._job(step.job), why=step.why)

    @do.register
    def _(self, step: script.Write) -> None:
        here, by = self.players, self._by(step)
        meeting = here.meetings[step.meeting]
        code = meeting.client.code
        with clock.clock_at(step.begun):
            report = here.reports[step.meeting] = meetings.open_report(by=by, meeting=meeting)
        points = list(meeting.agenda.filter(from_key=""))
        written = [
            meetings.Written(
                one.kind, one.text, item_key(step.meeting, place), self._job(one.job), here.somebody(code, one.owner),
                one.due, one.due_at, None if one.agenda is None else points[one.agenda],
            ) for place, one in enumerate(step.items)
        ]  # fmt: skip
        meetings.save_items(by=by, report=report, items=written)

    @do.register
    def _(self, step: script.Issue) -> None:
        report = self.players.reports[step.meeting]
        meetings.issue_contact_report(by=self._by(step), report=report)
        self._name_what_follows(step.meeting, report)

    @do.register
    def _(self, step: script.Confirm) -> None:
        report = self.players.reports[step.meeting]
        contact = self.players.contacts[report.meeting.client.code, step.contact]
        issue = report.issues.select_related("report__meeting__client__office").order_by("version").last()
        assert issue
        meetings.confirm_report(by=self._by(step), issue=issue, contact=contact, via=step.via)

    @do.register
    def _(self, step: script.Call) -> None:
        here = self.players
        contact = here.contacts[step.client, step.contact]
        told = [
            meetings.Step(
                one.text, _known(here.somebody(step.client, one.owner)), one.due, one.due_at, self._job(one.job)
            )
            for one in step.steps
        ]
        meeting = here.meetings[step.key] = meetings.log_call(
            by=self._by(step), contact=contact, said=step.said, starts=step.starts, ends=step.at,
            job=self._job(step.job), steps=told,
        )  # fmt: skip
        here.reports[step.key] = meeting.report
        self._name_what_follows(step.key, meeting.report)

    @do.register
    def _(self, step: script.NoneOwed) -> None:
        meeting = self.players.meetings[step.meeting]
        meetings.note_no_report_owed(by=self._by(step), meeting=meeting, because=step.because)

    @do.register
    def _(self, step: script.Says) -> None:
        contact = self.players.contacts[step.client, step.contact]
        self.players.messages[step.key] = clients.receive_message(
            by=self._by(step), contact=contact, text=step.text, via=step.via
        )

    @do.register
    def _(self, step: script.Answers) -> None:
        clients.answer_message(
            by=self._by(step), message=self.players.messages[step.message], text=step.text, via=step.via
        )

    @do.register
    def _(self, step: script.Remark) -> None:
        subject = self._job(step.job) or self.players.clients[step.client]
        mentions = [self.players.people[key] for key in step.mentions]
        clients.post(by=self._by(step), subject=subject, text=step.text, mentions=mentions)

    @do.register
    def _(self, step: script.Do) -> None:
        step.what(self.players)

    def _by(self, step: script.Step) -> Person:
        return self.players.people[step.by]

    def _job(self, key: str) -> Any:
        return self.players.jobs[key] if key else None

    def _name_what_follows(self, key: str, report: ContactReport) -> None:
        """Give what became of a report's next steps their names, in the order of its items."""
        for place, item in enumerate(report.items.filter(kind=Item.Kind.NEXT_STEP)):
            task = Task.objects.filter(item_key=item.key, dropped=None).last()
            wait = Waiting.objects.filter(item_key=item.key, ended=None).last()
            if task:
                self.players.tasks[f"{key}/{place}"] = task
            if wait:
                self.players.waits[f"{key}/{place}"] = wait


def _known(who: Person | Contact | None) -> Person | Contact:
    assert who, "a next step of a call names who does it"
    return who
