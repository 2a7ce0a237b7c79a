from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Clock, calendar, fixed-point field, numbering, and other mechanism without a trade of its own."""

    name = "herringbone.core"
