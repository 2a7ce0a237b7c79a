"""Rows that are jobs. The same job: the same client and name, one for one, if it is open here or came from a file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from herringbone.clients.importing.colleagues import Colleagues
from herringbone.clients.importing.companies import Companies, one_of
from herringbone.clients.importing.kinds import Chosen
from herringbone.clients.importing.reading import Record
from herringbone.clients.importing.report import Fact, Outcome
from herringbone.clients.models import Client
from herringbone.clients.rules import clients_to_bring_into
from herringbone.core import clock
from herringbone.core.calendar import working_days_later
from herringbone.core.models import Office, WorkingDay
from herringbone.core.names import fold
from herringbone.core.tables.currencies import currencies_meant
from herringbone.core.text import one_line, prose
from herringbone.core.wording import dates
from herringbone.core.wording.amounts import money
from herringbone.people.models import Person
from herringbone.people.rules import may_see, standing, who_answers
from herringbone.record.action import Refused
from herringbone.record.models import Event
from herringbone.work.actions.bringing import bring_in_job
from herringbone.work.actions.written import LONGEST_PROSE
from herringbone.work.brought import BroughtJob, BroughtRemark, BroughtStep
from herringbone.work.importing.files import local_day
from herringbone.work.importing.plan import Project, Remark
from herringbone.work.importing.words import plan_lines, said_by, stage_called
from herringbone.work.models import Job, JobKind, Stage
from herringbone.work.wording import STAGES

LOOK_WITHIN = 5  # working days: by then somebody looks at an open task that has no day, or one that has passed
LONGEST_NAME, LONGEST_STEP, LONGEST_MILESTONE, LONGEST_LINE = 200, 300, 120, 300


@dataclass(frozen=True)
class Days:
    """What a client's office says of days: today, how far its calendar goes, and by when a look is due."""

    today: date
    last: date
    look: date

    def ahead(self, day: date | None) -> bool:
        """Whether something can still be promised for a day."""
        return day is not None and self.today <= day <= self.last


