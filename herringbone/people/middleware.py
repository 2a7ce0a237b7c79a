"""What every request is given: whose eyes it is seen with, and where they stand, worked out once."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject

from herringbone.people.rules import standing, standing_kept


class StandingMiddleware:
    """Sets `request.person` and `request.standing`, and keeps standings until the request ends or an action writes."""

    def __init__(self, get_response: Callable[[Any], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        with standing_kept():
            request.person = request.user if request.user.is_authenticated else None
            request.standing = SimpleLazyObject(lambda: standing(request.person)) if request.person else None
            if request.person is None:
                return self.get_response(request)
            with timezone.override(request.person.office.zone), translation.override(request.person.language):
                return self.get_response(request)
