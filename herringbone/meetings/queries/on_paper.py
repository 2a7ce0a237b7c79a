"""The change forms on which items of contact reports were put (B2, C3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from herringbone.meetings.models import ContactReport, Item
from herringbone.people.rules import Standing, visible
from herringbone.work.models import Change, ChangeSource, Routing

Kind = Item.Kind
KINDS = (Kind.DECISION, Kind.APPROVAL, Kind.BUDGET)  # what may change a promise


@dataclass(frozen=True)
class OnPaper:
    """The change form of an item: its state (open, soon, done) and the words for it."""

    change: int
    state: str
    says: str


@dataclass(frozen=True)
class Source:
    """An item that stands on a change form, and its report; `number` once that was issued."""

    report: ContactReport
    key: str
    number: int | None
    text: str


def on_paper(keys: Iterable[str], here: Standing) -> Mapping[str, OnPaper]:
    """For each of these items that stands on a change form, how that stands; a discarded draft is none. One query."""
    unheard = Routing.objects.filter(form=OuterRef("change__form"), acknowledgement=None)
    rows = visible(here, ChangeSource).filter(item_key__in=[*keys], change__form__discarded=None)
    told = rows.annotate(unheard=Exists(unheard)).values_list("item_key", "change", "change__number", "unheard")
    return {key: _stands(change, number, waits) for key, change, number, waits in told}


def _stands(change: int, number: int | None, unheard: bool) -> OnPaper:
    if number is None:
        return OnPaper(change, "open", _("Change form, draft"))
    if unheard:
        return OnPaper(change, "soon", _("Change %(number)d, not acknowledged") % {"number": number})
    return OnPaper(change, "done", _("Change %(number)d, acknowledged") % {"number": number})


def sources_of(change: Change, here: Standing) -> list[Source]:
    """The items of contact reports that stand on a change form. Two queries, one where there are none."""
    keys = list(ChangeSource.objects.filter(change=change).order_by("pk").values_list("item_key", flat=True))
    if not keys:
        return []
    items = visible(here, Item).filter(key__in=keys).select_related("report__meeting").order_by("report", "position")
    numbers = items.values_list("key", "report__issues__number")
    known = {key: number for key, number in numbers if number is not None}
    return [Source(one.report, one.key, known.get(one.key), one.text) for one in items]
