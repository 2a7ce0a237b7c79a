"""What goes into a job bag. A higher floor adds its own by `declare_contents`, one line in its `apps.py`.

    declare_contents(reports_of_job)

Each gives for a job and a person what that person may see of it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from herringbone.clients.models import Attachment, Post
from herringbone.core import clock
from herringbone.core.wording import amounts, dates
from herringbone.people.models import Person
from herringbone.people.rules import standing, visible_to
from herringbone.record import files as store
from herringbone.work.models import Form, Job
from herringbone.work.queries.job_page import job_page, job_with_all
from herringbone.work.queries.promised import changes_of
from herringbone.work.queries.sent_form import Stop, answers, routes_of
from herringbone.work.queries.was_is import altered, names_of_milestones, touched


@dataclass(frozen=True)
class Thing:
    """One file of the bag: its path in the archive, and how its bytes are made."""

    path: str
    make: Callable[[], bytes]


Contents = Callable[[Job, Person], Iterator[Thing]]
_contents: list[Contents] = []


def declare_contents(contents: Contents) -> None:
    """Let a feature put its own into each job bag."""
    if contents not in _contents:
        _contents.append(contents)


def things_of(job: Job, person: Person) -> list[Thing]:
    """All that goes into the bag of a job, as far as this person sees it."""
    found = [*_papers(job, person), *_files(job, person)]
    for contents in _contents:
        found += contents(job, person)
    return found


def text(lines: list[str]) -> bytes:
    """Lines as a file that every editor opens."""
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()


def _papers(job: Job, person: Person) -> Iterator[Thing]:
    yield Thing(_("Job") + ".txt", lambda: text(_summary(job, person)))
    here = standing(person)
    stops = routes_of(job.pk, job.form_id, here)
    yield Thing(_("Forms") + "/" + _("Initiation") + ".txt", lambda: text(_form(job.form, stops)))
    changes = list(changes_of(job.pk))
    names = names_of_milestones(changes)
    for change in changes:
        lines = [_("Change %(number)d of %(job)s") % {"number": change.number or 0, "job": job}, "", change.why, ""]
        lines += [f"{one.what}: {one.was} → {one.now}" for one in altered(change, names)]
        touches = touched(change)
        lines += ["", *([_("Touches") + ": " + ", ".join(touches)] if touches else []), *_words(change.form, stops)]
        name = _("Change %(number)d") % {"number": change.number or 0}
        yield Thing(_("Forms") + f"/{name}.txt", lambda lines=lines: text(lines))  # type: ignore[misc]
    posts = visible_to(person, Post).filter(subject_label="work.Job", subject_id=job.pk).select_related("by")
    said = [f"{dates.exact(post.at)}  {post.by}\r\n{post.text}\r\n" for post in posts.order_by("at", "pk")]
    if said:
        yield Thing(_("Conversation") + ".txt", lambda: text(said))


def _files(job: Job, person: Person) -> Iterator[Thing]:
    rows = visible_to(person, Attachment).filter(subject_label="work.Job", subject_id=job.pk)
    for one in rows.select_related("file").order_by("pk"):
        stored = one.file
        yield Thing(_("Files") + f"/{stored.name}", lambda stored=stored: store.read(stored))  # type: ignore[misc]


def _summary(job: Job, person: Person) -> list[str]:
    found = job_with_all(job.number, standing(person))[0]
    bag = job_page(found, standing(person))
    lines = [f"{job.number} {job.name}", found.client.name, f"{bag.stage}, {bag.says}", ""]
    if job.budget is not None:
        lines.append(_("Budget") + ": " + amounts.money(job.budget, job.currency))
    if job.delivered_by:
        lines.append(_("Delivered by") + ": " + dates.written(job.delivered_by, "full"))
    lines += [_("Status line") + f": {job.status}", _("Next step") + f": {job.next_step}"]
    for title, rows in (
        (_("Plan"), bag.milestones), (_("Tasks"), bag.tasks), (_("Waiting on the client"), bag.waits),
    ):  # fmt: skip
        lines += ["", title]
        for row in rows:
            day = dates.written(row.day, "full") if row.day else ""
            ended = _("done %(day)s") % {"day": dates.written(row.ended, "full")} if row.ended else ""
            lines.append("  ".join(filter(None, [row.words, row.who, day, ended])))
    lines += ["", _("Deliverables"), *(f"{row.number} × {row.words}" for row in bag.deliverables)]
    lines += ["", _("Put together %(when)s") % {"when": dates.exact(clock.now())}]
    return lines


def _form(form: Form, stops: list[Stop]) -> list[str]:
    lines = [form.name, "", form.scope, ""]
    if form.asked_by or form.asked_how:
        lines.append(_("Asked for by") + f": {form.asked_by or ''} {form.asked_how}".rstrip())
    if form.budget is not None:
        lines.append(_("Budget") + ": " + amounts.money(form.budget, form.currency))
    if form.delivered_by:
        lines.append(_("Delivered by") + ": " + dates.written(form.delivered_by, "full"))
    lines += [f"{question.label}: {answer}" for question, answer in answers(form)]
    lines += [f"{row['quantity']} × {row['what']}" for row in form.deliverables]
    return [*lines, *_words(form, stops)]


def _words(form: Form, stops: list[Stop]) -> list[str]:
    """Who submitted a form, and who has acknowledged it."""
    sent = form.submission
    lines = ["", _("%(who)s, %(when)s") % {"who": sent.by, "when": dates.exact(sent.at)}, "", _("Acknowledgements")]
    for stop in stops:
        if stop.routing.form_id == form.pk:
            given = stop.acknowledgement
            word = f"{given.confirmed_by}, {dates.exact(given.at)}" if given else _("nobody yet")
            lines.append(f"{stop.routing.person}: {word}")
    return lines
