"""A series goes over to the clock of its office, where that is another one."""

from typing import Any

from herringbone.meetings.actions.series.following import TIMES, Changes, go_on, new_series
from herringbone.meetings.models import Series
from herringbone.meetings.queries.series import move_of
from herringbone.record.action import Done, action, refuse_unless
from herringbone.record.actor import System


def _by_itself(*, by: Any, **_: Any) -> bool:
    return isinstance(by, System)


@action("series moved with its office", may=_by_itself)
def move_with_office(*, by: System, series: Series) -> Done[Series]:
    """Let a series go on at its hour by the clock that its office has gone over to, or will have from a day on: nine
    stays nine. Its meetings before it keep their moments; whoever is asked is told in one message.
    """
    old = Series.objects.select_related("office").get(pk=series.pk)
    move = move_of(old)
    refuse_unless(move, "it goes by its office's clock")
    assert move
    made = new_series(old, move.first, {})
    made.zone = move.zone
    coming = go_on(old, made, move.first, Changes(set(TIMES)))
    return Done(made, {"zone": move.zone, "from": move.first.pk, "meetings": coming})
