"""What everybody sets for themselves."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from herringbone.core.text import one_line
from herringbone.people.models import Person
from herringbone.record.action import Done, action, refuse_unless

THEMES = ("", "light", "dark")


def _active(*, by: Any, **_: Any) -> bool:
    return isinstance(by, Person) and by.is_active


@action("own settings changed", may=_active)
def change_own_settings(
    *, by: Person, name: str, language: str, theme: str, single_keys: bool, phone: str = ""
) -> Done[Person]:
    """Name and telephone, the language and colours of the pages, and whether single letters do something."""
    refuse_unless(one_line(name), _("A person needs a name"), "name")
    refuse_unless(language in dict(settings.LANGUAGES), _("Herringbone does not speak that"), "language")
    refuse_unless(theme in THEMES, _("There is no such theme"), "theme")
    by.name, by.phone, by.language, by.theme, by.single_keys = (
        one_line(name), one_line(phone), language, theme, single_keys,
    )  # fmt: skip
    by.save(update_fields=["name", "phone", "language", "theme", "single_keys"])
    return Done(by, {})
