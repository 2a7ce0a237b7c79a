"""What other programs call the stages of a job, and how a plan reads in the form."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from herringbone.core.names import fold, words
from herringbone.core.tables import Mapping, Table, as_text
from herringbone.core.wording import dates
from herringbone.work.importing.plan import FINISH_FINISH, FINISH_START, START_FINISH, START_START, Step
from herringbone.work.models import Stage
from herringbone.work.wording import STAGES

Key = Stage.Key
FEW = 12  # stages of another program; a status line is another in each row
_NUMBER = re.compile(r"(?=.*\d)[\w./#-]{1,20}")
_NUMBERED = frozenset({"job", "project", "task", "commessa", "lavoro", "progetto", "auftrag"})
_WORDS: dict[str, str] = {
    Key.SUBMITTED: "submitted|to do|todo|backlog|new|open|planned|not started|brief|briefing|inbox|requested|"
    "da fare|nuovo|aperto|aperta|in attesa di avvio|offen|neu",
    Key.IN_WORK: "in work|in progress|doing|working|working on it|active|started|wip|ongoing|underway|in review|review|"
    "in corso|in lavorazione|iniziato|attivo|in arbeit|laufend",
    Key.ON_HOLD: "on hold|hold|blocked|waiting|paused|stuck|sospeso|in sospeso|fermo|in pausa|pausiert|wartet",
    Key.DELIVERED: "delivered|shipped|sent|consegnato|consegnata|geliefert",
    Key.BILLED: "billed|invoiced|fatturato|fatturata|berechnet",
    Key.CLOSED: "closed|done|completed|complete|finished|archived|archive|resolved|chiuso|chiusa|fatto|finito|"
    "completato|concluso|conclusa|archiviato|erledigt|fertig|abgeschlossen",
    Key.CANCELLED: "cancelled|canceled|dropped|rejected|annullato|annullata|abgesagt",
}
_EITHER = frozenset({"status", "stato", "state", "job status", "project status", "stato lavoro", "stato del lavoro"})
_STAGES = {word: key for key, words in _WORDS.items() for word in words.split("|")}
_KINDS = {
    FINISH_START: gettext_lazy("begins after %(step)s"),
    START_START: gettext_lazy("begins with %(step)s"),
    FINISH_FINISH: gettext_lazy("ends with %(step)s"),
    START_FINISH: gettext_lazy("ends when %(step)s begins"),
}


def stage_called(text: str) -> str | None:
    """The stage that goes by this word, in ours or another program's; None for a word that we do not know."""
    word = " ".join(fold(text).replace("_", " ").replace("-", " ").split())
    ours = {fold(str(name)): key for key, name in STAGES.items()}
    return _STAGES.get(word) or ours.get(word)


def stages() -> Sequence[tuple[str, Any]]:
    """The stages that a word of a file may mean."""
    return list(STAGES.items())


def by_what_columns_hold(table: Table, mapping: Mapping) -> Mapping:
    """The mapping, put right by what its columns hold where a heading may mean two things."""
    return _name_or_number(table, _stage_or_status(table, mapping))


def _name_or_number(table: Table, mapping: Mapping) -> Mapping:
    """Of two columns that may be the name, such as “Job” and “Title”, the one with numbers is the job's number."""
    named = [column for column in mapping.sure if column.field == "name"]
    numbered = [column for column in named if _NUMBERED & set(words(column.heading)) and _numbers(table, column.at)]
    if len(named) < 2 or len(numbered) == len(named) or any(one.field == "number" for one in mapping.sure):
        return mapping
    return Mapping(
        tuple(replace(column, field="number") if column in numbered else column for column in mapping.columns)
    )


def _numbers(table: Table, at: int) -> bool:
    """Whether a column holds numbers of jobs: short, without blanks, most with a figure."""
    told = [text for cell in table.column(at) if (text := as_text(cell).strip())]
    return bool(told) and sum(bool(_NUMBER.fullmatch(text)) for text in told) * 10 >= len(told) * 8


def _stage_or_status(table: Table, mapping: Mapping) -> Mapping:
    """A column called “status” holds stages, or the line that says how a job stands: its values tell which."""
    taken = {column.field for column in mapping.columns}
    return Mapping(
        tuple(
            replace(column, field=None if "status" in taken else "status")
            if column.field == "stage" and fold(column.heading.strip()) in _EITHER and not _stages(table, column.at)
            else column
            for column in mapping.columns
        )
    )


def _stages(table: Table, at: int) -> bool:
    """Whether most of what a column says are stages."""
    told = {text for cell in table.column(at) if (text := as_text(cell).strip())}
    if len(told) * 3 <= len(table.rows) and len(told) <= FEW:  # words that come again and again are stages of theirs
        return True
    return sum(stage_called(text) is not None for text in told) * 2 >= len(told)


def plan_lines(steps: Sequence[Step]) -> Iterator[str]:
    """A plan as lines: what stands below what, how long it takes, what it depends on, by the numbers of the lines."""
    numbers = {step.uid: number for number, step in enumerate(steps, start=1)}
    depths: dict[str, int] = {}
    for step in steps:
        depths[step.uid] = depths.get(step.above, -1) + 1 if step.above else 0
        told = [f"{numbers[step.uid]}. {'– ' * depths[step.uid]}{step.name}"]
        if step.start and step.finish:
            told.append(_("%(start)s to %(finish)s") % {"start": _day(step.start), "finish": _day(step.finish)})
        if step.hours:
            told.append(_("%(hours)s h") % {"hours": _figure(step.hours)})
        told += [_link(link.kind, numbers[link.to], link.lag) for link in step.links if link.to in numbers]
        told += [_("done")] if step.done else []
        yield ", ".join(told)


def _link(kind: str, number: int, lag: Decimal) -> str:
    words = str(_KINDS[kind]) % {"step": number}
    told = {"link": words, "days": _figure(abs(lag))}
    count = 1 if abs(lag) == 1 else 2  # a day and a half is in the plural
    if lag > 0:
        later = ngettext("%(link)s, %(days)s working day later", "%(link)s, %(days)s working days later", count)
        return later % told
    if lag < 0:
        earlier = ngettext("%(link)s, %(days)s working day earlier", "%(link)s, %(days)s working days earlier", count)
        return earlier % told
    return words


def _day(moment: datetime | date) -> str:
    return dates.written(moment.date() if isinstance(moment, datetime) else moment, "far")


def _figure(number: Decimal) -> str:
    return f"{number.quantize(Decimal('0.01')).normalize():f}"


def said_by(by: str, at: datetime | None) -> str:
    """Who said something, and when, before what they said."""
    day = dates.written(at.date(), "far") if at else ""
    told = ", ".join(filter(None, (by, day)))
    return f"{told}:" if told else ""
