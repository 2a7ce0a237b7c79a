"""What must be there before a job enters a stage: a higher floor declares its own, in one line of its `apps.py`.

    declare_gate("in work", without_kick_off)

A gate answers why the job may not enter, or nothing.
"""

from collections.abc import Callable, Iterator

from herringbone.work.models import Job

Gate = Callable[[Job], str]
_gates: dict[str, list[Gate]] = {}


def declare_gate(stage: str, gate: Gate) -> None:
    """Let a feature keep jobs out of a stage. `gate(job)` gives the reason in words, or an empty text."""
    if gate not in _gates.setdefault(stage, []):
        _gates[stage].append(gate)


def shut_gates(job: Job, stage: str) -> Iterator[str]:
    """Why the job may not enter the stage, as far as something stands against it."""
    yield from filter(None, (gate(job) for gate in _gates.get(stage, ())))
