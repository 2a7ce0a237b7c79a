"""What `check` recomputes: chains, seals, numbers, files, duties; higher floors add their own."""

from collections.abc import Callable, Iterator

from django.db import connection

from herringbone.record.duties.keeping import differences
from herringbone.record.editions import broken_seals, gaps
from herringbone.record.events import broken_links
from herringbone.record.files import broken_files

Check = Callable[[], Iterator[str]]
_checks: list[Check] = [broken_links, broken_seals, gaps, broken_files, differences]


def declare_check(*checks: Check) -> None:
    """Add an invariant of a feature: one line in its `apps.py`. A check yields what is wrong, in words."""
    _checks.extend(check for check in checks if check not in _checks)


def findings() -> Iterator[str]:
    """Everything wrong with the record, in words; nothing when all is well."""
    yield from _orphans()
    for check in _checks:
        yield from check()


def _orphans() -> Iterator[str]:
    """Rows that point to nothing: the database refuses them, unless somebody switched that off."""
    try:
        connection.check_constraints()
    except Exception as error:  # the backends raise their own kinds; whichever it is, it is a finding
        yield f"orphan: {error}"
