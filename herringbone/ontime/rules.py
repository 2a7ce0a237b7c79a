"""Whose figures a person may read (J4): the head and executive management all, who leads accounts those of these
accounts, and everybody what they held themselves. Walls and teams come first, as everywhere."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from herringbone.people.models import Role
from herringbone.people.rules import Standing, may_administer, may_direct, may_work_on, standing
from herringbone.record.models import Duty


def reads_all(here: Standing) -> bool:
    """Whether this person reads the record of every client that they see: R1, and R11 who only reads."""
    return here.directs_agency or Role.Kind.MANAGEMENT in here.kinds


def reads_others(here: Standing) -> bool:
    """Whether this person reads figures of others: R1 to R3 and R11."""
    return reads_all(here) or bool(here.led)


def readable(here: Standing, *, whole: bool) -> Q:
    """The filter for the duties whose outcome a person may read. `whole` is what `reads_all` says of them."""
    seen = here.sees("client")
    return seen if whole else seen & (Q(client__in=here.led) | Q(held_by=here.person))


@dataclass(frozen=True)
class Explains:
    """Which duties of a page somebody may explain, without a question for each."""

    here: Standing

    def may(self, duty: Duty) -> bool:
        """Whether this one."""
        here = self.here
        leads = here.directs_agency or duty.client_id in here.led
        return here.writes and here.sees_client(duty.client_id) and (leads or duty.held_by_id == here.person)


def may_explain(*, by: Any, duty: Duty, **_: Any) -> bool:
    """Whoever is charged with a duty, and whoever leads its account."""
    return may_work_on(by, duty.client) and Explains(standing(by)).may(duty)


def may_set_goal(*, by: Any, **_: Any) -> bool:
    """The head of account services and the administrator."""
    return may_direct(by) or may_administer(by)
