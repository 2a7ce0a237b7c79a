"""`herringbone worker`: the process that does what pages do not wait for."""

import argparse

from herringbone.core.tasks.worker import Worker
from herringbone.orphans import end_with_parent
from herringbone.safety import refuse_unsafe


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to be said."""


def run(told: argparse.Namespace) -> int:
    """Work until told to stop. Raises Unsafe."""
    refuse_unsafe()
    worker = Worker()
    worker.stop_on_signals()
    end_with_parent()
    worker.run()
    return 0
