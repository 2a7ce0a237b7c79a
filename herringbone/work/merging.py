"""What of forms and jobs goes along when two contacts are merged."""

from django.utils.translation import ngettext_lazy

from herringbone.clients.moves import Moves, declare_moves
from herringbone.work.models import Form, Job, Waiting


def declare() -> None:
    """Called once, from `apps.py`."""
    declare_moves(
        Moves(
            Form, "asked_by",
            ngettext_lazy("%(count)d form they asked for", "%(count)d forms they asked for", "count"),
        ),
        Moves(
            Job, "next_contact",
            ngettext_lazy("%(count)d next step of a job", "%(count)d next steps of jobs", "count"),
        ),
        Moves(Waiting, "contact", ngettext_lazy("%(count)d time we waited", "%(count)d times we waited", "count")),
    )  # fmt: skip
