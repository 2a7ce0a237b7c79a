"""Finding anything by its words: what is searched is declared by each feature, kept in the transaction of the action
that changed it, and asked for by one function on both databases.

    declare(Searched("task", _("Tasks"), Task, rows=..., follows={"work.Task": "pk"}, texts=..., url=...))

It stands in `core` because it knows neither clients nor persons: an entry names its client by id and says to whom it is
shown (`Shown`); who that is, the asker says.
"""

from herringbone.core.search.asking import Found, Reader, ask
from herringbone.core.search.declare import Searched, Text, declare, register
from herringbone.core.search.models import Shown

__all__ = ["Found", "Reader", "Searched", "Shown", "Text", "ask", "declare", "register"]
