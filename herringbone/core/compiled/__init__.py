"""Queries whose SQL is made once in a process, and then only filled with the values of each call.

Building a query set of a page and turning it into SQL takes Django ten times as long as the database takes to answer
it. What is asked for again and again is declared so:

    @compiled_once
    def late_of(here: Standing, at: datetime, *, most: int) -> QuerySet[Duty]:
        return Duty.objects.filter(here.sees("client"), due__lt=at)[:most]

    rows = late_of(request.standing, clock.now(), most=60)     # a list

By position come values that differ from call to call: ids, sets of ids, moments, days, texts, a Standing. The
function sees stand-ins for them, which it can pass on to filters, ask whether they are None or an empty set, and
nothing else: it neither reckons with them nor compares them, asks no time and no other query. By name come values that
are few, and may do anything; each of them has SQL of its own. `late_of.query_set` gives the plain query set.
"""

from herringbone.core.compiled.once import compiled_once
from herringbone.core.compiled.slots import Hidden

__all__ = ["Hidden", "compiled_once"]
