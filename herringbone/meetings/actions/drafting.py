"""An item of a contact report is put on a change form of its job: what was decided there changes on paper (B2, C3)."""

from django.utils.translation import gettext as _

from herringbone.meetings.models import Item
from herringbone.meetings.queries.on_paper import KINDS
from herringbone.meetings.queries.said import promised_in
from herringbone.people.models import Person
from herringbone.record.action import refuse_unless
from herringbone.work.actions import draft_change
from herringbone.work.models import Change


def draft_of_item(*, by: Person, item: Item, once: str = "") -> Change:
    """Put an item on a change form, filled with what it says. Refused for one without a job, and for another kind."""
    refuse_unless(item.kind in KINDS, _("A decision, an approval or a budget goes on a change form"), "kind")
    refuse_unless(item.job, _("Say which job it is about"), "job")
    assert item.job
    return draft_change(by=by, job=item.job, why=item.text, item_key=item.key, once=once, **promised_in(item))
