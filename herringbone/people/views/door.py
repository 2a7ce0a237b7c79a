"""The door: allauth's views under our addresses, each with its rule; the demo's click; what is said when it is shut."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from allauth.account import views as account
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core import ratelimit
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from herringbone.core import clock
from herringbone.core.attempts import note_wrong, shut_to
from herringbone.core.models import Office
from herringbone.people.demo_door import offered
from herringbone.people.door.adapters import WRONG_PASSWORD
from herringbone.people.pages import DEMO, PUBLIC, SIGNED_IN, Rule, View, page
from herringbone.people.typed import not_done

NEW_PASSWORD = "new password"  # noqa: S105  # a door, by its name


def mounted(rule: Rule, view: Callable[..., HttpResponseBase]) -> View:
    """A view of allauth with our rule: kept by no cache, and a form that comes back says so in its status."""

    @page(rule)
    @wraps(view)
    def at_the_door(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except PermissionDenied:  # allauth's reason is English alone; ours is told by the page
            raise PermissionDenied from None
        if isinstance(response, TemplateResponse):
            form = (response.context_data or {}).get("form")
            if request.method == "POST" and response.status_code == HTTPStatus.OK and form is not None and form.errors:
                response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        patch_cache_control(response, private=True, no_store=True)
        return response

    return at_the_door


class SignIn(account.LoginView):
    """The first page of all."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Look at no password from an address that was wrong too often, for whatever accounts."""
        if not ratelimit.consume(request, action=WRONG_PASSWORD, dry_run=True):
            return ratelimit.respond_429(request)
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        alone = settings.OIDC is not None and settings.OIDC.only
        return {
            **super().get_context_data(**kwargs),
            "greeting": _greeting(),
            "offered": offered() if settings.DEMO else [],
            "company": settings.OIDC,
            "alone": alone,
            "otherwise": not alone or self.request.GET.get("way") == "otherwise",
        }


def _greeting() -> str:
    """By the clock of the agency's first office."""
    office = Office.objects.order_by("pk").first()
    now = clock.now()
    hour = (office.local(now) if office else now).hour
    if hour < 12:
        return _("Good morning.")
    return _("Good afternoon.") if hour < 18 else _("Good evening.")


def _new_password(request: HttpRequest, **parts: Any) -> HttpResponseBase:
    """The link of the letter about a forgotten password: guessing at it is counted as at every other link (S15)."""
    if shut_to(NEW_PASSWORD, request):
        return render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    response = account.password_reset_from_key(request, **parts)
    void = isinstance(response, TemplateResponse) and (response.context_data or {}).get("token_fail")
    if void and note_wrong(NEW_PASSWORD, request):
        return render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    return response


sign_in = mounted(PUBLIC, SignIn.as_view())
sign_out = mounted(PUBLIC, account.logout)
forgotten = mounted(PUBLIC, account.password_reset)
forgotten_done = mounted(PUBLIC, account.password_reset_done)
new_password = mounted(PUBLIC, _new_password)
new_password_done = mounted(PUBLIC, account.password_reset_from_key_done)
second_step = mounted(PUBLIC, mfa.authenticate)
passkey_sign_in = mounted(PUBLIC, webauthn.login_webauthn)
ask_again = mounted(SIGNED_IN, account.reauthenticate)
ask_code_again = mounted(SIGNED_IN, mfa.reauthenticate)
ask_passkey_again = mounted(SIGNED_IN, webauthn.reauthenticate_webauthn)
change_password = mounted(SIGNED_IN, account.password_change)
set_password = mounted(SIGNED_IN, account.password_set)
two_step = mounted(SIGNED_IN, mfa.index)
begin_codes = mounted(SIGNED_IN, totp.activate_totp)
end_codes = mounted(SIGNED_IN, totp.deactivate_totp)
recovery_codes = mounted(SIGNED_IN, recovery.view_recovery_codes)
new_recovery_codes = mounted(SIGNED_IN, recovery.generate_recovery_codes)
passkeys = mounted(SIGNED_IN, webauthn.list_webauthn)
add_passkey = mounted(SIGNED_IN, webauthn.add_webauthn)
rename_passkey = mounted(SIGNED_IN, webauthn.edit_webauthn)
remove_passkey = mounted(SIGNED_IN, webauthn.remove_webauthn)


@page(DEMO)
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Come in as one of those whom the demo's door offers, and nobody else."""
    people = (one.person for one in offered() if one.person)
    person = next((one for one in people if str(one.pk) == request.POST.get("person")), None)
    if person is None:
        raise Http404
    record_authentication(request, person, method="demo")
    return perform_login(request, Login(user=person))


def shut(request: HttpRequest, original_response: HttpResponse | None, credentials: Any) -> HttpResponse:
    """What is answered while too many wrong passwords from one place keep an account shut to it."""
    return render(request, "account/shut.html", status=HTTPStatus.TOO_MANY_REQUESTS)


def too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid proof that it came from our own page. Nothing was done; what was typed is shown again.

    It is shown as text and not as a form to send again, which would help whoever forged it.
    """
    return not_done(request, "people/too_old.html", HTTPStatus.FORBIDDEN)
