"""The worker fills a job bag: what its asker may see at that moment, one thing after the other, with what was done."""

import io
import zipfile
from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from herringbone.clients.uploads import clean_name
from herringbone.core import clock
from herringbone.people.rules import may_see
from herringbone.record import files as store
from herringbone.work.bag.contents import Thing, things_of
from herringbone.work.models import JobBag

LARGEST = 300 * 1024 * 1024  # bytes of one archive; what would go beyond is named in it and left out
KEPT = timedelta(days=7)


def fill(pk: int) -> bool:
    """Fill the bag that was asked for; whether it is filled. Asked again after a crash, it is filled from the start."""
    bag = JobBag.objects.select_related("job__client__office", "job__form__submission__by", "by__office").get(pk=pk)
    if bag.file_id or bag.trouble:
        return bool(bag.file_id)
    person, job = bag.by, bag.job
    with translation.override(person.language), timezone.override(person.office.wall):
        if not may_see(person, job.client):
            JobBag.objects.filter(pk=pk).update(trouble=_("You do not see this job any more"))
            return False
        things = things_of(job, person)
        JobBag.objects.filter(pk=pk).update(total=len(things), done=0)
        content = _zipped(pk, things)
        stored = store.put(
            content, name=f"{job.number} {clean_name(job.name)}.zip", media_type="application/zip",
            client_id=job.client_id, by=person,
        )  # fmt: skip
    if not JobBag.objects.filter(pk=pk, file=None).update(file=stored, made=clock.now(), done=len(things)):
        store.discard(stored)  # another worker was faster
    return True


def _zipped(pk: int, things: list[Thing]) -> bytes:
    out, left_out, size = io.BytesIO(), [], 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, (path, thing) in enumerate(_named(things), start=1):
            try:
                content = thing.make()
            except FileNotFoundError:
                left_out.append(_("%(path)s: the file is not in the store any more") % {"path": path})
                content = b""
            if size + len(content) > LARGEST:
                left_out.append(_("%(path)s: too large for one archive") % {"path": path})
            elif content:
                archive.writestr(path, content)
                size += len(content)
            JobBag.objects.filter(pk=pk).update(done=place)
        if left_out:
            archive.writestr(_("Left out") + ".txt", "\r\n".join(left_out))
    return out.getvalue()


def _named(things: list[Thing]) -> Iterator[tuple[str, Thing]]:
    """Each with a path of its own: names of people's files are cleaned, and two that are alike are told apart."""
    taken: set[str] = set()
    for thing in things:
        folder, _slash, name = thing.path.rpartition("/")
        name = clean_name(name)
        stem, dot, ending = name.rpartition(".")
        path, n = "/".join(filter(None, [folder, name])), 1
        while path.casefold() in taken:
            n += 1
            again = f"{stem} ({n}){dot}{ending}" if dot else f"{name} ({n})"
            path = "/".join(filter(None, [folder, again]))
        taken.add(path.casefold())
        yield path, thing


def throw_away(before: timedelta = KEPT) -> int:
    """Remove the archives of bags that were made a week ago; gives how many."""
    old = list(JobBag.objects.filter(made__lt=clock.now() - before, file__isnull=False).select_related("file"))
    for bag in old:
        stored = bag.file
        assert stored
        JobBag.objects.filter(pk=bag.pk).update(file=None)
        store.discard(stored)
    return len(old)
