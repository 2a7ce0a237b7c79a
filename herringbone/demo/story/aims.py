"""What the agency aims at, and what was decided at the table and goes on paper."""

from functools import partial

from herringbone.demo import script as steps
from herringbone.demo.moments import Moments
from herringbone.demo.players import Players
from herringbone.demo.script import Script
from herringbone.meetings.actions.drafting import draft_of_item
from herringbone.meetings.models import Item
from herringbone.ontime.actions import set_goal

FILM = "pre-production"
GOALS = ((-240, 90), (-90, 92))  # working days ago, in hundredths
TASKS = 95


def script(moments: Moments) -> Script:
    """Constance Adair sets the goal and, later, a higher one; Nora Whitfield puts a decision on a change form."""
    goals: Script = [
        steps.Do(moments.at(day, "09:40"), "constance", partial(_aims, share=share)) for day, share in GOALS
    ]
    return [
        *goals, steps.Do(moments.at(GOALS[-1][0], "09:42"), "constance", partial(_aims, share=TASKS, kind="task")),
        steps.Do(moments.ago(minutes=2), "nora", _scene_on_paper),
    ]  # fmt: skip


def _aims(players: Players, **goal: object) -> None:
    set_goal(by=players.people["constance"], **goal)


def _scene_on_paper(players: Players) -> None:
    """The bar scene moves: that changes what is promised of the film."""
    item = (
        players.reports[FILM].items.select_related("report__meeting__client", "job__form").get(kind=Item.Kind.DECISION)
    )
    draft_of_item(by=players.people["nora"], item=item)
