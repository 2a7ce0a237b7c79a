"""What of this floor and those below goes along when two contacts are merged."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import ngettext_lazy

from herringbone.clients.models import Consent, Contact, ContactRole, KeptApart, Merge, Message, Reach, Rhythm
from herringbone.clients.moves import Moves, declare_moves, declare_stays
from herringbone.record.models import Effect, Event, Link


def declare() -> None:
    """Called once, from `apps.py`."""
    declare_moves(
        Moves(
            ContactRole, "contact",
            ngettext_lazy("%(count)d thing done for us", "%(count)d things done for us", "count"),
            once_in=("kind",), twice="drop",
        ),
        Moves(
            Reach, "contact",
            ngettext_lazy("%(count)d further way to reach them", "%(count)d further ways to reach them", "count"),
            once_in=("kind", "key"), twice="drop",
        ),
        Moves(
            Consent, "contact",
            ngettext_lazy(
                "%(count)d answer on whether they may be reached", "%(count)d answers on whether they may be reached",
                "count",
            ),
        ),
        Moves(
            Rhythm, "contact", ngettext_lazy("%(count)d rhythm", "%(count)d rhythms", "count"),
            once_in=("person", "ended"), twice="drop", combine=_shorter,
        ),
        Moves(Message, "contact", ngettext_lazy("%(count)d message", "%(count)d messages", "count")),
        Moves(Link, "contact", ngettext_lazy("%(count)d link", "%(count)d links", "count")),
        Moves(Effect, "contact", ngettext_lazy("%(count)d mail to them", "%(count)d mails to them", "count")),
    )  # fmt: skip
    declare_stays(Event, "contact", "append-only: it says who acted, under the name of that day")
    declare_stays(Contact, "merged_into", "one merged earlier still leads through the one it was merged into")
    declare_stays(Merge, "kept", "it says what was merged into what")
    declare_stays(Merge, "gone", "it says what was merged into what")
    declare_stays(KeptApart, "one", "said of the two as they were; a merged one is not listed again")
    declare_stays(KeptApart, "other", "said of the two as they were; a merged one is not listed again")


def _shorter(kept: Rhythm, gone: Rhythm) -> Mapping[str, Any]:
    """Both are to be heard from by one person: as often as the one of the two who is heard from more often."""
    return {"every": gone.every} if gone.ended is None and gone.every < kept.every else {}
