"""Clients, the people there, and what passes between them and the agency."""

from herringbone.clients.models.bringing import Import
from herringbone.clients.models.client import Brand, Client, LegalEntity, MajorThreshold, Revenue
from herringbone.clients.models.contact import Consent, Contact, ContactRole, Reach
from herringbone.clients.models.merging import KeptApart, Merge
from herringbone.clients.models.relations import Rhythm
from herringbone.clients.models.words import Answer, Attachment, Message, Post

__all__ = [
    "Answer",
    "Attachment",
    "Brand",
    "Client",
    "Consent",
    "Contact",
    "ContactRole",
    "Import",
    "KeptApart",
    "LegalEntity",
    "MajorThreshold",
    "Merge",
    "Message",
    "Post",
    "Reach",
    "Revenue",
    "Rhythm",
]
