"""Files that are brought in: kept from the upload on, and what came of them."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext as _

from herringbone.clients.models import Import
from herringbone.clients.rules import may_bring_in
from herringbone.clients.uploads import Upload, clean_name
from herringbone.core import clock
from herringbone.core.tables.limits import LARGEST_FILE
from herringbone.people.models import Person
from herringbone.record import files as store
from herringbone.record.action import Done, action, refuse_unless

NO_REASONS: Mapping[int, str] = MappingProxyType({})
FIGURES = ("rows", "created", "updated", "unchanged", "rejected")


def _own(*, by: Any, kept: Import, **_: Any) -> bool:
    return bool(kept.by_id == by.pk) and may_bring_in(by=by, kind=kept.kind)


@action("import begun", may=may_bring_in)
def keep_file(*, by: Person, kind: str, upload: Upload) -> Done[Import]:
    """Keep a file that is to be brought in, so that it is chosen once."""
    refuse_unless(upload.data, _("The file is empty"), "file")
    refuse_unless(
        len(upload.data) <= LARGEST_FILE,
        _("The file is larger than %(size)d MB") % {"size": LARGEST_FILE // 1_000_000},
        "file",
    )
    name = clean_name(upload.name)
    stored = store.put(upload.data, name=name, media_type="application/octet-stream", client_id=None, by=by)
    return Done(Import.objects.create(kind=kind, name=name, file=stored, by=by, at=clock.now()), {"file": stored.pk})


@action("import explained", may=_own)
def explain_file(*, by: Person, kept: Import, options: Mapping[str, Any]) -> Done[Import]:
    """Keep what a person said about the file: its encoding, which column is what."""
    refuse_unless(kept.done is None, _("That file is in already"))
    kept.options = dict(options)
    kept.save(update_fields=["options"])
    return Done(kept)


@action("file brought in", may=may_bring_in)
def record_import(
    *, by: Person, kind: str, name: str, figures: Mapping[str, int], kept: Import | None = None,
    reasons: Mapping[int, str] = NO_REASONS, records: Sequence[int] = (),
) -> Done[Import]:  # fmt: skip
    """Record what came of a file whose rows were written in the same transaction: `FIGURES` with their numbers, and
    why which rows were left out. `records` are the ids of what is new or was changed."""
    refuse_unless(kept is None or kept.done is None, _("That file is in already"))
    made = kept or Import(kind=kind, name=clean_name(name), by=by, at=clock.now())
    made.done = clock.now()
    rejected = {str(number): why for number, why in reasons.items()}
    made.options = {**made.options, "rejected": rejected, "records": list(records)}
    for figure in FIGURES:
        setattr(made, figure, figures[figure])
    made.save()
    return Done(made, {figure: figures[figure] for figure in FIGURES})
