from django.apps import AppConfig


class RecordConfig(AppConfig):
    """Events, editions, duties, effects, links: what every feature writes into."""

    name = "herringbone.record"

    def ready(self) -> None:
        from herringbone.record import (
            seal,
            tasks,  # noqa: F401  # so that the worker knows their schedule
        )
        from herringbone.record.effects import declare_effect
        from herringbone.record.effects import tasks as sending  # noqa: F401

        declare_effect(seal.KIND, seal.compose)
