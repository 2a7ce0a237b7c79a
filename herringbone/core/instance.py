"""Whether this database is the agency's own or a copy of it.

The same random id stands in the database and in a file beside it. Where the two differ, the database was restored
or cloned: it is in quarantine and sends nothing until an administrator promotes it.
"""

import secrets

from django.conf import settings

from herringbone import data_folder
from herringbone.core.models import Agency
from herringbone.core.store import store

DEMO = "demo-"  # the id of a demo agency begins with this


def of_database() -> str:
    """The id in the database; empty before there is an agency. Raises DatabaseError where there are no tables."""
    return Agency.objects.values_list("instance", flat=True).first() or ""


def of_folder() -> str:
    """The id in the data folder; empty where there is none."""
    return settings.INSTANCE_FILE.read_text().strip() if settings.INSTANCE_FILE.is_file() else ""


def in_quarantine() -> bool:
    """Whether this is a copy that may not send, poll or remind. Asked before every effect outside the house."""
    return of_database() != of_folder()


def become_the_original() -> None:
    """Give folder, store of files and database one new id. Other copies, with the old one, are copies from now on.

    Raises StoreTaken where the store holds the files of another agency.
    """
    before = of_database()
    made = (DEMO if settings.DEMO else "") + secrets.token_hex(16)
    store().claim(made, instead_of=before)
    data_folder.write_instance(settings.INSTANCE_FILE, made)
    Agency.objects.update(instance=made)


def address() -> str:
    """Where the database is, in words without its password."""
    database = settings.DATABASES["default"]
    return f"{database['HOST']}/{database['NAME']}" if database.get("HOST") else str(database["NAME"])
