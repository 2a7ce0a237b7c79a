from django.apps import AppConfig


class DeskConfig(AppConfig):
    """My desk, escalation, notifications."""

    name = "herringbone.desk"
