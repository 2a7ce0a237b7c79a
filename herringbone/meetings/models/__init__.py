"""Meetings and calls, their contact reports, and the client's answer."""

from herringbone.meetings.models.answer import Confirmation, Objection, Settlement
from herringbone.meetings.models.feed import CalendarFeed
from herringbone.meetings.models.kick_off import CalledFor, KickOffRule, KickOffWaived
from herringbone.meetings.models.mailbox import IncomingMail
from herringbone.meetings.models.meeting import AgendaItem, Attendee, InvitationSent, Meeting, NoReportOwed, Withdrawal
from herringbone.meetings.models.report import ContactReport, DistributionChange, Issue, IssuedItem, Item, Reader
from herringbone.meetings.models.series import Series

__all__ = [
    "AgendaItem",
    "Attendee",
    "CalendarFeed",
    "CalledFor",
    "Confirmation",
    "ContactReport",
    "DistributionChange",
    "IncomingMail",
    "InvitationSent",
    "Issue",
    "IssuedItem",
    "Item",
    "KickOffRule",
    "KickOffWaived",
    "Meeting",
    "NoReportOwed",
    "Objection",
    "Reader",
    "Series",
    "Settlement",
    "Withdrawal",
]
