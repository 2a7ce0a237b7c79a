from django.apps import AppConfig
from django.conf import settings


class CoreConfig(AppConfig):
    """Clock, calendar, fixed-point field, numbering, and other mechanism without a trade of its own."""

    name = "herringbone.core"

    def ready(self) -> None:
        from herringbone.core import clock
        from herringbone.core.tasks import housekeeping  # noqa: F401  # so that the worker knows its schedule

        if settings.DEMO:
            clock.run_as_told()
