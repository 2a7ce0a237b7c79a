"""The demo agency Halden & Rossi: made by `build`, offered at the sign-in page, told in lines by `people_lines`."""

from collections.abc import Iterator


def people_lines() -> Iterator[str]:
    """`person R4 EMAIL PASSWORD NAME` for each role. A client's contact (R10) has no password but a link."""
    from herringbone.demo.door import lines

    return lines()
