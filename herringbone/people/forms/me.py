"""What everybody sets for themselves."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from herringbone.core.text import OneLineField


class OwnForm(forms.Form):
    """Name and telephone, language, colours, keys."""

    name = OneLineField(label=_("Name"), max_length=120)
    phone = OneLineField(label=_("Telephone"), max_length=40, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    theme = forms.ChoiceField(
        label=_("Colours"),
        choices=[("", _("As the device says")), ("light", _("Light")), ("dark", _("Dark"))],
        required=False,
    )
    single_keys = forms.BooleanField(label=_("Single letters do something"), required=False)
