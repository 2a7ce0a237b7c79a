"""Two people edit the same record: changes to different fields merge, changes to the same field are asked about.

A form carries the values that it was filled with, sealed, in a hidden field (`seal`). The action reads what is stored
now and merges field by field (`merge_or_ask`); where both changed one it raises `InConflict` and nothing is written.
The view answers 409 with `core/conflict.html`, made from a `ConflictPage`: for each field that differs yours, what is
stored, and what it was. That page sends everything typed once more, with a choice for each line (`choose`).

    original = unseal("work.form:7", request.POST)         # what the form was filled with
    yours = choose(request.POST, original, cleaned)        # the conflict page's choices put into what was typed
    save_form(by=…, form=…, values=yours, original=original)

Values are compared in their plain form (`plain`): text, whole numbers, true and false, lists, as JSON has them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core import signing
from django.core.exceptions import SuspiciousOperation
from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.utils.crypto import constant_time_compare
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from herringbone.core.difference import Run, difference

ORIGINAL = "original"  # the hidden field with the sealed values
CHOOSE = "choose-"  # before the field's name: "yours" or "theirs"
SALT = "herringbone.core.merge"
LONGEST = 500_000  # characters of a sealed form

Plain = Mapping[str, Any]


@dataclass(frozen=True)
class Conflict:
    """A field that both changed, each in another way."""

    name: str
    yours: Any
    stored: Any
    original: Any


@dataclass(frozen=True)
class Merged:
    """What is to be stored. `mine` and `theirs` name the fields that only one side changed; conflicts stand apart."""

    values: Plain
    mine: tuple[str, ...] = ()
    theirs: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


class InConflict(Exception):
    """Both changed the same field. Raised in an action, so that nothing is written; `merged` says where."""

    def __init__(self, merged: Merged) -> None:
        super().__init__(", ".join(conflict.name for conflict in merged.conflicts))
        self.merged = merged

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields that both changed."""
        return tuple(conflict.name for conflict in self.merged.conflicts)


def plain(value: Any) -> Any:
    """A value as JSON has it, so that what was typed, sealed and stored compare alike. Nothing is the empty text.

    A record is its id, records are their ids in order, a date is its ISO form, an amount loses its empty places.
    """
    if value is None:
        return ""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, QuerySet | set | frozenset):
        return sorted(plain(one) for one in value)
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value else "0"
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value


def merge(original: Plain, yours: Plain, stored: Plain) -> Merged:
    """Three-way, field by field, over the fields in `yours`. A field that `original` lacks nobody else changed."""
    values: dict[str, Any] = {}
    mine, theirs, conflicts = [], [], []
    for name, typed in yours.items():
        now = plain(stored.get(name))
        was, typed = plain(original.get(name, now)), plain(typed)
        values[name] = typed
        if typed == now:
            continue
        if typed == was:
            values[name] = now
            theirs.append(name)
        elif now == was:
            mine.append(name)
        else:
            conflicts.append(Conflict(name, typed, now, was))
    return Merged(values, tuple(mine), tuple(theirs), tuple(conflicts))


def merge_or_ask(original: Plain, yours: Plain, stored: Plain) -> Merged:
    """`merge`, for an action's body. Raises InConflict where somebody has to choose."""
    merged = merge(original, yours, stored)
    if merged.conflicts:
        raise InConflict(merged)
    return merged


def seal(record: str, values: Plain) -> str:
    """The values a form is filled with, for its hidden field: signed, and bound to one record ("work.form:7")."""
    kept = {"of": record, "values": {name: plain(value) for name, value in values.items()}}
    return signing.dumps(kept, salt=SALT, compress=True)


def unseal(record: str, posted: QueryDict) -> dict[str, Any]:
    """The values that a form was filled with. Raises SuspiciousOperation (400) where they lack or are not ours."""
    sealed = posted.get(ORIGINAL, "")
    try:
        kept = signing.loads(sealed, salt=SALT) if len(sealed) <= LONGEST else {}
    except signing.BadSignature as error:
        raise SuspiciousOperation("A form without the values it was filled with") from error
    if not constant_time_compare(kept.get("of", ""), record):
        raise SuspiciousOperation("A form with the values of another record")
    return kept["values"]


