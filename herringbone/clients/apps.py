from django.apps import AppConfig


class ClientsConfig(AppConfig):
    """Clients and their contacts, and what passes between them and the agency."""

    name = "herringbone.clients"

    def ready(self) -> None:
        from django.urls import reverse

        from herringbone.clients import duties
        from herringbone.clients.conversations import declare_conversation
        from herringbone.clients.wording import WORDINGS
        from herringbone.record.duties.declare import declare
        from herringbone.record.wording import declare_wording

        declare(duties.NO_POINT_PERSON, duties.NO_POINT_PERSON_YET, duties.CLIENT_MESSAGE)
        declare_wording(WORDINGS)
        declare_conversation("clients.Client", lambda client: reverse("client_conversation", args=[client.code]))
