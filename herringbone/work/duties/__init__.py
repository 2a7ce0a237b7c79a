"""What is owed on forms, jobs and tasks."""

from herringbone.work.duties.forms import CHANGE_ACKNOWLEDGEMENT, FORM_ACKNOWLEDGEMENT
from herringbone.work.duties.jobs import CHASED_TOO_LONG, JOB_NEXT_STEP, WAITING_TOO_LONG
from herringbone.work.duties.promises import MILESTONE, TASK

ALL = (
    FORM_ACKNOWLEDGEMENT, CHANGE_ACKNOWLEDGEMENT, MILESTONE, JOB_NEXT_STEP, TASK, WAITING_TOO_LONG, CHASED_TOO_LONG,
)  # fmt: skip

__all__ = [
    "ALL", "CHANGE_ACKNOWLEDGEMENT", "CHASED_TOO_LONG", "FORM_ACKNOWLEDGEMENT", "JOB_NEXT_STEP", "MILESTONE", "TASK",
    "WAITING_TOO_LONG",
]  # fmt: skip
