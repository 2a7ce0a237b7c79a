"""What of jobs, drafts of forms and tasks is searched."""

import re
from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from herringbone.core.links import link
from herringbone.core.search import Searched, Text
from herringbone.work.models import Form, Job, Task

_NOUGHTS = re.compile(r"\b0+(?=\d)")  # at the beginning of a number: people say 116 of ORS-26-0116


def _jobs() -> QuerySet[Job]:
    return Job.objects.select_related("client", "brand", "form").prefetch_related("deliverables")


def _job(job: Job) -> Iterator[Text]:
    told = (job.status, job.next_step, job.form.scope, *(one.what for one in job.deliverables.all()))
    brand = job.brand.name if job.brand else ""
    names = (job.number, _NOUGHTS.sub("", job.number), job.client.name, job.client.code, brand)
    body = "\n".join(part for part in told if part)
    yield Text(job.name, job.client_id, job.number, names, body, aside=job.number, at=job.opened)


def _drafts() -> QuerySet[Form]:
    return Form.objects.filter(submission=None, discarded=None, change=None).select_related("client", "brand")


def _draft(form: Form) -> Iterator[Text]:
    names = (form.client.name, form.client.code, form.brand.name if form.brand else "")
    if form.name:
        yield Text(form.name, form.client_id, str(form.pk), names, form.scope, aside=form.client.name, at=form.begun)


def _tasks() -> QuerySet[Task]:
    return Task.objects.filter(dropped=None).select_related("client", "job")


def _task(task: Task) -> Iterator[Text]:
    names = (task.client.name, task.client.code, task.job.number if task.job else "")
    yield Text(task.title, task.client_id, str(task.pk), names, aside=task.client.name, at=task.made)


JOB = Searched(
    "job", _("Jobs"), Job, _jobs, _job,
    {
        "work.Job": "pk", "work.Deliverable": "deliverables", "clients.Client": "client", "clients.Brand": "brand",
    },
    lambda found: link("job", found.key), order=30,
)  # fmt: skip
DRAFT = Searched(
    "form", _("Jobs"), Form, _drafts, _draft,
    {"work.Form": "pk", "work.Job": "job", "clients.Client": "client", "clients.Brand": "brand"},
    lambda found: link("form", int(found.key)), order=31, group="job",
)  # fmt: skip
TASK = Searched(
    "task", _("Tasks"), Task, _tasks, _task,
    # A job brings its tasks with it when it comes from a file, and takes them with it when it is cancelled.
    {"work.Task": "pk", "work.Job": "job", "work.Stage": "job__stages", "clients.Client": "client"},
    lambda found: link("task", int(found.key)), order=60,
)  # fmt: skip
