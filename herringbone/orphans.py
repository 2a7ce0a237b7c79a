"""A process that ends when the one that started it is gone, so that nothing is left holding a port."""

import os
import signal
import threading
import time

LOOK_EVERY = 0.5  # seconds
SUPERVISED = "HERRINGBONE_SUPERVISED"  # set by a supervisor for what it starts


def end_with_parent() -> None:
    """From now on, ask this process to stop as soon as its parent has died. Does nothing without a supervisor."""
    if os.environ.get(SUPERVISED):
        threading.Thread(target=_watch, args=(os.getppid(),), daemon=True, name="parent").start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_EVERY)
    os.kill(os.getpid(), signal.SIGTERM)
