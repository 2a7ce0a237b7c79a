"""What is done about clients and their contacts."""

from herringbone.clients.actions.accounts import (
    change_client,
    open_client,
    place_client,
    set_policy,
    values_of,
)
from herringbone.clients.actions.contacts import (
    add_contact,
    add_reach,
    change_contact,
    contact_values,
    note_departure,
    note_return,
    place_contact,
    record_consent,
)
from herringbone.clients.actions.conversation import attach_file, post
from herringbone.clients.actions.fetching import note_fetch
from herringbone.clients.actions.holdings import (
    add_brand,
    add_entity,
    change_entity,
    declare_revenue,
    define_major,
    remove_brand,
    rename_brand,
)
from herringbone.clients.actions.merging import keep_apart, merge_contacts, take_apart
from herringbone.clients.actions.messages import answer_message, receive_message
from herringbone.clients.actions.relations import agree_rhythm, end_rhythm, hand_over_rhythm

__all__ = [
    "add_brand",
    "add_contact",
    "add_entity",
    "add_reach",
    "agree_rhythm",
    "answer_message",
    "attach_file",
    "change_client",
    "change_contact",
    "change_entity",
    "contact_values",
    "declare_revenue",
    "define_major",
    "end_rhythm",
    "hand_over_rhythm",
    "keep_apart",
    "merge_contacts",
    "note_departure",
    "note_fetch",
    "note_return",
    "open_client",
    "place_client",
    "place_contact",
    "post",
    "receive_message",
    "record_consent",
    "remove_brand",
    "rename_brand",
    "set_policy",
    "take_apart",
    "values_of",
]
