"""Fields that several forms of this feature share."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from herringbone.clients.models import Client, Contact
from herringbone.core import clock
from herringbone.people.models import Person
from herringbone.people.rules import visible_to
from herringbone.work.queries.people import team_of


class OurPersonField(forms.ModelChoiceField):
    """Somebody who works on a client."""

    def __init__(self, *, client: Client, **given: Any) -> None:
        super().__init__(queryset=team_of(client, today_at(client)), **given)


class EitherSideField(forms.ChoiceField):
    """One of ours or one of the client's: its value is "ours-7" or "theirs-4"."""

    def __init__(self, *, reader: Person, client: Client, **given: Any) -> None:
        ours = [(f"ours-{one.pk}", one.name) for one in team_of(client, today_at(client))]
        contacts = visible_to(reader, Contact).filter(client=client, left=None)
        theirs = [(f"theirs-{one.pk}", one.name) for one in contacts]
        super().__init__(choices=[("", "—"), (_("Ours"), ours), (client.name, theirs)], **given)


def today_at(client: Client) -> date:
    """The date at the client's office."""
    return client.office.local(clock.now()).date()
