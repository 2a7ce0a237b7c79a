"""The apostrophe before a text that a spreadsheet would run as a formula: put on in writing, taken off in reading."""

import re

# Letters at which spreadsheets begin a formula, full-width ones and blanks before them included. Apostrophes that
# stand there already count too, so that what was taken off is exactly what was put on.
_RUNS = re.compile(r"'*\s*[=+\-@|\uff0b\uff0d\uff1d\uff20]|'*[\t\r\n]")
_PREFIXED = re.compile(rf"'(?:{_RUNS.pattern})")


def guarded(text: str) -> str:
    """The text, with an apostrophe before it if a spreadsheet would take it for a formula."""
    return f"'{text}" if _RUNS.match(text) else text


def unguarded(text: str) -> str:
    """The text without the apostrophe that `guarded` puts there."""
    return text[1:] if _PREFIXED.match(text) else text
