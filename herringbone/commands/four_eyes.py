"""What a command does before a deed that takes two people, where two are entitled."""

import argparse
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from herringbone.commands.failure import Failed
from herringbone.core import clock
from herringbone.people.actions.four_eyes import ask_second_look
from herringbone.people.models import Person, SecondLook
from herringbone.people.queries.four_eyes import going_on
from herringbone.people.rules.four_eyes import others


def add_why(parser: argparse.ArgumentParser) -> None:
    """The reason, which stays on record."""
    parser.add_argument("--why", required=True, metavar="TEXT", help="the reason; it stays on record")


def cleared(by: Person, what: str, why: str, **particulars: Any) -> SecondLook:
    """The second look under which this person may go on: agreed to by another, or theirs alone.

    Where another has to agree it is asked, once. Raises Failed then, with who can agree and where.
    """
    look = _theirs(by, what, particulars).last()
    if look is None:
        look = ask_second_look(by=by, what=what, why=why, particulars=particulars)
        may_agree = others(by, what)
        asked = "This takes a second person, who has been asked"
    else:
        may_agree = [] if look.agreed_at else others(by, what)
        asked = "This takes a second person, who was asked before and has not agreed yet"
    if may_agree:
        names = " or ".join(person.name for person in may_agree)
        raise Failed(
            f"{asked}: {names}, at {settings.BASE_URL}{reverse('four_eyes')}. "
            "Once one has agreed, give the same command again within 24 hours."
        )
    if look.agreed_by:
        print(f"{look.agreed_by} agreed, for this reason: {look.why}")
    return look


def _theirs(by: Person, what: str, particulars: dict[str, Any]) -> QuerySet[SecondLook]:
    """What this person asked and has not done yet, those that another agreed to last."""
    rows = going_on(clock.now()).filter(asked_by=by, what=what, particulars=particulars)
    return rows.select_related("agreed_by").order_by("agreed_at", "pk")
