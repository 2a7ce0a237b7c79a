"""Files from other programs, which lie beside the project and not in it. Where they are not, their tests say so."""

import csv
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent.parent / "shared"
DATA = FOLDER / "data"
WHY = f"NOT TESTED: the files of other programs are not at {DATA}"

needs_data = pytest.mark.skipif(not (DATA / "expected.csv").is_file(), reason=WHY)


def expected(*kinds: str) -> list[dict[str, str]]:
    """What importing each file must print, for these kinds; nothing where the files are not there."""
    if not (DATA / "expected.csv").is_file():
        return []
    with (DATA / "expected.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["kind"] in kinds]


def last_line(row: dict[str, str]) -> str:
    """The last line that the command must print."""
    return ", ".join(f"{name} {row[name]}" for name in ("rows", "created", "updated", "unchanged", "rejected"))
