"""Who a name and a password belong to, and who a session belongs to."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import QuerySet

from herringbone.core.compiled import compiled_once
from herringbone.people.models import Person


def with_place() -> "QuerySet[Person]":
    """Active persons with office and department, so that a page asks for its reader once."""
    return Person.objects.filter(is_active=True).select_related("office", "department")


@compiled_once
def _of_session(person: int) -> QuerySet[Person]:
    return with_place().filter(pk=person)


class Backend(AuthenticationBackend):
    """Signs in by the address on file now: no former address lets anybody in, and nobody who has left."""

    def get_user(self, user_id: Any) -> Person | None:
        """The person of a session; None from the moment they are no longer active. One query."""
        return next(iter(_of_session(int(user_id))), None)

    def _authenticate_by_email(self, email: str, password: str) -> Person | None:
        person = with_place().filter(email__iexact=email).first()
        return self._check_password(person, password)
