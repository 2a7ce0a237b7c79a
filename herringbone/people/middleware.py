"""What every request is given: whose eyes it is seen with, and where they stand, worked out once."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import SESSION_KEY, logout
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from herringbone.core import clock
from herringbone.people.models import Viewing
from herringbone.people.rules import may_administer, standing, standing_kept
from herringbone.people.sessions import is_over

Answer = Callable[[Any], HttpResponseBase]
VIEWING = "viewing"  # the key of the session that names the Viewing
SAFE = ("GET", "HEAD", "OPTIONS")
STILL_ALLOWED = ("viewing_end", "account_logout")
ONES_OWN = ("account_", "mfa_", "my_")  # addresses of whoever is signed in, not of the viewed


class SessionEndsMiddleware:
    """Signs out whoever's session has lasted, or lain idle, too long."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        if SESSION_KEY in request.session and is_over(request.session):
            logout(request)
        return self.get_response(request)


class StandingMiddleware:
    """Sets `request.person`, `request.standing` and `request.viewing`, and keeps standings until an action writes.

    An administrator who looks through somebody else's eyes is that person to every page, and may change nothing.
    Pages are shown in the person's language and in the time of their office.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        with standing_kept():
            request.viewing = _viewing(request)
            request.person = request.user if request.user.is_authenticated else None
            if request.viewing:
                request.person = request.viewing.person
            request.standing = SimpleLazyObject(lambda: standing(request.person)) if request.person else None
            if request.person is None:
                return self.get_response(request)
            with timezone.override(request.person.office.wall), translation.override(request.user.language):
                return _kept_private(self.get_response(request))

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> None:
        """Refuse what looking does not allow. Raises PermissionDenied, whose words the page shows."""
        name = request.resolver_match.url_name or ""
        if request.viewing is None or name in STILL_ALLOWED:
            return
        if request.method not in SAFE or name.startswith(ONES_OWN) or name == "me":
            raise PermissionDenied(
                _("You look at Herringbone as %(person)s. Nothing can be changed until you end that.")
                % {"person": request.person}
            )


def _viewing(request: Any) -> Viewing | None:
    """The viewing that this session is in. It ends by itself, and with the right to it."""
    if VIEWING not in request.session or not request.user.is_authenticated:
        return None
    found = (
        Viewing.objects.select_related("person__office", "person__department")
        .filter(
            pk=request.session[VIEWING], by=request.user, ended=None, expires__gt=clock.now(), person__is_active=True
        )
        .first()
    )
    if found is None or not may_administer(request.user):
        del request.session[VIEWING]
        return None
    return found


def _kept_private(response: HttpResponseBase) -> HttpResponseBase:
    """What somebody signed in was answered, refusals too, is kept by no cache between (S37)."""
    if "Cache-Control" not in response:
        patch_cache_control(response, private=True, no_store=True)
        patch_vary_headers(response, ["Cookie", "HX-Request"])
    return response
