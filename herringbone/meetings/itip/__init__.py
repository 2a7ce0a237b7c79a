"""Calendar messages between us and a guest's calendar: invitations out, answers in (RFC 5545, 5546, 6047)."""

from herringbone.meetings.itip.invitation import CalendarMessage, Guest, Invitation, PartStat, Role, Skipped
from herringbone.meetings.itip.read import read_reply
from herringbone.meetings.itip.reply import Refusal, Reply, Standing, WhyNot
from herringbone.meetings.itip.write import cancel, raised, request, uninvite, update

__all__ = [
    "CalendarMessage",
    "Guest",
    "Invitation",
    "PartStat",
    "Refusal",
    "Reply",
    "Role",
    "Skipped",
    "Standing",
    "WhyNot",
    "cancel",
    "raised",
    "read_reply",
    "request",
    "uninvite",
    "update",
]
