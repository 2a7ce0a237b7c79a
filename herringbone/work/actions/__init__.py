"""What is done about forms, jobs, milestones, tasks and waits."""

from herringbone.work.actions.acknowledging import acknowledge_by_word, acknowledge_form, nudge, reroute_form
from herringbone.work.actions.bags import ask_for_bag
from herringbone.work.actions.batches import edit_jobs, preview, undo_batch
from herringbone.work.actions.bringing import bring_in_job
from herringbone.work.actions.changing import draft_change, save_change, submit_change
from herringbone.work.actions.deliverables import add_deliverable, change_deliverable, remove_deliverable
from herringbone.work.actions.forms import begin_form, discard_form, save_form
from herringbone.work.actions.jobs import change_lead, pass_next_step, set_next_step, set_status_line
from herringbone.work.actions.kinds import ensure_job_kinds, keep_job_kind, set_job_numbers
from herringbone.work.actions.milestones import drop_milestone, move_milestone, plan_milestone, reach_milestone
from herringbone.work.actions.stages import move_stage
from herringbone.work.actions.submitting import submit_form
from herringbone.work.actions.tasks import drop_task, finish_task, hand_over_task, make_task, move_task
from herringbone.work.actions.views import delete_view, save_view
from herringbone.work.actions.waiting import ask_again, end_waiting, wait_on_client

__all__ = [
    "acknowledge_by_word",
    "acknowledge_form",
    "add_deliverable",
    "ask_again",
    "ask_for_bag",
    "begin_form",
    "bring_in_job",
    "change_deliverable",
    "change_lead",
    "delete_view",
    "discard_form",
    "draft_change",
    "drop_milestone",
    "drop_task",
    "edit_jobs",
    "end_waiting",
    "ensure_job_kinds",
    "finish_task",
    "hand_over_task",
    "keep_job_kind",
    "make_task",
    "move_milestone",
    "move_stage",
    "move_task",
    "nudge",
    "pass_next_step",
    "plan_milestone",
    "preview",
    "reach_milestone",
    "remove_deliverable",
    "reroute_form",
    "save_change",
    "save_form",
    "save_view",
    "set_job_numbers",
    "set_next_step",
    "set_status_line",
    "submit_change",
    "submit_form",
    "undo_batch",
    "wait_on_client",
]
