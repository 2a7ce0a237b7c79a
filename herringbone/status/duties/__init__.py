"""What is owed to clients about how things stand."""

from herringbone.status.duties.report import STATUS_REPORT

ALL = (STATUS_REPORT,)

__all__ = ["ALL", "STATUS_REPORT"]
