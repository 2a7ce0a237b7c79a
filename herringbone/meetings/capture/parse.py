"""From a typed line to what it means."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, tzinfo

from herringbone.meetings.capture.asking import Asking
from herringbone.meetings.capture.contact import Whom, answered, ask_for_contact, find_contact, unknown_contact
from herringbone.meetings.capture.directory import ClientRef, Directory, JobRef, PersonRef
from herringbone.meetings.capture.due import take_due
from herringbone.meetings.capture.jobs import Tagged, ask_for_job, chosen, offers, take_tags
from herringbone.meetings.capture.line import take_apart, tidy
from herringbone.meetings.capture.moments import Clock, Closed, Said, take_when, when
from herringbone.meetings.capture.owner import Side, choose, named
from herringbone.meetings.capture.understanding import NextStep, Understanding


def parse(
    line: str,
    directory: Directory,
    *,
    now: datetime,
    zone: tzinfo,
    language: str | None = None,
    author: PersonRef | None = None,
    answers: Mapping[str, str] | None = None,
    closed: Closed = lambda _day: None,
    closed_for: Callable[[int], Closed] | None = None,
) -> Understanding:
    """Understand a line, `contact, text → who what when #job`; what is ambiguous becomes a question.

    `now` is the moment of the call unless the line says another, `zone` the writer's office, `author` the writer
    (`I`, `io`), `answers` what was chosen for the questions of the same line before, `closed` says on which days
    the writer's office is, `closed_for` (by a client's id) on which that of the client, to whom steps are owed. No
    text is refused.
    """
    asking = Asking(answers or {})
    clock = Clock(now, zone, language, closed)
    parts = take_apart(line)
    whom, said = _whom(parts.head, directory, clock)
    whom = answered(whom, asking)

    head = _tagged_head(said.rest, whom.end, directory, whom.client)
    tagged = [take_tags(step, directory, _id(whom.client)) for step in parts.steps]
    job, own_jobs = _jobs(head, tagged, directory, whom.client, asking)
    if job and not whom.contact:
        whom = whom.of_client(job.client_id)
    contact, client = whom.contact, whom.client

    ask_for_contact(whom, asking)
    at = when(said, clock, asking)
    if head.tags and not job:
        ask_for_job("job", head, directory, client, asking)
    side = Side(directory, author, client, contact, open=contact is None)
    if client and closed_for:
        clock = replace(clock, closed=closed_for(client.id))
    steps = []
    for number, (step, own) in enumerate(zip(tagged, own_jobs, strict=True), start=1):
        if step.tags and not own:
            ask_for_job(f"step{number}.job", step, directory, client, asking)
        steps.append(_step(f"step{number}", step.text, own if step.tags else job, side, clock, asking))
    untagged = not head.tags and not any(step.tags for step in tagged)
    return Understanding(
        line=line, contact=contact, candidates=() if contact else whom.contacts, client=client, said=head.text, at=at,
        job=job, offers=_offers(line, whom, directory) if untagged else (), steps=tuple(steps),
        questions=tuple(asking.questions),
    )  # fmt: skip


def _whom(head: str, directory: Directory, clock: Clock) -> tuple[Whom, Said]:
    """Who, and when. A name comes first: a contact called Sun Li is not Sunday."""
    if found := find_contact(head, directory):
        return found, Said(head)
    said = take_when(head, clock)
    return find_contact(said.rest, directory) or unknown_contact(said.rest), said


def _id(client: ClientRef | None) -> int | None:
    return client.id if client else None


def _tagged_head(head: str, name_ends: int, directory: Directory, client: ClientRef | None) -> Tagged:
    """What was said, with the # of the name's part and of the rest."""
    name = take_tags(head[:name_ends], directory, _id(client))
    said = take_tags(head[name_ends:], directory, _id(client))
    return Tagged(said.text, name.tags + said.tags, name.jobs + said.jobs)


def _jobs(
    head: Tagged, steps: list[Tagged], directory: Directory, client: ClientRef | None, asking: Asking
) -> tuple[JobRef | None, list[JobRef | None]]:
    """The call's job and each step's own. The only job of a line is the call's, wherever it stands."""
    own = [chosen(f"step{number}.job", step, directory, client, asking) for number, step in enumerate(steps, start=1)]
    of_call = chosen("job", head, directory, client, asking)
    named_jobs = {job for job in own if job}
    if head.tags or of_call or len(named_jobs) != 1:
        return of_call, own
    return named_jobs.pop(), own


def _step(key: str, text: str, job: JobRef | None, side: Side, clock: Clock, asking: Asking) -> NextStep:
    """Who does what until when. A name comes first; if none does, a date may: `Thu 12:00 Marta sends it`."""
    owners, end = named(text, side)
    if owners:
        what, due = take_due(f"{key}.due", tidy(text[end:]), clock, asking)
    else:
        what, due = take_due(f"{key}.due", text, clock, asking)
        owners, end = named(what, side)
        what = tidy(what[end:])
    return NextStep(choose(f"{key}.owner", owners, what, side, asking), what, due, job)


def _offers(line: str, whom: Whom, directory: Directory) -> tuple[JobRef, ...]:
    """Open jobs of the client that the line may be about; the client's own name says nothing about which."""
    if not whom.client:
        return ()
    names = [whom.client.name, *whom.client.also, *(contact.name for contact in whom.contacts)]
    return offers(line, directory.jobs("", whom.client.id), besides=names)
