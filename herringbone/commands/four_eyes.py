"""What a command does before a deed that takes two people, where two are entitled."""

import argparse
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from herringbone.commands.failure import Failed
from herringbone.commands.persons import person_of
from herringbone.core import clock
from herringbone.people.actions.four_eyes import agree, ask_second_look
from herringbone.people.models import Person, SecondLook
from herringbone.people.queries.four_eyes import going_on
from herringbone.people.rules.four_eyes import entitled, others

NO_REASON = "no reason was said"  # by the only one entitled, who asks nobody


def add_asking(parser: argparse.ArgumentParser, who: str) -> None:
    """Who does it and why: both need to be said only where more than one person is entitled."""
    parser.add_argument("--as", dest="by", metavar="EMAIL", help=f"{who}; may be left out where there is only one")
    parser.add_argument("--why", metavar="TEXT", help="the reason, which stays on record and which the other is told")


def who_asks(told: argparse.Namespace, what: str) -> Person:
    """Whoever is named, else the only one entitled; in the demo, the first. Raises Failed where that is nobody."""
    if told.by:
        return person_of(told.by)
    able = entitled()[what]
    if not able:
        raise Failed("Nobody who works here is entitled to that.")
    if len(able) > 1 and not settings.DEMO:
        raise Failed(f"Say --as EMAIL: {' and '.join(person.name for person in able)} are entitled.", code=2)
    return able[0]


def cleared(by: Person, what: str, told: argparse.Namespace, **particulars: Any) -> SecondLook:
    """The second look under which this person may go on: agreed to by another, or theirs alone.

    Where another has to agree it is asked, once. Raises Failed then, with who can agree and where. In the demo, where
    nothing is at stake, the other agrees at once.
    """
    if not told.why and others(by, what) and not settings.DEMO:
        raise Failed("Say --why TEXT: another has to agree, and reads it.", code=2)
    why = told.why or NO_REASON
    look = _theirs(by, what, particulars).last()
    if look is None:
        look = ask_second_look(by=by, what=what, why=why, particulars=particulars)
        may_agree = others(by, what)
        asked = "This takes a second person, who has been asked"
    else:
        may_agree = [] if look.agreed_at else others(by, what)
        asked = "This takes a second person, who was asked before and has not agreed yet"
    if may_agree and settings.DEMO:
        look = agree(by=may_agree[0], look=look)
        look.agreed_by, may_agree = may_agree[0], []
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
