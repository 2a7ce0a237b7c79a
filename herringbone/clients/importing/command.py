"""`herringbone import KIND FILE`: exit code 0 done, 1 nothing written, 2 something was not said."""

import argparse
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from herringbone.clients.importing.kinds import Chosen, ImportKind, import_kind, import_kinds
from herringbone.clients.importing.landing import bring_in
from herringbone.clients.importing.reading import Reading, Told, read
from herringbone.clients.importing.rejected import rejected_file
from herringbone.clients.importing.report import Report
from herringbone.clients.models import Client
from herringbone.clients.rules import clients_to_bring_into, may_bring_in
from herringbone.core import clock
from herringbone.core.names import company_key, fold
from herringbone.core.tables import Question, TableRefused
from herringbone.people.models import Person, Role
from herringbone.people.rules import standing_kept

SHOWN = 50  # rejected rows that are named
HOW = {"--map": "--map COLUMN=name   (or --no-header --map 1=name, where the first line is a row already)"}


def run(argv: Sequence[str]) -> int:
    """Bring in a file; the exit code. Everything that cannot be done is said in a sentence."""
    told = _parser().parse_args(argv)
    try:
        fields = dict(_pair(one) for one in told.map)
    except ValueError as error:
        return _say(f"--map {error}: write COLUMN=FIELD, such as --map Nome=name", 2)
    by = _importer(told.by)
    if isinstance(by, str):
        return _say(by, 2)
    if not may_bring_in(by=by, kind=told.kind):
        return _say(f"{by.name} may not bring in {told.kind}: say --as with the address of somebody who may", 2)
    point_person = _active(told.point_person) if told.point_person else None
    if told.point_person and point_person is None:
        return _say(f"--point-person {told.point_person}: nobody at the agency has that address", 2)
    asks = import_kind(told.kind).asks
    for option, name in (("--point-person", "point_person"), ("--client", "client")):
        if getattr(told, name) and name not in asks:
            return _say(f"{option} does not go with {told.kind}", 2)
    client = _client(by, told.client) if told.client else None
    if told.client and client is None:
        return _say(f"--client {told.client}: no client has that name or code", 2)
    try:
        words = _meanings(import_kind(told.kind), told.word)
    except ValueError as error:
        return _say(f"--word {error}", 2)
    options = Told(
        told.encoding, told.separator, told.date_order, told.decimal, not told.no_header, fields, whose=bool(client),
        heading_line=told.heading_line, words=words,
    )  # fmt: skip
    try:
        reading = read(told.kind, Path(told.file), options)
    except TableRefused as reason:
        return _say(str(reason), 1)
    except OSError as error:
        return _say(f"{told.file} cannot be read: {error.strerror}", 1)
    except KeyError as missing:
        return _say(f"--map {missing.args[0]}: the file has no such column", 2)
    if reading.questions:
        return _ask(reading.questions, told)
    with standing_kept():
        report = bring_in(
            reading, by=by, name=Path(told.file).name, chosen=Chosen(point_person, client), dry_run=told.dry_run,
            skip_rejected=told.skip_rejected,
            left={*told.leave_out, *(one.number for one in reading.records if one.aside)},
        )  # fmt: skip
    if told.rejected and report.rejected:
        try:
            Path(told.rejected).write_bytes(rejected_file(reading, report.reasons))
        except OSError as error:
            _say(f"{told.rejected} cannot be written: {error.strerror}", 1)
    _tell(reading, report, told)
    return 1 if report.rejected and not told.skip_rejected else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="herringbone import", description="Bring in records from a file.")
    kinds = import_kinds()
    takes = "; ".join(f"{kind.name}: {kind.accepts}" for kind in kinds)
    parser.add_argument("kind", choices=[kind.name for kind in kinds])
    parser.add_argument("file", metavar="FILE", help=takes)
    parser.add_argument("--dry-run", action="store_true", help="say what would come of it, and write nothing")
    parser.add_argument("--skip-rejected", action="store_true", help="write the other rows although some are rejected")
    parser.add_argument("--rejected", metavar="FILE", help="write the rejected rows there, with the reasons, as CSV")
    parser.add_argument("--as", dest="by", metavar="EMAIL", help="in whose name; else the head of account services")
    parser.add_argument("--point-person", metavar="EMAIL", help="who answers for what is new: clients, jobs")
    parser.add_argument("--client", metavar="NAME", help="whose records these are, where the file does not say")
    parser.add_argument("--encoding", metavar="NAME", help="such as cp1252, where the file does not tell")
    parser.add_argument("--separator", metavar="SIGN", help="comma, semicolon or tab, where the file does not tell")
    parser.add_argument("--date-order", choices=("dmy", "mdy"), help="whether the day or the month comes first")
    parser.add_argument("--decimal", choices=(".", ","), help="the decimal sign, where the file does not tell")
    parser.add_argument("--no-header", action="store_true", help="the first line is a row; columns are 1, 2, 3")
    parser.add_argument(
        "--heading-line", type=int, metavar="LINE", help="the line of the headings, where they are not found"
    )
    parser.add_argument(
        "--leave-out", type=int, action="append", default=[], metavar="ROW",
        help="the number of a row that is not to be brought in; may be repeated",
    )  # fmt: skip
    parser.add_argument(
        "--word", action="append", default=[], metavar="WORD=MEANING",
        help="what a word of the file means here; may be repeated. "
        + " ".join(_help(one) for one in kinds if one.meanings),
    )  # fmt: skip
    parser.add_argument(
        "--map", action="append", default=[], metavar="COLUMN=FIELD",
        help="what a column holds; may be repeated. "
        + " ".join(f"Fields of {one.name}: {', '.join(sorted(dict(one.fields)))}." for one in kinds if one.fields),
    )  # fmt: skip
    return parser


