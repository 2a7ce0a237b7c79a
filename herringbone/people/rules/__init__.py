"""Who may see and do what. Walls are evaluated first, then the team, then the roles that span all clients."""

from herringbone.people.rules.answering import has_director, has_somebody
from herringbone.people.rules.cover import stand_ins, stands_for
from herringbone.people.rules.may import (
    may_administer,
    may_direct,
    may_lead_client,
    may_see,
    may_work_on,
    visible,
    visible_to,
)
from herringbone.people.rules.standing import Standing, standing, standing_kept
from herringbone.people.rules.whoever import reads_answers, who_answers

__all__ = [
    "Standing",
    "has_director",
    "has_somebody",
    "may_administer",
    "may_direct",
    "may_lead_client",
    "may_see",
    "may_work_on",
    "reads_answers",
    "stand_ins",
    "standing",
    "standing_kept",
    "stands_for",
    "visible",
    "visible_to",
    "who_answers",
]
