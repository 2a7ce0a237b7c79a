"""A role in the agency, which is held on no client."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from herringbone.core.text import OneLineField
from herringbone.core.typed import DayField
from herringbone.people.models import Person, Role
from herringbone.people.wording import ROLES


class AgencyRoleForm(forms.Form):
    """Which role somebody gets, and from when."""

    kind = forms.TypedChoiceField(
        label=_("Role"),
        choices=[(kind, words) for kind, words in ROLES.items() if kind in Role.AGENCY_KINDS],
        coerce=Role.Kind,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, person: Person, own: bool = False, **kwargs: Any) -> None:
        """`own` where somebody gives it to themself, for which they give a reason."""
        super().__init__(*args, **kwargs)
        self.fields["starts"] = DayField(
            office=person.office, label=_("From"), required=False, help_text=_("Today, where nothing is said")
        )
        if own:
            self.fields["reason"] = OneLineField(label=_("Why"), max_length=200)
