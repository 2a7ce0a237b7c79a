from django.apps import AppConfig


class WebConfig(AppConfig):
    """The shell of the site: navigation, composed pages, health check."""

    name = "herringbone.web"

    def ready(self) -> None:
        from herringbone.web import checks  # noqa: F401  # registers itself, as Django's checks do
