"""What a person is told beyond their duties, and how they wish to hear of it."""

from herringbone.desk.models.choices import Mail, NoticeChoice, NoticeTimes
from herringbone.desk.models.told import Digest, Notification, Nudge, StreamPosition

__all__ = ["Digest", "Mail", "NoticeChoice", "NoticeTimes", "Notification", "Nudge", "StreamPosition"]
