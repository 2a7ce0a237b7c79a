"""Taking a client's file out of the store is on record."""

from typing import Any

from herringbone.people.models import Person
from herringbone.people.rules import standing
from herringbone.record.action import Done, action
from herringbone.record.models import StoredFile


def _may_fetch(*, by: Any, file: StoredFile, eyes: Person) -> bool:
    return file.client_id is not None and standing(eyes).sees_client(file.client_id)


@action("file fetched", may=_may_fetch)
def note_fetch(*, by: Person, file: StoredFile, eyes: Person) -> Done[StoredFile]:
    """Record who took a client's file, and as whose eyes see: an administrator's who looks as somebody else are not
    their own. A picture of our making that shows in a page is not taken."""
    return Done(file, {"file": file.pk, "eyes": eyes.pk})
