"""What a client is told each week, and what the agency keeps about telling it."""

from herringbone.status.models.asking import Ask, AskedLine, Proposal
from herringbone.status.models.daily import DailyUpdates, Update, UpdateReader
from herringbone.status.models.report import Draft, NotShown, Published, Reader, Review
from herringbone.status.models.rhythm import Pause, ReportDays
from herringbone.status.models.weekly import TableChange, Turn, WeeklyMeeting

__all__ = [
    "Ask",
    "AskedLine",
    "DailyUpdates",
    "Draft",
    "NotShown",
    "Pause",
    "Proposal",
    "Published",
    "Reader",
    "ReportDays",
    "Review",
    "TableChange",
    "Turn",
    "Update",
    "UpdateReader",
    "WeeklyMeeting",
]