def choose(posted: QueryDict, original: Plain, yours: Plain) -> dict[str, Any]:
    """What was typed, with the conflict page's choices put in: "theirs" takes what that page showed as stored."""
    theirs = {name for name in yours if posted.get(CHOOSE + name) == "theirs"}
    return {name: original.get(name, "") if name in theirs else value for name, value in yours.items()}


def choosing(posted: QueryDict) -> bool:
    """Whether this comes from the conflict page."""
    return any(name.startswith(CHOOSE) for name in posted)


@dataclass(frozen=True)
class Line:
    """One line of the conflict page: the field's label, and its three values in words."""

    name: str
    label: str
    yours: str
    theirs: str
    original: str
    chosen: str = "yours"

    @property
    def yours_marked(self) -> SafeString:
        """Yours, with the words marked that are not in theirs."""
        return _marked(self.theirs, self.yours)

    @property
    def theirs_marked(self) -> SafeString:
        """Theirs, with the words marked that are not in yours."""
        return _marked(self.yours, self.theirs)

    @property
    def field(self) -> str:
        """The name of the line's radio buttons."""
        return CHOOSE + self.name


def _marked(other: str, text: str) -> SafeString:
    if not text:
        return SafeString("")
    runs: list[Run] = []
    for run in difference(other, text):
        # Around what was taken out there was a space on both sides: one of them stays.
        space_again = not run.text.strip() and (not runs or not runs[-1].text.strip())
        if run.mark != "del" and not space_again:
            runs.append(run)
    return format_html_join("", "{}", ([_run(run)] for run in runs))


def _run(run: Run) -> SafeString:
    return format_html("<ins>{}</ins>", run.text) if run.mark == "ins" else conditional_escape(run.text)


@dataclass(frozen=True)
class ConflictPage:
    """All that `core/conflict.html` shows. `who` saved at `at` what stands now; `back` leads to the record as it is."""

    lines: tuple[Line, ...]
    kept: tuple[tuple[str, str], ...]  # everything typed, as hidden fields
    original: str  # sealed: the choice is made against what this page shows
    action: str
    back: str
    who: str
    at: datetime | None
    same: tuple[str, ...]  # labels of the fields that are alike, or merge by themselves
    title: str = ""  # of the record
    own: bool = False  # it was saved by whoever reads this, in another window


def conflict_page(
    conflict: InConflict,
    *,
    record: str,
    original: Plain,
    posted: QueryDict,
    labels: Mapping[str, str],
    show: Callable[[str, Any], str],
    action: str,
    back: str,
    who: Any = None,
    at: datetime | None = None,
    title: str = "",
    reader: Any = None,
) -> ConflictPage:
    """Make the page of a conflict. `show` words a plain value of a field, such as a person's id, for reading. Where
    `who` is the `reader`, they wrote it in another window.

    What is sealed anew is what each line shows as stored, and for all other fields what the form was filled with:
    so whoever changes a line once more meanwhile is asked about again, and nothing of theirs is overwritten.
    """
    stored = {one.name: one.stored for one in conflict.merged.conflicts}
    lines = tuple(
        Line(
            one.name,
            labels.get(one.name, one.name),
            show(one.name, one.yours),
            show(one.name, one.stored),
            show(one.name, one.original),
        )
        for one in conflict.merged.conflicts
    )
    ours = {ORIGINAL, "csrfmiddlewaretoken"}
    kept = tuple(
        (name, value)
        for name, values in posted.lists()
        if name not in ours and not name.startswith(CHOOSE)
        for value in values
    )
    same = tuple(label for name, label in labels.items() if name not in stored)
    own = who is not None and who == reader
    sealed = seal(record, {**original, **stored})
    return ConflictPage(lines, kept, sealed, action, back, str(who or ""), at, same, title, own)
