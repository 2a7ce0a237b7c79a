"""What is owed to clients about how things stand."""

from herringbone.status.duties.daily import DAILY_UPDATE
from herringbone.status.duties.lines import STATUS_LINES
from herringbone.status.duties.report import STATUS_REPORT

ALL = (STATUS_REPORT, STATUS_LINES, DAILY_UPDATE)

__all__ = ["ALL", "DAILY_UPDATE", "STATUS_LINES", "STATUS_REPORT"]
