"""What is done about what a client is told."""

from herringbone.status.actions.asking import ask_again_for_lines, ask_for_lines, hand_over_ask, withdraw_ask
from herringbone.status.actions.daily import give_update_by_call, send_update, set_daily_updates
from herringbone.status.actions.openings import set_opening
from herringbone.status.actions.proposing import leave_line, propose_line, take_over_line
from herringbone.status.actions.publishing import publish_status_report
from herringbone.status.actions.reviewing import review_status_report
from herringbone.status.actions.rhythm import pause_reports, set_report_days, take_up_reports
from herringbone.status.actions.showing import keep_out, show_again
from herringbone.status.actions.weekly import (
    begin_weekly_meeting,
    draft_change_at_table,
    end_weekly_meeting,
    give_task_at_table,
    move_milestone_at_table,
    name_speaker,
    set_status_at_table,
    set_step_at_table,
    undo_at_table,
)

__all__ = [
    "ask_again_for_lines",
    "ask_for_lines",
    "begin_weekly_meeting",
    "draft_change_at_table",
    "end_weekly_meeting",
    "give_task_at_table",
    "give_update_by_call",
    "hand_over_ask",
    "keep_out",
    "leave_line",
    "move_milestone_at_table",
    "name_speaker",
    "pause_reports",
    "propose_line",
    "publish_status_report",
    "review_status_report",
    "send_update",
    "set_daily_updates",
    "set_opening",
    "set_report_days",
    "set_status_at_table",
    "set_step_at_table",
    "show_again",
    "take_over_line",
    "take_up_reports",
    "undo_at_table",
    "withdraw_ask",
]
