"""The opening sentence of the next report (B5)."""

from django.utils.translation import gettext as _

from herringbone.clients.models import Client
from herringbone.core import clock
from herringbone.core.merge import merge_or_ask
from herringbone.core.text import one_line
from herringbone.people.models import Person
from herringbone.record.action import Done, action, refuse_unless
from herringbone.status.models import Draft
from herringbone.status.queries.report import draft_of, latest
from herringbone.status.rules import may_report_to

LONGEST = 600


@action("opening written", may=may_report_to)
def set_opening(*, by: Person, client: Client, opening: str, original: str | None = None) -> Done[Draft]:
    """Write the opening of the next report; empty lets the program work it out again.

    `original` is one's own opening that the page showed: raises InConflict where somebody else wrote another meanwhile.
    """
    opening = one_line(opening)
    told = {"longest": LONGEST}
    refuse_unless(len(opening) <= LONGEST, _("That is longer than %(longest)d characters") % told, "opening")
    last = latest(client)
    number = last.number + 1 if last else 1
    stored = draft_of(client, number)
    if original is not None:
        merged = merge_or_ask({"opening": original}, {"opening": opening}, {"opening": stored})
        opening = merged.values["opening"]
    draft, _new = Draft.objects.update_or_create(
        client=client, number=number, defaults={"opening": opening, "by": by, "at": clock.now()}
    )
    return Done(draft, {"number": number})
