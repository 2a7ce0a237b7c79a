"""What a person is told beyond their duties, and how they wish to hear of it."""

from herringbone.desk.models.channels import ChatChannel, ChatPost
from herringbone.desk.models.choices import Mail, NoticeChoice, NoticeTimes
from herringbone.desk.models.told import Digest, Notification, Nudge, StreamPosition
from herringbone.desk.models.webhooks import Attempt, Delivery, Webhook

__all__ = [
    "Attempt", "ChatChannel", "ChatPost", "Delivery", "Digest", "Mail", "NoticeChoice", "NoticeTimes", "Notification",
    "Nudge", "StreamPosition", "Webhook",
]  # fmt: skip
