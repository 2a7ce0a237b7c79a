"""The chat of a person or a client, as its page shows it: never its address, but the host of it."""

from herringbone.clients.models import Client
from herringbone.desk.models import ChatChannel
from herringbone.people.models import Person


def chat_of(whose: Person | Client) -> ChatChannel | None:
    """The one that has not ended. One query."""
    live = ChatChannel.objects.filter(ended=None).select_related("by__office", "client", "person")
    return (live.filter(person=whose) if isinstance(whose, Person) else live.filter(client=whose)).first()
