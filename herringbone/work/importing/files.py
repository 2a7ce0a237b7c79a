"""Which program a project file is from, judged by what is in it, and its jobs as records."""

import json
from datetime import UTC, date, datetime
from pathlib import PurePath
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from herringbone.clients.importing.reading import Reading, Record, Told, Value, without_columns
from herringbone.core.tables import TableRefused
from herringbone.core.tables.encodings import decode
from herringbone.work.importing import asana, msproject, planner, primavera, trello
from herringbone.work.importing.plan import Project

_BOM = b"\xef\xbb\xbf"
# What the readers meet in files that are damaged, or made to do harm.
BROKEN = (
    ValueError, KeyError, TypeError, AttributeError, ArithmeticError, ParseError, DefusedXmlException, RecursionError,
)  # fmt: skip
MOST_STEPS = 5_000  # of one job: no more is planned by hand


def read_project_file(data: bytes, told: Told, name: str) -> Reading | None:
    """The jobs of a project file; None if it is a table. Raises TableRefused for what is neither, or broken."""
    begins = data[:200].removeprefix(_BOM).lstrip()
    stem = PurePath(name).stem
    try:
        if begins[:1] in (b"{", b"["):
            found = _from_json(data, name)
        elif begins[:1] == b"<":
            found = [_from_xml(fromstring(data), name, stem)]
        elif begins.startswith(b"ERMHDR\t"):
            found = primavera.projects(_text(data, told), stem)
        else:
            return None
    except TableRefused:
        raise
    except BROKEN:
        raise TableRefused(_("%(name)s is damaged, or no project file that can be read.") % {"name": name}) from None
    if any(len(project.steps) > MOST_STEPS for project in found):
        raise TableRefused(_("A job of %(name)s has more than %(most)s tasks.") % {"name": name, "most": MOST_STEPS})
    return without_columns("jobs", [_record(number, project) for number, project in enumerate(found, start=1)])


def _from_json(data: bytes, name: str) -> list[Project]:
    told: Any = json.loads(data.removeprefix(_BOM))
    if trello.is_trello(told):
        return trello.projects(told)
    if asana.is_asana(told):
        return asana.projects(told)
    raise TableRefused(_("%(name)s is no board of Trello and no list of Asana.") % {"name": name})


def _from_xml(root: Element, name: str, stem: str) -> Project:
    if msproject.is_msproject(root):
        return msproject.project(root, stem)
    if planner.is_planner(root):
        return planner.project(root, stem)
    raise TableRefused(_("%(name)s is XML, but no project of MS Project or Planner.") % {"name": name})


def _text(data: bytes, told: Told) -> str:
    """An XER file is written in the code page of Windows, unless it is in UTF-8 or somebody says otherwise."""
    decoded = decode(data, told.encoding)
    return data.decode("cp1252", errors="replace") if decoded.question else decoded.text


def _record(number: int, project: Project) -> Record:
    texts = {"name": project.name, "scope": project.scope, "stage": project.stage}
    values = {field: [Value(text.strip())] for field, text in texts.items() if text.strip()}
    return Record(number, number, values, source=project)


def local_day(moment: datetime | date | None, office: Any) -> date | None:
    """A day at the office. What has no zone is by the clock of whoever planned, which is taken for the office's."""
    if isinstance(moment, datetime):
        return office.local(moment.astimezone(UTC)).date() if moment.tzinfo else moment.date()
    return moment
