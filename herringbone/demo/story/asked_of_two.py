"""What one of the agency asked that another has to agree to."""

from herringbone.demo import script as steps
from herringbone.demo.moments import Moments
from herringbone.demo.players import Players
from herringbone.demo.script import Script
from herringbone.people.actions import ask_second_look
from herringbone.people.models import SecondLook

WHY = "The yearly copy for the safe at the bank"


def script(moments: Moments) -> Script:
    """Ada Lin, the administrator, asked on the day before; Constance Adair has not looked yet."""
    return [steps.Do(moments.at(-1, "16:20"), "ada", _everything)]


def _everything(players: Players) -> None:
    ask_second_look(by=players.people["ada"], what=SecondLook.What.EXPORT, why=WHY)
