"""Bringing in all rows, or none."""

from collections.abc import Collection
from dataclasses import replace

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from herringbone.clients.actions.bringing import record_import
from herringbone.clients.importing.full_names import full_name
from herringbone.clients.importing.kinds import Chosen, import_kind
from herringbone.clients.importing.reading import Reading, Record
from herringbone.clients.importing.report import Outcome, Report
from herringbone.clients.models import Import, Post
from herringbone.clients.uploads import clean_name
from herringbone.core import clock
from herringbone.core.search import keeping as searching
from herringbone.core.sql import analyse
from herringbone.people.models import Person
from herringbone.record import events
from herringbone.record.action import Denied, Refused
from herringbone.record.duties import keeping
from herringbone.record.duties.declare import register
from herringbone.record.models import Event

NOTHING_CHOSEN = Chosen()
MANY = 100  # rows after which the database looks anew at what its tables hold


def bring_in(
    reading: Reading,
    *,
    by: Person,
    name: str,
    chosen: Chosen = NOTHING_CHOSEN,
    dry_run: bool = False,
    skip_rejected: bool = False,
    kept: Import | None = None,
    left: Collection[int] | None = None,
) -> Report:
    """Bring in the rows of a file by the actions that the pages use, in one transaction; each row stands by itself.

    Nothing is written in a dry run, nor where a row is rejected, unless rejected rows are skipped. `kept` is the file
    as it was uploaded; without it the record of the import names the file alone. `left` are the numbers of the rows
    that are left out; where nobody said, those that are no records by their looks.
    """
    left = {one.number for one in reading.records if one.aside} if left is None else set(left)
    with transaction.atomic():
        events.lock_chains()  # the agency's first, so that two imports wait for each other before they touch anything
        before = Event.objects.aggregate(last=Max("pk"))["last"] or 0
        said_before = Post.objects.aggregate(last=Max("pk"))["last"] or 0
        with keeping.put_off():
            report = Report(*_land_all(reading, by, replace(chosen, file=clean_name(name)), left), written=False)
        if dry_run or (report.rejected and not skip_rejected):
            transaction.set_rollback(True)
            return report
        _bring_up_to_date(before, said_before)
        record_import(
            by=by, kind=reading.kind, name=name, figures=report.figures, kept=kept, reasons=report.reasons,
            records=report.records,
        )  # fmt: skip
        if len(report.outcomes) >= MANY:
            analyse()
    return Report(report.outcomes, report.notes, written=True)


def _land_all(reading: Reading, by: Person, chosen: Chosen, left: Collection[int]) -> tuple[list[Outcome], list[str]]:
    rows = import_kind(reading.kind).rows(by, chosen)
    outcomes: dict[int, Outcome] = {}
    for record in reading.records:
        if record.number in left:
            continue
        try:
            with transaction.atomic():
                outcomes[record.number] = rows.land(record)
        except Refused as reason:
            outcomes[record.number] = _rejected(record, str(reason))
        except Denied:
            outcomes[record.number] = _rejected(record, _("You may not change that"))
    notes = rows.finish(outcomes)
    outcomes |= {record.number: _left(record) for record in reading.records if record.number in left}
    return [outcomes[number] for number in sorted(outcomes)], [*reading.notes, *notes]


def _bring_up_to_date(before: int, said_before: int) -> None:
    """Do for all rows at once what each action does for its own: a query for each kind of duty, not for each row."""
    if keeping.horizon() < clock.now():
        keeping.write_ahead(clock.now())
    touched: dict[str, set[int]] = {}
    for label, subject in Event.objects.filter(pk__gt=before).values_list("subject_label", "subject_id"):
        touched.setdefault(label, set()).add(subject)
    # What was said elsewhere comes with its job or meeting, without an event of its own.
    touched[Post._meta.label] = set(Post.objects.filter(pk__gt=said_before).values_list("pk", flat=True))
    searching.follow(touched)
    for kind in register.values():
        subjects: set[int] = set()
        for label, path in kind.follows.items():
            if ids := touched.get(label):
                found = kind.subject._base_manager.filter(**{f"{path}__in": ids})
                subjects.update(found.values_list("pk", flat=True))
        keeping.refresh(kind, subjects)


def _rejected(record: Record, reason: str) -> Outcome:
    return Outcome(record.number, record.line, _called(record), "rejected", (reason,))


def _left(record: Record) -> Outcome:
    return Outcome(record.number, record.line, _called(record), "left", (record.aside,) if record.aside else ())


def _called(record: Record) -> str:
    """What a row is about, as far as it says; of one that names nothing its first value."""
    names = (full_name(record), record.text("company"), record.text("email"))
    return next((name for name in names if name), next((all_[0].text for all_ in record.values.values()), ""))
