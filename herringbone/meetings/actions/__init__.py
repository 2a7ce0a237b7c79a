"""What is done about meetings and calls, their contact reports, and the client's answers."""

from herringbone.meetings.actions.answers import confirm_report, object_to_item, settle_objection
from herringbone.meetings.actions.attendance import (
    mark_not_discussed,
    note_attendance,
    note_no_report_owed,
    owe_report_after_all,
    pass_report,
    record_reply,
)
from herringbone.meetings.actions.bringing import (
    bring_in_meeting,
    call_off_brought_meeting,
    change_brought_meeting,
)
from herringbone.meetings.actions.calls import Step, log_call
from herringbone.meetings.actions.correcting import begin_correction, leave_correction
from herringbone.meetings.actions.feeds import make_feed, new_token, revoke_feed
from herringbone.meetings.actions.issuing import issue_contact_report
from herringbone.meetings.actions.kick_offs import (
    call_about_change,
    call_kick_off,
    name_kick_off,
    set_kick_off_size,
    waive_kick_off,
)
from herringbone.meetings.actions.links import revoke_link
from herringbone.meetings.actions.planning import change_meeting, plan_meeting, set_agenda, withdraw_meeting
from herringbone.meetings.actions.resending import send_report_again
from herringbone.meetings.actions.series import (
    change_following,
    lengthen_series,
    move_with_office,
    plan_series,
    withdraw_following,
)
from herringbone.meetings.actions.writing import Written, change_distribution, open_report, save_items

__all__ = [
    "Step",
    "Written",
    "begin_correction",
    "bring_in_meeting",
    "call_about_change",
    "call_kick_off",
    "call_off_brought_meeting",
    "change_brought_meeting",
    "change_distribution",
    "change_following",
    "change_meeting",
    "confirm_report",
    "issue_contact_report",
    "leave_correction",
    "lengthen_series",
    "log_call",
    "make_feed",
    "mark_not_discussed",
    "move_with_office",
    "name_kick_off",
    "new_token",
    "note_attendance",
    "note_no_report_owed",
    "object_to_item",
    "open_report",
    "owe_report_after_all",
    "pass_report",
    "plan_meeting",
    "plan_series",
    "record_reply",
    "revoke_feed",
    "revoke_link",
    "save_items",
    "send_report_again",
    "set_agenda",
    "set_kick_off_size",
    "settle_objection",
    "waive_kick_off",
    "withdraw_following",
    "withdraw_meeting",
]
