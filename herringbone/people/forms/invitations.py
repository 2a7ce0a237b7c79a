"""Who is invited, typed or pasted; and the answer."""

import re

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from herringbone.core.models import Office
from herringbone.core.names.order import by_name
from herringbone.core.text import one_line, prose
from herringbone.people.actions.invitations import Invited
from herringbone.people.models import Department

MOST = 200  # lines of one list
LINE = re.compile(
    r"^(?:(?P<name>[^<>]*)<(?P<email>[^<>\s]+)>|(?P<bare>[^<>,;\s]+@[^<>,;\s]+))\s*[,;]?\s*(?P<title>.*)$"
)


class PeopleField(forms.CharField):
    """One person a line, as `Name <mail>, title`; an address alone will do. Gives a list of `Invited`."""

    widget = forms.Textarea(attrs={"rows": 6, "spellcheck": "false"})

    def clean(self, value: object) -> list[Invited]:
        text = prose(str(super().clean(value)))
        lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
        if len(lines) > MOST:
            raise ValidationError(__("At most %(most)d at once.") % {"most": MOST})
        return [_read(number, line) for number, line in lines]


def _read(number: int, line: str) -> Invited:
    found = LINE.match(one_line(line))
    if not found:
        return Invited(number, line, "", reason=__("Read as neither an address nor “Name <address>, title”"))
    email = found["email"] or found["bare"]
    name = one_line((found["name"] or "").strip(' "“”'))
    return Invited(number, name or _name_of(email), email, one_line(found["title"]))


def _name_of(email: str) -> str:
    """A name for an address that came without one: "nora.whitfield@…" is Nora Whitfield until she says otherwise."""
    return " ".join(part.capitalize() for part in re.split(r"[._-]+", email.partition("@")[0]) if part)


class InviteForm(forms.Form):
    """One address or a list."""

    people = PeopleField(label=_("Who"), help_text=_("One a line: “Name <address>, title”. An address alone will do."))
    office = forms.ModelChoiceField(
        Office.objects.order_by(by_name()), label=_("Office"), empty_label=_("Choose an office")
    )
    department = forms.ModelChoiceField(
        Department.objects.order_by(by_name()), label=_("Department"), required=False, empty_label=_("none")
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("", _("that of the office")), *settings.LANGUAGES],
        required=False,
        help_text=_("Of the letter and of the pages, until they choose another."),
    )


class AnswerForm(forms.Form):
    """The password that somebody invited chooses."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least twelve characters. A few words in a row are easy to remember and hard to guess."),
    )
