"""What everybody sets for themselves."""

from babel import Locale
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from herringbone.core.text import OneLineField

# Each by its own name, to be found by whoever reads no other.
LANGUAGES = [(code, str(Locale.parse(code).get_display_name(code)).capitalize()) for code, _name in settings.LANGUAGES]


class OwnForm(forms.Form):
    """Name and telephone, language, colours, keys."""

    name = OneLineField(label=_("Name"), max_length=120)
    phone = OneLineField(label=_("Telephone"), max_length=40, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    theme = forms.ChoiceField(
        label=_("Colours"),
        choices=[("", _("As the device says")), ("light", _("Light")), ("dark", _("Dark"))],
        required=False,
    )
    single_keys = forms.BooleanField(label=_("Single letters do something"), required=False)
