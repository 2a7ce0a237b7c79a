"""Which person of the agency a file means."""

import re
from collections.abc import Iterable

from herringbone.core.names import fold, read_email, words
from herringbone.people.models import Person

_BETWEEN = re.compile(r"[,;/&+\n]| e | and ")


class Colleagues:
    """The people of the agency by mail address and name. A part of a name is enough where it means one person alone."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.people = list(people)
        self.by_mail = {one.email.casefold(): one for one in self.people}
        self.by_name: dict[str, list[Person]] = {}
        for one in self.people:
            self.by_name.setdefault(fold(one.name), []).append(one)

    def called(self, text: str) -> Person | None:
        """Whom a cell names; of several, the first who is known."""
        found = self._one(text)
        parts = _BETWEEN.split(text) if found is None else []
        return found or next((one for part in parts if part.strip() and (one := self._one(part))), None)

    def _one(self, text: str) -> Person | None:
        if mail := read_email(text):
            return self.by_mail.get(mail.key)
        told = set(words(text))
        alike = self.by_name.get(fold(" ".join(text.split()))) or [
            one for one in self.people if told and told <= set(words(one.name))
        ]
        return alike[0] if len(alike) == 1 else None
