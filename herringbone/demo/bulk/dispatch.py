"""What a step does to a client's book; `clients`, `work` and `meetings` say so, one function for each kind of step."""

from functools import singledispatch
from typing import Any

from herringbone.demo.bulk.book import Book


@singledispatch
def do(step: Any, book: Book) -> None:
    """Write the rows that the step's action would have written."""
    raise TypeError(f"Nobody writes {type(step).__name__} in bulk")
