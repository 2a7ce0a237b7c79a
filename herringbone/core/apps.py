from contextlib import suppress

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation.reloader import translation_file_changed


class CoreConfig(AppConfig):
    """Clock, calendar, fixed-point field, numbering, and other mechanism without a trade of its own."""

    name = "herringbone.core"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        from herringbone.core import catalogues, clock
        from herringbone.core.names.order import teach_sqlite
        from herringbone.core.tasks import housekeeping  # noqa: F401  # so that the worker knows its schedule

        connection_created.connect(teach_sqlite)
        with suppress(OSError):  # an installed package brings its catalogues, and may stand where nobody writes
            for made in catalogues.compile_catalogues():
                translation_file_changed(None, made)  # what was read before it is read again
        if settings.DEMO:
            clock.run_as_told()
