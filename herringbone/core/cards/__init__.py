"""vCards: 2.1, 3.0 and 4.0 read as the programs that write them do it, and written as all of them can read it."""

from herringbone.core.cards.read import Address, Card, Part, looks_like_cards, read_cards
from herringbone.core.cards.write import write_cards

__all__ = ["Address", "Card", "Part", "looks_like_cards", "read_cards", "write_cards"]