def _help(kind: ImportKind) -> str:
    told = (f"{field}: {', '.join(dict(meaning.choices()))}" for field, meaning in kind.meanings.items())
    return f"Meanings of {kind.name}, {'; '.join(told)}."


def _meanings(kind: ImportKind, told: Sequence[str]) -> dict[str, dict[str, str]]:
    """What was said of words, by field. Raises ValueError with a sentence for what is no meaning of this kind."""
    words: dict[str, dict[str, str]] = {}
    for one in told:
        word, equals, means = one.rpartition("=")
        fields = [field for field, meaning in kind.meanings.items() if means.strip() in dict(meaning.choices())]
        if not (equals and word.strip() and fields):
            raise ValueError(f"{one}: write WORD=MEANING. {_help(kind) if kind.meanings else ''}".strip())
        for field in fields:
            words.setdefault(field, {})[fold(word.strip())] = means.strip()
    return words


def _pair(told: str) -> tuple[str, str]:
    column, equals, name = told.rpartition("=")
    if not (equals and column.strip() and name.strip()):
        raise ValueError(told)
    return column, name.strip()


def _importer(address: str | None) -> Person | str:
    """In whose name: the one named, else the only head, else the only administrator; or the sentence that asks."""
    if address:
        return _active(address) or f"--as {address}: nobody at the agency has that address"
    for kind in (Role.Kind.HEAD, Role.Kind.ADMINISTRATOR):
        held = Role.objects.running(clock.now().date()).filter(kind=kind, client=None, person__is_active=True)
        people = list(Person.objects.filter(pk__in=held.values("person")))
        if len(people) == 1:
            return people[0]
        if people:
            break
    return "say --as with the mail address of the person in whose name this is brought in"


def _active(address: str) -> Person | None:
    return Person.objects.filter(email__iexact=address.strip(), is_active=True).first()


def _client(by: Person, named: str) -> Client | None:
    """The client of this name or code, among those that this person brings something in for."""
    key = company_key(named)
    return next(
        (one for one in clients_to_bring_into(by) if one.code == named.strip().upper() or company_key(one.name) == key),
        None,
    )


def _ask(questions: Sequence[Question], told: argparse.Namespace) -> int:
    for question in questions:
        print(f"herringbone: {question.text}", file=sys.stderr)
        for choice in question.choices:
            shown = f"   ({choice.sample})" if choice.sample else ""
            print(f"  {question.flag} {shlex.quote(choice.value)}{shown}", file=sys.stderr)
        if not question.choices:
            print(f"  {HOW.get(question.flag, question.flag)}", file=sys.stderr)
    print(f"herringbone: nothing of {told.file} was written", file=sys.stderr)
    return 2


def _tell(reading: Reading, report: Report, told: argparse.Namespace) -> None:
    if reading.left_out:
        print(f"not imported: {', '.join(reading.left_out)}")
    for column in reading.maybe:
        option = f"--map {shlex.quote(column.heading)}={column.field}"
        print(f"not imported: {column.heading}. If it is the {column.field}: {option}")
    if reading.below_a_title:
        print(f"headings: line {reading.table.heading_line} of the file; what is above it is left out")
    for word in reading.unexplained:
        print(f"not known: {word.text} ({word.field}). If you know what it means: --word {shlex.quote(word.text)}=…")
    for note in report.notes:
        print(note)
    for outcome in report.outcomes:
        if outcome.what == "left":
            print(f"row {outcome.number} (line {outcome.line}) {outcome.name} left out{_because(outcome.why)}")
        elif outcome.what != "rejected":
            for why in outcome.why:
                print(f"row {outcome.number} (line {outcome.line}) {outcome.name}: {why}")
    for outcome in report.rejected[:SHOWN]:
        print(
            f"row {outcome.number} (line {outcome.line}) {outcome.name} rejected: {' '.join(outcome.why)}",
            file=sys.stderr,
        )
    if not report.written:
        print(_why_nothing(report, told))
    print(report.last_line)


def _because(why: Sequence[str]) -> str:
    return f": {' '.join(why)}" if why else ""


def _why_nothing(report: Report, told: argparse.Namespace) -> str:
    """Stands before the figures, which then say what would come of the rows, since each of them has its outcome."""
    if told.dry_run:
        return "dry run: nothing was written; it would come to"
    number = len(report.rejected)
    rows = "1 row is rejected" if number == 1 else f"{number} rows are rejected"
    return f"nothing was written, because {rows}: correct them; left out with --skip-rejected, it would come to"


def _say(text: str, code: int) -> int:
    print(f"herringbone: {text}", file=sys.stderr)
    return code