@dataclass
class JobRows:
    """Brings in rows one after the other, and knows which jobs are there already."""

    by: Person
    chosen: Chosen
    kinds: dict[str, JobKind] = field(default_factory=dict)
    there: dict[tuple[int, str], list[Job]] = field(default_factory=dict)
    answering: dict[int, Person] = field(default_factory=dict)  # for each client
    days: dict[int, Days] = field(default_factory=dict)  # of each office

    def __post_init__(self) -> None:
        seen = list(clients_to_bring_into(self.by).select_related("office"))
        self.companies = Companies(seen)
        active = list(Person.objects.filter(is_active=True))
        self.people = Colleagues(active)
        for kind in JobKind.objects.filter(active=True):
            self.kinds |= {fold(word): kind for word in (kind.key, kind.name, kind.name_it) if word}
        came = set(Event.objects.filter(verb="job brought in").values_list("subject_id", flat=True))
        for job in Job.objects.filter(client__in=seen).order_by("-pk"):
            if job.stage not in Stage.OVER or job.pk in came:
                self.there.setdefault((job.client_id, _key(job.name)), []).append(job)
        by_id = {person.pk: person for person in active}
        here = standing(self.by)
        found = who_answers([client.pk for client in seen], here.on, here)
        self.answering = {client: by_id[person] for client, person in found.items() if person in by_id}

    def land(self, record: Record) -> Outcome:
        """Bring in one row. Raises Refused with the reason where it cannot be."""
        notes = list(record.notes)
        project = record.source if isinstance(record.source, Project) else Project(record.text("name"))
        name = _cut(one_line(record.text("name")), LONGEST_NAME, notes)
        if not name:
            raise Refused(_("The row has no name"))
        client = self._client(record)
        same = self.there.get((client.pk, _key(name)))
        if same:
            notes.append(_("It is there already: %(number)s") % {"number": same.pop().number})
            return Outcome(record.number, record.line, name, "unchanged", tuple(notes))
        brought = self._brought(record, project, client, name, notes)
        job = bring_in_job(by=self.by, client=client, brought=brought)
        notes.insert(0, job.number)
        return Outcome(
            record.number, record.line, name, "created", tuple(notes), tuple(_facts(record, client, brought)), job.pk
        )

    def finish(self, outcomes: dict[int, Outcome]) -> list[str]:
        """Nothing is left to be done once all are in."""
        return []

    def _client(self, record: Record) -> Client:
        told = one_line(record.text("client"))
        if not told and self.chosen.client:
            return self.chosen.client
        if not told:
            raise Refused(_("The row does not say whose job it is"))
        meant = self.companies.called(told)
        if not meant:
            raise Refused(_("“%(client)s” is no client: bring it in first") % {"client": told[:120]})
        if len(meant) > 1:
            words = {"company": told[:120], "clients": one_of(meant)}
            raise Refused(_("“%(company)s” may be any of %(clients)s: write the code to say which") % words)
        return meant[0]

    def _brought(self, record: Record, project: Project, client: Client, name: str, notes: list[str]) -> BroughtJob:
        stage = self._stage(record, project, notes)
        lead = self._lead(record, project, client, notes)
        due = local_day(project.due, client.office) or _day(record.text("due"))
        budget = self._budget(record, client)
        steps = list(self._steps(project, client, lead, due, stage in Stage.OVER, notes))
        if project.files:
            told = ngettext("%(count)s file is not fetched", "%(count)s files are not fetched", project.files)
            notes.append(told % {"count": project.files})
        return BroughtJob(
            name=name,
            evidence=self._evidence(record),
            lead=lead,
            kind=self._kind(record, notes),
            stage=stage,
            scope=self._scope(record, project, notes),
            begins=local_day(project.begins, client.office) or _day(record.text("begins")),
            due=due,
            budget=budget,
            status=_cut(one_line(record.text("status")), LONGEST_LINE, notes),
            next_step=_cut(one_line(record.text("next_step")), LONGEST_LINE, notes),
            steps=steps,
            remarks=[
                BroughtRemark(f"{said_by(one.by, one.at)}\n{prose(one.text)[:LONGEST_PROSE // 2]}".strip(),
                              one.at or clock.now())
                for one in (*project.remarks, *(Remark("", value.text) for value in record.all("comments")))
                if one.text.strip()
            ],
        )  # fmt: skip

    def _evidence(self, record: Record) -> str:
        """The file and the row, and the job's number in the other program."""
        told = _("%(file)s, row %(row)s") % {"file": self.chosen.file, "row": record.number}
        old = one_line(record.text("number"))[:40]
        return f"{told} ({old})" if old else told

    def _stage(self, record: Record, project: Project, notes: list[str]) -> str:
        told = one_line(record.text("stage"))
        stage = stage_called(told) if told else None
        if project.finished and stage not in Stage.OVER:
            return Stage.Key.CLOSED
        if told and stage is None:
            notes.append(_("“%(stage)s” is no stage of ours: it begins as submitted") % {"stage": told[:60]})
        return stage or Stage.Key.SUBMITTED

    def _lead(self, record: Record, project: Project, client: Client, notes: list[str]) -> Person:
        """Whom the file names, if they see the client; else whoever was chosen; else whoever answers for the client."""
        told = [text for text in (*project.who, one_line(record.text("lead"))) if text]
        named = self._known(told, client)
        lead = named or self.chosen.point_person or self.answering.get(client.pk)
        if lead and told and not named:
            notes.append(self._not_leading(told, client, lead))
        if lead is None:
            words = {"client": client}
            raise Refused(_("Nobody answers for %(client)s: give it a point person, or name who does") % words)
        return lead

    def _known(self, named: Sequence[str], client: Client) -> Person | None:
        found = (self.people.called(text) for text in named)
        return next((person for person in found if person and may_see(person, client)), None)

    def _not_leading(self, told: Sequence[str], client: Client, lead: Person) -> str:
        """Why whom the file names does not lead, and who does."""
        known = next((person for text in told if (person := self.people.called(text))), None)
        words = {"person": known or told[-1][:60], "client": client, "lead": lead}
        if known:
            return _("%(person)s is not on the team of %(client)s: it goes to %(lead)s") % words
        return _("“%(person)s” is nobody of the agency, or several: it goes to %(lead)s") % words

    def _kind(self, record: Record, notes: list[str]) -> JobKind | None:
        told = one_line(record.text("kind"))
        kind = self.kinds.get(fold(told))
        if told and kind is None:
            notes.append(_("“%(kind)s” is no kind of job here") % {"kind": told[:60]})
        return kind

    def _budget(self, record: Record, client: Client) -> Decimal | None:
        """The budget, in the client's currency. Raises Refused for one in another: nothing here says at which rate."""
        told = next(iter(record.all("budget")), None)
        if told is None:
            return None
        for currency in filter(None, (one_line(record.text("currency")), told.label)):
            if client.currency not in currencies_meant(currency):
                words = {"amount": told.text, "currency": currency[:20], "client": client, "own": client.currency}
                text = _(
                    "The budget is %(amount)s %(currency)s, and %(client)s is billed in %(own)s: write it in %(own)s"
                )
                raise Refused(text % words)
        amount = Decimal(told.text)
        if not 0 <= amount < Decimal(10) ** 12:
            raise Refused(_("A budget is nought or more"))
        return amount.quantize(Decimal("0.0001"))

    def _scope(self, record: Record, project: Project, notes: list[str]) -> str:
        parts = [*(value.text for value in record.all("scope"))]
        if any(step.links or step.hours for step in project.steps):
            parts.append("\n".join([_("The plan in the file:"), *plan_lines(project.steps)]))
        return _cut(prose("\n\n".join(parts)), LONGEST_PROSE, notes)

    def _steps(
        self, project: Project, client: Client, lead: Person, due: date | None, over: bool, notes: list[str]
    ) -> Iterator[BroughtStep]:
        days = self._days(client.office)
        names = {step.uid: step.name for step in project.steps}
        undated = 0
        for step in project.steps:
            title = one_line(": ".join(filter(None, (names.get(step.above, ""), step.name))))
            if step.summary or not title:
                continue
            day = local_day(step.finish, client.office)
            on, milestone = day, step.milestone and (step.done or over or days.ahead(day))
            if not step.done and not over and not days.ahead(day):
                on = due if days.ahead(due) else days.look
                undated += 1
            longest = LONGEST_MILESTONE if milestone else LONGEST_STEP
            yield BroughtStep(
                title=_cut(title, longest, notes), owner=self._known(step.who, client) or lead, due=on or days.today,
                done=_done(day, days) if step.done else None, milestone=milestone,
            )  # fmt: skip
        if undated:
            told = ngettext(
                "%(count)s open task has no day ahead: it is due with the job, or within a week",
                "%(count)s open tasks have no day ahead: they are due with the job, or within a week",
                undated,
            )
            notes.append(told % {"count": undated})

    def _days(self, office: Office) -> Days:
        if office.pk not in self.days:
            now = clock.now()
            last = WorkingDay.objects.filter(office=office).aggregate(last=Max("date"))["last"]
            look = office.local(working_days_later(office, now, LOOK_WITHIN)).date()
            self.days[office.pk] = Days(office.local(now).date(), last, look)
        return self.days[office.pk]


