"""Rejected rows as a file with the reasons: corrected there, it is brought in as the first file was."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from herringbone.clients.importing.reading import Reading
from herringbone.core.tables import write_csv


def rejected_file(reading: Reading, reasons: Mapping[int, str]) -> bytes:
    """The rows of these numbers as CSV: as the table had them, with why in a last column; of a file that is no table
    its number, line and name."""
    if reading.table.headers:
        rows = [[*row.cells, *row.surplus, reasons[row.number]] for row in reading.table.rows if row.number in reasons]
        return write_csv([[*reading.table.headers, _("Why it was rejected")], *rows])
    heading = [_("Row"), _("Line"), _("Name"), _("Why it was rejected")]
    return write_csv(
        [
            heading,
            *(
                [record.number, record.line, record.text("name"), reasons[record.number]]
                for record in reading.records
                if record.number in reasons
            ),
        ]
    )
