"""Whoever and whatever a script names, as records."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from herringbone.clients.models import Brand, Client, Contact, Message
from herringbone.core.models import Office
from herringbone.meetings.models import ContactReport, Meeting
from herringbone.people.models import Department, Person
from herringbone.work.models import Job, JobKind, Milestone, Task, Waiting


@dataclass
class Players:
    """Records by what scripts call them; filled as the script goes on."""

    offices: dict[str, Office] = field(default_factory=dict)
    departments: dict[str, Department] = field(default_factory=dict)  # by craft
    kinds: dict[str, JobKind] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)  # by code
    brands: dict[tuple[str, str], Brand] = field(default_factory=dict)  # by code and name
    contacts: dict[tuple[str, str], Contact] = field(default_factory=dict)  # by code and name
    jobs: dict[str, Job] = field(default_factory=dict)
    milestones: dict[str, Milestone] = field(default_factory=dict)
    waits: dict[str, Waiting] = field(default_factory=dict)
    tasks: dict[str, Task] = field(default_factory=dict)
    meetings: dict[str, Meeting] = field(default_factory=dict)
    reports: dict[str, ContactReport] = field(default_factory=dict)  # by the meeting's key
    messages: dict[str, Message] = field(default_factory=dict)
    kept: dict[str, Any] = field(default_factory=dict)  # what one part of the story leaves for another

    def somebody(self, code: str, name: str) -> Person | Contact | None:
        """One of ours by key, or a contact of a client by name; None for an empty name."""
        if not name:
            return None
        return self.people.get(name) or self.contacts[code, name]

    def know(self, client: Client) -> None:
        """Take a client, its brands and contacts among the players."""
        self.clients[client.code] = client
        self.brands |= {(client.code, brand.name): brand for brand in client.brands.all()}
        self.contacts |= {(client.code, contact.name): contact for contact in client.contacts.all()}


def item_key(meeting: str, place: int) -> str:
    """The key of a report's item, the same each time: told by the meeting's name in the script and the item's place."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{meeting}/{place}"))
