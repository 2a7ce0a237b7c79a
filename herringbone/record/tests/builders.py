"""What the tests of the record need: an edition, without the features above."""

from typing import Any

from django.db import transaction

from herringbone.clients.models import Client
from herringbone.people.models import Person
from herringbone.people.rules import may_see
from herringbone.record import editions
from herringbone.record.action import Done, action, refuse_unless
from herringbone.record.models import Edition


def _sees(*, by: Person, client: Client, **_: Any) -> bool:
    return may_see(by, client)


@action("paper issued", may=_sees)
def issue_paper(
    *, by: Person, client: Client, data: dict[str, Any], audience: str = "client", replaces: Edition | None = None
) -> Done[Edition]:
    """Freeze some data as an edition of a kind that only these tests know."""
    refuse_unless(data, "There is nothing to issue", "data")
    number, version = editions.next_issue(client, "paper", replaces)
    edition = editions.freeze(
        by=by, client=client, kind="paper", audience=audience, number=number, version=version, data=data,
        replaces=replaces,
    )  # fmt: skip
    return Done(edition, {"number": number, "sealed": editions.seals(edition)})


def raw_freeze(**given: Any) -> Edition:
    """An edition past the action, for what the database itself must refuse."""
    with transaction.atomic():
        return editions.freeze(**given)
