from contextlib import suppress

from django.apps import AppConfig
from django.conf import settings


class CoreConfig(AppConfig):
    """Clock, calendar, fixed-point field, numbering, and other mechanism without a trade of its own."""

    name = "herringbone.core"

    def ready(self) -> None:
        from herringbone.core import catalogues, clock
        from herringbone.core.tasks import housekeeping  # noqa: F401  # so that the worker knows its schedule

        with suppress(OSError):  # an installed package brings its catalogues, and may stand where nobody writes
            catalogues.compile_catalogues()
        if settings.DEMO:
            clock.run_as_told()
