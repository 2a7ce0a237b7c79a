"""What changed from one status report to another. Works on plain data: live, published, or any two published."""

from collections.abc import Iterable
from typing import Any

from herringbone.status.documents.contract import COMPARED, Gone, Line, StatusReport


def compared(lines: Iterable[Line], before: StatusReport | None) -> list[Line]:
    """The lines with what changed since `before`; without one nothing is new and nothing has changed."""
    if before is None:
        return [{**line, "new": False, "was": {}} for line in lines]
    former = {line["number"]: line for line in before["lines"]}
    return [_compared(line, former.get(line["number"])) for line in lines]


def gone_since(lines: Iterable[Line], before: StatusReport | None, stages: dict[str, str]) -> list[Gone]:
    """The jobs of `before` that stand here no longer. `stages` says where each is now, as far as it is known."""
    here = {line["number"] for line in lines}
    return [
        {"number": old["number"], "name": old["name"], "stage": stages.get(old["number"], "")}
        for old in (before["lines"] if before else ())
        if old["number"] not in here
    ]


def between(earlier: StatusReport, later: StatusReport) -> StatusReport:
    """The later of two reports, marked by what changed since the earlier one, whatever was published in between."""
    lines = compared(later["lines"], earlier)
    for line in lines:
        if line["new"] and line["group"] == "open":
            line["group"] = "new"
        elif not line["new"] and line["group"] == "new":
            line["group"] = "open"
    gone = gone_since(later["lines"], earlier, {one["number"]: one["stage"] for one in later["gone"]})
    before: Any = {"number": earlier["number"], "issued": earlier["issued"]}
    return {**later, "lines": lines, "gone": gone, "before": before}


def changed(line: Line) -> bool:
    """Whether the line is marked with a bar: it is new, or something of it is otherwise than before."""
    return line["new"] or bool(line["was"])


def delivered_since(lines: Iterable[Line], before: StatusReport | None) -> int:
    """How many jobs are to be billed now and were not yet in the report before."""
    billed = {line["number"] for line in (before["lines"] if before else ()) if line["group"] == "billing"}
    return sum(1 for line in lines if line["group"] == "billing" and line["number"] not in billed)


def _compared(line: Line, former: Line | None) -> Line:
    if former is None:
        return {**line, "new": True, "was": {}}
    was = {name: former[name] for name in COMPARED if former[name] != line[name]}  # type: ignore[literal-required]
    # A status line in words stands in place of the stage; only what is shown is compared.
    if line["status"] and former["status"]:
        was.pop("stage", None)
    return {**line, "new": False, "was": was}
