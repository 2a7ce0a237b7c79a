"""`herringbone copy-files URL`: from the store in use into another one, before FILES_URL is changed."""

import argparse
import hashlib

from herringbone.commands.database import the_agency
from herringbone.commands.failure import Failed
from herringbone.core import instance
from herringbone.core.store import store, store_at
from herringbone.record.models import StoredFile


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to."""
    parser.add_argument("url", help="the other store, as FILES_URL is to name it")


def run(told: argparse.Namespace) -> int:
    """Copy what is not there yet, each file held against its hash; 1 where one is lost or damaged. May be repeated."""
    the_agency()
    here, there = store(), store_at(told.url)
    if here.where == there.where:
        raise Failed(f"The files are in {here.where} already.")
    if instance.in_quarantine():
        raise Failed("This is a restored copy: promote it first, or the files would be taken for the original's.")
    there.claim(instance.of_database(), instead_of="")
    known = {path for path, _ in there.paths()}
    copied, broken = 0, 0
    for stored in StoredFile.objects.order_by("pk").iterator():
        if stored.path in known:
            continue
        try:
            content = here.get(stored.path)
        except FileNotFoundError:
            content = b""
        if hashlib.sha256(content).hexdigest() != stored.sha256:
            print(f"file {stored.pk} ({stored.path}) is missing, or not as stored")
            broken += 1
            continue
        there.put(stored.path, content)
        copied += 1
    print(f"copied {copied:,} files to {there.where}; {len(known):,} were there already")
    print("stop the program, run this once more for what came meanwhile, set FILES_URL to the new store, and start it")
    return 1 if broken else 0
