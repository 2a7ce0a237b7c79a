"""The worker's part in job bags."""

from herringbone.core.tasks import task
from herringbone.work.bag.filling import fill, throw_away


@task(max_attempts=3)
def fill_job_bag(bag: int) -> bool:
    """Put everything of a job into one archive, for whoever asked."""
    return fill(bag)


@task(cron="20 4 * * *")
def throw_old_bags_away() -> int:
    """Remove archives after a week: they can be asked for anew."""
    return throw_away()
