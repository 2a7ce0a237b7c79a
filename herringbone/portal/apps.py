from django.apps import AppConfig


class PortalConfig(AppConfig):
    """What a client's contact sees and does."""

    name = "herringbone.portal"
