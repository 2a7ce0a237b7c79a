"""The forms of chats, and the field for an address outside."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from herringbone.clients.forms.acted import ActedForm
from herringbone.core.outside import BadAddress, UnknownHost, numbers_of, read
from herringbone.core.text import OneLineField
from herringbone.desk.chats.kinds import CHAT_KINDS
from herringbone.desk.models import ChatChannel

Format = ChatChannel.Format
FORMATS = [
    (Format.SLACK.value, _("Slack: an incoming webhook")),
    (Format.TEAMS.value, _("Microsoft Teams: a workflow, or an incoming webhook")),
    (Format.CONNECTOR.value, _("Microsoft Teams: an old connector that knows no adaptive cards")),
]


class AddressField(OneLineField):
    """An address outside. It is checked as at each sending; a host that nobody knows now may be known then."""

    def __init__(self, **given: Any) -> None:
        super().__init__(max_length=500, widget=forms.URLInput(attrs={"placeholder": "https://"}), **given)

    def clean(self, value: Any) -> str:
        """Raises ValidationError with the reason."""
        address = str(super().clean(value))
        try:
            place = read(address)
            numbers_of(place)
        except BadAddress as reason:
            raise ValidationError(str(reason)) from reason
        except UnknownHost:
            return str(place)
        return str(place)


class ChatForm(ActedForm):
    """Which chat is told."""

    format = forms.ChoiceField(label=_("Chat"), choices=FORMATS, widget=forms.RadioSelect)
    address = AddressField(
        label=_("Address of the incoming webhook"),
        help_text=_("Whoever knows it can write into the chat: it is kept sealed and never shown again"),
    )


class ClientChatForm(ChatForm):
    """The same for a client's chat, and of what it is told."""

    kinds = forms.MultipleChoiceField(
        label=_("What the chat is told"), choices=[(kind.key, kind.label) for kind in CHAT_KINDS],
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
