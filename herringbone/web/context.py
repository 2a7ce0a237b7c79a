"""What every page is given beside its own: the rail, whose eyes it is seen with, the theme."""

from typing import Any

from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from herringbone.core.mail import stays_here
from herringbone.web.navigation import rooms


def shell(request: Any) -> dict[str, Any]:
    """Context of `base.html`. The rail is worked out only where a page shows it."""
    here = {"mail_stays": stays_here()}
    person = getattr(request, "person", None)
    if person is None:
        return {"navigation": [], **here}
    return {
        **here,
        "person": person,
        "navigation": SimpleLazyObject(lambda: rooms(request)),
        "account_url": reverse("me"),
        "account_here": request.path.startswith(reverse("me")),
        "theme": person.theme,
        "viewing": getattr(request, "viewing", None),
    }
