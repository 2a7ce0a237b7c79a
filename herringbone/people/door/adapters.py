"""What allauth asks us: our words, our letters, our counts of attempts, our seal on secrets."""

import uuid
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context, ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from herringbone.core.addresses import account_key, client_address
from herringbone.core.drawing.qr import qr_code
from herringbone.people.door.company import may_come_otherwise, refused_otherwise
from herringbone.people.door.sealing import seal, unseal
from herringbone.people.models import Person
from herringbone.record.effects import enqueue

# allauth's own letters, by the first part of their template's name, and which of our notices takes their place.
NOTICE_OF = {
    "account/email/password_": "password",
    "mfa/email/totp_": "two-step",
    "mfa/email/recovery_codes_": "two-step",
    "mfa/email/webauthn_": "passkey",
}
WRONG_PASSWORD = "wrong_password"  # noqa: S105  # what is counted, by its name in the settings
DONE = {
    "account/messages/password_changed.txt": _("The new password counts from now on. Other sessions have ended."),
    "account/messages/password_set.txt": _("The password counts from now on. Other sessions have ended."),
}


class AccountAdapter(DefaultAccountAdapter):
    """Passwords, sign-in and reset."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("That address and password do not belong together."),
        "enter_current_password": _("That is not your present password."),
        "incorrect_password": _("That is not your password."),
        "invalid_password_reset": _("This link was used, or is too old."),
        "too_many_login_attempts": _(
            "That was wrong too often. Wait a few minutes, or ask for a new password: that works at once."
        ),
        "rate_limited": _("That was too often in too short a time. Wait a few minutes."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: people are entered by name and invited."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Where a sign-in may lead: an address of this site, written without host."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address as attempts are counted by."""
        return client_address(request)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        return account_key(None, credentials)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a wrong password against the address alone, whosever account it was for."""
        ratelimit.consume(request, action=WRONG_PASSWORD)

    def reauthenticate(self, user: Person, password: str) -> bool:
        """Whether it is the password of whoever is signed in."""
        found = self.authenticate(context.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def pre_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse | None:
        """Whatever way somebody comes by, before the second step: is it open to them?"""
        return super().pre_login(request, user, **kwargs) or refused_otherwise(request, user)

    def respond_user_inactive(self, request: HttpRequest, user: Person) -> HttpResponse:
        """Whoever has left is told what a stranger is told."""
        self.add_message(request, messages.ERROR, message=str(self.error_messages["email_password_mismatch"]))
        return redirect("account_login")

    def send_password_reset_mail(self, user: Person, email: str, context: dict[str, Any]) -> None:
        """Leave it to the worker: the answer comes as fast for an address that nobody has."""
        if user.has_usable_password() and may_come_otherwise(user):
            enqueue("password reset", key=f"reset:{user.pk}:{uuid.uuid4()}", subject=user, person=user)

    def send_notification_mail(
        self, template_prefix: str, user: Person, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell somebody that their way in was changed."""
        what = next((what for start, what in NOTICE_OF.items() if template_prefix.startswith(start)), None)
        if what:
            enqueue(f"notice: {what}", key=f"notice:{what}:{user.pk}:{uuid.uuid4()}", subject=user, person=user)

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None,
        message_context: dict[str, Any] | None = None, extra_tags: str = "", message: str | None = None,
    ) -> None:  # fmt: skip
        """Only what the page does not show by itself."""
        words = message or DONE.get(message_template or "")
        if words:
            super().add_message(request, level, message=str(words), extra_tags=extra_tags)


class MFAAdapter(DefaultMFAAdapter):
    """The second step and passkeys."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That code is not the right one, or was used already."),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret for the database."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open what was sealed."""
        return unseal(encrypted_text)

    def build_totp_svg(self, url: str) -> str:
        """The picture to scan, without anything that the content policy would block."""
        return qr_code(url, gettext("Picture for the authenticator app"))

    def generate_authenticator_name(self, user: Person, type: Any) -> str:
        """What a new passkey is called until it is given a name."""
        return gettext("Passkey")

    def _get_site_name(self) -> str:
        return "Herringbone"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys are bound to the host that the settings name, not to what a request says."""
        return {"id": urlsplit(settings.BASE_URL).hostname or "localhost", "name": self._get_site_name()}
