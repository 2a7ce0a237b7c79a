from django.apps import AppConfig


class RecordConfig(AppConfig):
    """Events, editions, duties, effects, links: what every feature writes into."""

    name = "herringbone.record"
