"""What is done on a desk: take a duty over, ask about it, read what one was told; and what is done about mail."""

from herringbone.desk.actions.duties import nudge, take_over
from herringbone.desk.actions.effects import give_up, send_again
from herringbone.desk.actions.notices import choose_notices

__all__ = ["choose_notices", "give_up", "nudge", "send_again", "take_over"]
