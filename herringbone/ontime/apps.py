from django.apps import AppConfig


class OntimeConfig(AppConfig):
    """The on-time record, the workload of persons and teams, and how long duties may take."""

    name = "herringbone.ontime"
