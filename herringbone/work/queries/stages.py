"""Which way a job goes: the stages of its kind, and into which it may move from where it stands."""

from dataclasses import dataclass

from herringbone.work.models import Job, Stage

Key = Stage.Key
USUAL_WAY = (Key.SUBMITTED, Key.IN_WORK, Key.DELIVERED, Key.BILLED, Key.CLOSED)
ASIDE = (Key.ON_HOLD, Key.CANCELLED)  # beside the way, reached from any stage that is not over


@dataclass(frozen=True)
class Step:
    """A stage that a job may enter now. Holding, cancelling, taking up again and going back take a change form (B2)."""

    to: str
    on_paper: bool


def way_of(job: Job) -> list[str]:
    """The stages of the job's kind in their order."""
    return [*(job.kind.way or USUAL_WAY)]


def steps(job: Job) -> list[Step]:
    """Where the job may go from here. One query, for a job that stands beside its way."""
    way = way_of(job)
    here = job.stage
    if here in ASIDE:
        back = _left(job, way)
        found = [Step(back, True)]
        return [*found, Step(Key.CANCELLED, True)] if here == Key.ON_HOLD else found
    at = way.index(here) if here in way else 0
    found = [Step(way[at + 1], False)] if at + 1 < len(way) else []
    if at > 1:
        found.append(Step(way[at - 1], True))
    if here not in Stage.OVER:
        found += [Step(Key.ON_HOLD, True), Step(Key.CANCELLED, True)]
    return found


def _left(job: Job, way: list[str]) -> str:
    """The stage on the way that the job left when it went on hold or was cancelled."""
    last = job.stages.exclude(key__in=ASIDE).order_by("at", "pk").last()
    return last.key if last and last.key in way else way[0]
