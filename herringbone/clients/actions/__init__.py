"""What is done about clients and their contacts."""

from herringbone.clients.actions.accounts import open_client, set_policy
from herringbone.clients.actions.contacts import add_contact

__all__ = ["add_contact", "open_client", "set_policy"]
