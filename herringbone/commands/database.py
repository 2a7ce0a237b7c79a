"""The state in which a command finds the database, and bringing it up to date."""

from pathlib import Path

from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from herringbone.commands.failure import Failed
from herringbone.core import instance
from herringbone.core.models import Agency
from herringbone.core.search.keeping import rebuild


def bring_up_to_date() -> int:
    """Apply the migrations that are due and make the cache's table; how many migrations there were."""
    due = migrations_due()
    if due:
        call_command("migrate", interactive=False, verbosity=0)
        with transaction.atomic():
            rebuild()  # an upgrade may search what was not searched before
    call_command("createcachetable", verbosity=0)
    return due


def migrations_due() -> int:
    """How many migrations have not been applied."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def the_agency() -> Agency:
    """The agency of this database. Raises Failed where there is none or the database is behind the program."""
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        raise Failed(f"There is no agency in {instance.address()} yet. Run: herringbone init --help")
    try:
        due = migrations_due()
        found = Agency.objects.first() if not due else None
    except DatabaseError as error:
        raise Failed(f"The database at {instance.address()} does not answer: {type(error).__name__}.") from error
    if due and connection.introspection.table_names():
        raise Failed("The database is older than the program. Run: herringbone migrate")
    if found is None:
        raise Failed(f"There is no agency in {instance.address()} yet. Run: herringbone init --help")
    return found
