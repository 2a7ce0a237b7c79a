from django.apps import AppConfig


class ClientsConfig(AppConfig):
    """Clients and their contacts, and what passes between them and the agency."""

    name = "herringbone.clients"
