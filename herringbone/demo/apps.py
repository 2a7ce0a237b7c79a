from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo agency."""

    name = "herringbone.demo"
