"""What of meetings and reports goes along when two contacts are merged."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import ngettext_lazy

from herringbone.clients.moves import Moves, declare_moves
from herringbone.meetings.models import (
    Attendee,
    Confirmation,
    DistributionChange,
    InvitationSent,
    Item,
    Objection,
    Reader,
    Series,
)


def declare() -> None:
    """Called once, from `apps.py`."""
    declare_moves(
        Moves(
            Attendee, "contact",
            ngettext_lazy("%(count)d meeting or call", "%(count)d meetings or calls", "count"),
            once_in=("meeting",), twice="drop", combine=_both_asked,
        ),
        Moves(
            Series.contacts.through, "contact",
            ngettext_lazy("%(count)d series of meetings", "%(count)d series of meetings", "count"),
            once_in=("series",), twice="drop",
        ),
        Moves(InvitationSent, "contact", ngettext_lazy("%(count)d invitation", "%(count)d invitations", "count")),
        Moves(
            Item, "owner_contact",
            ngettext_lazy("%(count)d next step in a report", "%(count)d next steps in reports", "count"),
        ),
        Moves(
            DistributionChange, "contact",
            ngettext_lazy("%(count)d change of a distribution", "%(count)d changes of distributions", "count"),
        ),
        Moves(
            Reader, "contact",
            ngettext_lazy("%(count)d contact report received", "%(count)d contact reports received", "count"),
            once_in=("issue",),
        ),
        Moves(Objection, "contact", ngettext_lazy("%(count)d objection", "%(count)d objections", "count")),
        Moves(
            Confirmation, "contact", ngettext_lazy("%(count)d confirmation", "%(count)d confirmations", "count"),
            once_in=("issue",),
        ),
    )  # fmt: skip


def _both_asked(kept: Attendee, gone: Attendee) -> Mapping[str, Any]:
    """Both were asked to one meeting: the later reply counts, and whoever came under either name was there."""
    changes: dict[str, Any] = {}
    if gone.replied and (not kept.replied or kept.replied < gone.replied):
        changes = {name: getattr(gone, name) for name in ("reply", "replied", "replied_sequence")}
    if kept.absent and not gone.absent:
        changes |= {"absent": False, "note": gone.note}
    if kept.optional and not gone.optional:
        changes["optional"] = False
    return changes
