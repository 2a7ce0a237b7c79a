"""`herringbone import KIND FILE`: the feature has its own words for it."""

from herringbone.clients.importing import run as import_records
from herringbone.commands.database import the_agency


def run(told: list[str]) -> int:
    """Hand everything on to the importer; its exit code."""
    if told and not {"-h", "--help"} & set(told):
        the_agency()
    return import_records(told)
