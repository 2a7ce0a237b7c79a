"""Bringing in all rows, or none."""

from typing import Protocol

from django.db import transaction
from django.utils.translation import gettext as _

from herringbone.clients.actions.bringing import record_import
from herringbone.clients.importing.client_rows import ClientRows
from herringbone.clients.importing.contact_rows import ContactRows
from herringbone.clients.importing.reading import Reading, Record
from herringbone.clients.importing.report import Outcome, Report
from herringbone.clients.models import Import
from herringbone.people.models import Person
from herringbone.record import events
from herringbone.record.action import Denied, Refused


class Rows(Protocol):
    """Brings in rows of one kind."""

    def land(self, record: Record) -> Outcome: ...

    def finish(self, outcomes: dict[int, Outcome]) -> None: ...


def bring_in(
    reading: Reading,
    *,
    by: Person,
    name: str,
    point_person: Person | None = None,
    dry_run: bool = False,
    skip_rejected: bool = False,
    kept: Import | None = None,
) -> Report:
    """Bring in the rows of a file by the actions that the pages use, in one transaction; each row stands by itself.

    Nothing is written in a dry run, nor where a row is rejected, unless rejected rows are skipped. `kept` is the file
    as it was uploaded; without it the record of the import names the file alone.
    """
    with transaction.atomic():
        events.lock_chains()  # the agency's first, so that two imports wait for each other before they touch anything
        report = Report(*_land_all(reading, by, point_person), written=False)
        if dry_run or (report.rejected and not skip_rejected):
            transaction.set_rollback(True)
            return report
        record_import(by=by, kind=reading.kind, name=name, figures=report.figures, kept=kept)
    return Report(report.outcomes, report.notes, written=True)


def _rows(reading: Reading, by: Person, point_person: Person | None) -> Rows:
    if reading.kind == "contacts":
        return ContactRows(by)
    return ClientRows(by, (point_person or by).office, point_person)


def _land_all(reading: Reading, by: Person, point_person: Person | None) -> tuple[list[Outcome], list[str]]:
    rows = _rows(reading, by, point_person)
    outcomes: dict[int, Outcome] = {}
    for record in reading.records:
        try:
            with transaction.atomic():
                outcomes[record.number] = rows.land(record)
        except Refused as reason:
            outcomes[record.number] = _rejected(record, str(reason))
        except Denied:
            outcomes[record.number] = _rejected(record, _("You may not change that"))
    rows.finish(outcomes)
    return list(outcomes.values()), reading.notes


def _rejected(record: Record, reason: str) -> Outcome:
    name = record.text("name") or record.text("company") or record.text("email")
    return Outcome(record.number, record.line, name, "rejected", (reason,))
