"""What of status reports goes along when two contacts are merged."""

from django.utils.translation import ngettext_lazy

from herringbone.clients.moves import Moves, declare_moves
from herringbone.status.models import Ask, Reader, UpdateReader


def declare() -> None:
    """Called once, from `apps.py`."""
    received = ngettext_lazy("%(count)d status report received", "%(count)d status reports received", "count")
    asked = ngettext_lazy("%(count)d question about status lines", "%(count)d questions about status lines", "count")
    updated = ngettext_lazy("%(count)d daily update received", "%(count)d daily updates received", "count")
    declare_moves(
        Moves(Reader, "contact", received, once_in=("published",)),
        Moves(Ask, "contact", asked),
        Moves(UpdateReader, "contact", updated, once_in=("update",)),
    )
