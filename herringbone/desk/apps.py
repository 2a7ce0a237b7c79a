from django.apps import AppConfig


class DeskConfig(AppConfig):
    """My desk, escalation, notifications."""

    name = "herringbone.desk"

    def ready(self) -> None:
        from herringbone.desk.notices import digests
        from herringbone.desk.notices import tasks as telling  # noqa: F401  # so that the worker knows its schedule
        from herringbone.record.effects import declare_effect

        declare_effect(digests.KIND, digests.compose)
