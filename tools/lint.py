"""Looks for what the house rules forbid: `python -m tools.lint`."""

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tools.house_rules import RULES

LONGEST = 400  # lines of a file
TEXT = {".py", ".html", ".txt", ".css", ".js", ".typ", ".toml", ".md", ".sh", ""}
NEVER_COMMITTED = re.compile(r"\.(woff2?|ttf|otf|sqlite3|whl|pyc)$|\.min\.(js|css)$")


def findings_in(path: str, text: str) -> Iterator[str]:
    """Everything in one file that the rules forbid, as `path:line: why`."""
    for rule in RULES:
        if not re.search(rule.where, path) or re.search(rule.spared, path):
            continue
        for found in re.finditer(rule.pattern, text, re.MULTILINE):
            line = text.count("\n", 0, found.start()) + 1
            yield f"{path}:{line}: {rule.why} ({found.group().strip()[:40]})"
    lines = text.count("\n")
    if lines > LONGEST and not re.search(r"/migrations/|^requirements|\.(md|po)$", path):
        yield f"{path}: {lines} lines; a file holds one idea and at most {LONGEST}"


def findings(paths: Iterable[str]) -> Iterator[str]:
    """Everything that the rules forbid in these files."""
    for path in paths:
        file = Path(path)
        if NEVER_COMMITTED.search(path):
            yield f"{path}: comes in a wheel or is made, and is never committed"
        elif file.is_file() and file.suffix in TEXT:
            yield from findings_in(path, file.read_text(encoding="utf-8", errors="replace"))


def main() -> int:
    """1 when something is found."""
    kept = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(kept, capture_output=True, text=True, check=False)
    paths = listed.stdout.splitlines() or [str(path) for path in Path("herringbone").rglob("*") if path.is_file()]
    found = list(findings(sorted(paths)))
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
