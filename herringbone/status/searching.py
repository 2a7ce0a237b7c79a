"""Published status reports are searched, as the client was told: what is kept from the client stands in none."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from herringbone.core.links import link
from herringbone.core.search import Found, Searched, Text
from herringbone.status.documents.contract import checked
from herringbone.status.documents.view import row
from herringbone.status.documents.wording import issued, speaking
from herringbone.status.models import Published


def _published() -> QuerySet[Published]:
    return Published.objects.select_related("client", "edition")


def _report(published: Published) -> Iterator[Text]:
    client, report = published.client, checked(published.edition.content)
    told = ["".join(text for _mark, text in report["opening"])]
    with speaking(report):
        rows = [row(line, issued(report)) for line in report["lines"]]
    cells = ([one.number, one.name, one.status.now, one.step.now, one.who.now, one.milestone.now] for one in rows)
    told += [" · ".join(filter(None, line)) for line in cells]
    number = str(published.number)
    yield Text(
        client.name, client.pk, f"{client.code}/{number}", (client.code, number), "\n".join(filter(None, told)), number,
        at=published.at,
    )  # fmt: skip


def _url(found: Found) -> str:
    code, _slash, number = found.key.rpartition("/")
    return link("status_report", code, int(number))


STATUS = Searched(
    "status", _("Status reports"), Published, _published, _report,
    {"status.Published": "pk", "clients.Client": "client"}, _url, order=52,
)  # fmt: skip
