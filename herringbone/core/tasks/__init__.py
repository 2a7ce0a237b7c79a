"""Work done after the page has answered, and work done by the clock.

    @task(cron="0 5 * * *", max_attempts=5, backoff=30)
    def write_duties_ahead() -> None: ...

    write_duties_ahead.enqueue()          # inside an action's transaction: it rolls back with it

A task runs at least once, and again after a crash, so it must bear repetition; what leaves the house is claimed
by an effect row of its own. Arguments are ids and never text of people, since they stand in plain rows. A task
keeps its transactions short, and none stays open across a network call.
The module that declares a task is imported by its feature's `apps.py`, so that the worker knows its schedule.
"""

from herringbone.core.tasks.declare import task

__all__ = ["task"]
