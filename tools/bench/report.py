"""The figures as a table, on the terminal and in docs/performance.md."""

from collections.abc import Sequence
from pathlib import Path

from tools.bench.measuring import Measured

HEAD = "| page | queries | median ms | p95 ms | KB | SQL by hand ms | aim ms | |"
RULE = "| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |"
INTRODUCTION = """# Performance

Measured by `bin/bench --write` on the demo agency: each page goes through the whole program, in one process, beside SQL
written by hand for the same rows on the same database. Median and 95th percentile of the server's time; the size is
that of the page before compression (of an issue, of its two PDF files; of what is published, of its PDF). Aims are for
scale 20 on two cores; from scale 60 on they are 1.3 times that.
"""


def table(measured: Sequence[Measured], vendor: str, scale: int) -> str:
    """One line for each page."""
    lines = [title(vendor, scale), "", HEAD, RULE]
    for one in measured:
        within = "" if one.median <= one.aim(scale) else "over" if one.passes(scale) else "**too slow**"
        lines.append(
            f"| {one.page.name} | {one.queries} | {one.median:.1f} | {one.p95:.1f} | {one.size / 1000:.0f} "
            f"| {one.sql:.1f} | {one.aim(scale):.0f} | {within} |"
        )
    return "\n".join(lines) + "\n"


def title(vendor: str, scale: int) -> str:
    """How a section of the document is called."""
    return f"## {'SQLite' if vendor == 'sqlite' else 'PostgreSQL'}, scale {scale}"


def write(document: Path, made: str, vendor: str, scale: int) -> None:
    """Put a table into the document, in place of the former one for that database and scale."""
    text = document.read_text(encoding="utf-8") if document.exists() else INTRODUCTION
    opening, *sections = text.split("\n## ")
    kept = [f"## {one}".rstrip() for one in sections]
    kept = [one for one in kept if one.splitlines()[0] != title(vendor, scale)]
    parts = [opening.rstrip(), *sorted([*kept, made.rstrip()])]
    document.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
