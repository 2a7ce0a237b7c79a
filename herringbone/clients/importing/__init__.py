"""Records from files: read with questions instead of guesses, each row brought in by the same actions.

All rows land or none, unless rejected ones are skipped on purpose. Command line and page use the same `bring_in`.
"""

from herringbone.clients.importing.command import run
from herringbone.clients.importing.kinds import Chosen, ImportKind, declare_import
from herringbone.clients.importing.landing import bring_in
from herringbone.clients.importing.reading import Reading, Told, read

__all__ = ["Chosen", "ImportKind", "Reading", "Told", "bring_in", "declare_import", "read", "run"]
