"""What of status reports goes along when two contacts are merged."""

from django.utils.translation import ngettext_lazy

from herringbone.clients.moves import Moves, declare_moves
from herringbone.status.models import Reader


def declare() -> None:
    """Called once, from `apps.py`."""
    received = ngettext_lazy("%(count)d status report received", "%(count)d status reports received", "count")
    declare_moves(Moves(Reader, "contact", received, once_in=("published",)))
