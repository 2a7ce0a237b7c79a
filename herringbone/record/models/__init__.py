"""What every feature above writes into: events, editions, duties, effects and links.

People and clients stand on higher floors; they are named here by label and never imported.
"""

from herringbone.record.models.duty import Duty, Horizon, Policy, Takeover
from herringbone.record.models.edition import Edition, Rendering, StoredFile
from herringbone.record.models.event import Chain, Denial, Event, Once, ThreadEntry
from herringbone.record.models.outside import Bounce, Effect, Link

__all__ = [
    "Bounce",
    "Chain",
    "Denial",
    "Duty",
    "Edition",
    "Effect",
    "Event",
    "Horizon",
    "Link",
    "Once",
    "Policy",
    "Rendering",
    "StoredFile",
    "Takeover",
    "ThreadEntry",
]
