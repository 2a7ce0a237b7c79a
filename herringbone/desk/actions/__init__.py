"""What is done on a desk: take a duty over, ask about it."""

from herringbone.desk.actions.duties import nudge, take_over

__all__ = ["nudge", "take_over"]
