"""allauth's forms in our words: labels instead of grey hints inside the fields, and one field for a new password."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

from herringbone.people.models import Person

LABELS = {
    "login": _("E-mail"),
    "email": _("E-mail"),
    "password": _("Password"),
    "oldpassword": _("Present password"),
    "password1": _("New password"),
    "code": _("Code"),
    "name": _("Name"),
    "passwordless": _("Let me sign in with it alone"),
}
LEAST = _("At least twelve characters. A few words in a row are easy to remember and hard to guess.")


class _InOurWords:
    """Put before a form of allauth."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = LABELS.get(name, field.label)
            field.help_text = ""
        self.fields.pop("password2", None)  # whoever mistyped it asks for another: typing blind twice helps nobody
        if "password1" in self.fields:
            self.fields["password1"].help_text = LEAST


class SignIn(_InOurWords, account.LoginForm):
    """The door."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class Forgotten(_InOurWords, account.ResetPasswordForm):
    """Asks for a letter with a link."""


class NewPassword(_InOurWords, account.ResetPasswordKeyForm):
    """Behind the letter's link."""


class ResetLink(account.UserTokenForm):
    """The letter's link itself: void from the moment its person has left."""

    def _get_user(self, uidb36: str) -> Person | None:
        found = super()._get_user(uidb36)
        return found if found is not None and found.is_active else None


class ChangePassword(_InOurWords, account.ChangePasswordForm):
    """By somebody who knows the present one."""


class SetPassword(_InOurWords, account.SetPasswordForm):
    """By somebody who came in without one."""


class AskAgain(_InOurWords, account.ReauthenticateForm):
    """Before the ways in are changed."""


class Code(_InOurWords, mfa.AuthenticateForm):
    """The second step."""


class CodeAgain(_InOurWords, mfa.ReauthenticateForm):
    """The second step, before the ways in are changed."""


class BeginCodes(_InOurWords, totp.ActivateTOTPForm):
    """The first code of a new authenticator app."""


class AddPasskey(_InOurWords, webauthn.AddWebAuthnForm):
    """A new passkey."""


class RenamePasskey(_InOurWords, webauthn.EditWebAuthnForm):
    """What a passkey is called."""
