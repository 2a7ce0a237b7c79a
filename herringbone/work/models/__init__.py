"""Forms, the jobs that come of them, and what hangs on a job. A state is a row: submitted, acknowledged, reached."""

from herringbone.work.models.bag import JobBag
from herringbone.work.models.batch import Batch, BatchLine
from herringbone.work.models.change import Change, ChangeSource
from herringbone.work.models.form import Acknowledgement, Form, JobKind, Routing, Submission
from herringbone.work.models.job import Chase, Deliverable, Job, Stage, StepGap, Waiting
from herringbone.work.models.plan import Milestone, MilestoneMove, Reached, SavedView, Task, TaskDone, TaskMove

__all__ = [
    "Acknowledgement",
    "Batch",
    "BatchLine",
    "Change",
    "ChangeSource",
    "Chase",
    "Deliverable",
    "Form",
    "Job",
    "JobBag",
    "JobKind",
    "Milestone",
    "MilestoneMove",
    "Reached",
    "Routing",
    "SavedView",
    "Stage",
    "StepGap",
    "Submission",
    "Task",
    "TaskDone",
    "TaskMove",
    "Waiting",
]