def _facts(record: Record, client: Client, brought: BroughtJob) -> Iterator[Fact]:
    """What a row writes of a job, for whoever looks before it lands."""
    told = (
        (_("Client"), client.name),
        (_("Number in the other program"), one_line(record.text("number"))[:40]),
        (_("Stage"), str(STAGES[Stage.Key(brought.stage)])),
        (_("Lead"), brought.lead.name),
        (_("Work begins"), dates.written(brought.begins, "far") if brought.begins else ""),
        (_("Delivered by"), dates.written(brought.due, "far") if brought.due else ""),
        (_("Budget"), money(brought.budget, client.currency) if brought.budget is not None else ""),
        (_("Type"), str(brought.kind) if brought.kind else ""),
        (_("Status line"), brought.status),
        (_("Next step"), brought.next_step),
        (_("Scope"), brought.scope),
        (_("Tasks"), str(len(brought.steps)) if brought.steps else ""),
        (_("Comments"), "\n".join(one.text for one in brought.remarks)),
    )
    return (Fact(label, text) for label, text in told if text)


def _done(day: date | None, days: Days) -> datetime:
    """When a step was done, as far as the file says: on its day, or at some time before now."""
    return datetime.combine(day, time(12), UTC) if day and day < days.today else clock.now()


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _key(name: str) -> str:
    return fold(one_line(name))


def _cut(text: str, longest: int, notes: list[str]) -> str:
    if len(text) <= longest:
        return text
    notes.append(_("“%(text)s…” was cut to %(longest)s characters") % {"text": text[:20], "longest": longest})
    return text[:longest]
