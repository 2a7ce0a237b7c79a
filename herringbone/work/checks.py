"""What `check` recomputes of this feature: numbers without gaps, and what jobs keep of their rows."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Subquery

from herringbone.core.merge import plain
from herringbone.core.models import Counter
from herringbone.work.models import Change, Job, Milestone, Stage, StepGap, Waiting
from herringbone.work.queries.promised import of_form


def numbers() -> Iterator[str]:
    """Every series of job numbers with a gap, or that does not agree with its counter."""
    given: dict[str, set[int]] = {}
    for series, running in Job.objects.values_list("series", "running"):
        given.setdefault(series, set()).add(running)
    last = dict(Counter.objects.filter(series__startswith="job:").values_list("series", "last"))
    for series in sorted(given.keys() | last.keys()):
        if given.get(series, set()) != set(range(1, last.get(series, 0) + 1)):
            yield f"{series}: the numbers have a gap"


def kept() -> Iterator[str]:
    """Every job whose stage, next milestone, wait or gap is not what its rows say."""
    newest = Stage.objects.filter(job=OuterRef("pk")).order_by("-at", "-pk").values("key")[:1]
    coming = Milestone.objects.filter(job=OuterRef("pk"), dropped=None, reached=None).order_by("on", "pk")
    waits = Waiting.objects.filter(job=OuterRef("pk"), ended=None).order_by("since", "pk").values("since")[:1]
    jobs = Job.objects.annotate(
        newest=Subquery(newest), coming=Subquery(coming.values("pk")[:1]), coming_on=Subquery(coming.values("on")[:1]),
        waits=Subquery(waits), gap=Exists(StepGap.objects.filter(job=OuterRef("pk"), ended=None)),
    )  # fmt: skip
    for job in jobs.iterator():
        if job.newest != job.stage:
            yield f"job {job.number} says {job.stage}, its newest stage {job.newest}"
        if (job.milestone_id, job.milestone_on) != (job.coming, job.coming_on):
            yield f"job {job.number} names another milestone than its next"
        if job.waiting_since != job.waits:
            yield f"job {job.number} does not say since when it waits"
        owes = job.stage in Stage.NEEDS_STEP and not job.next_step
        if owes and not job.gap:
            yield f"job {job.number} has no next step, and nobody owes one"
        if job.gap and not owes:
            yield f"job {job.number} has a next step, or needs none, and one is owed"


def promises() -> Iterator[str]:
    """Every job whose budget or date of delivery is not what its form and its change forms say."""
    changed: dict[int, dict[str, str]] = {}
    for change in Change.objects.filter(form__submission__isnull=False).order_by("job", "number").iterator():
        changed.setdefault(change.job_id, {}).update(change.wanted)
    for job in Job.objects.select_related("form").iterator():
        said = of_form(job.form) | changed.get(job.pk, {})
        for name in ("budget", "delivered_by"):
            if plain(getattr(job, name)) != said[name]:
                yield f"job {job.number} has another {name} than its forms say"
