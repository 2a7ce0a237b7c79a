"""Style sheets, scripts and fonts, gathered for serving whenever they have changed."""

import hashlib
import os
import sys
from pathlib import Path

import django
from django.conf import settings


def collect() -> None:
    """Build and gather the static files, unless those that are there are of the same sources."""
    from django.core.management import call_command

    from herringbone.web.static_build import build

    if not settings.STATIC_ROOT.is_dir() and not settings.DEMO:
        print("making style sheets and fonts, once for each version: half a minute", file=sys.stderr, flush=True)
    settings.STATIC_BUILT.mkdir(parents=True, exist_ok=True)
    build(settings.STATIC_BUILT)
    now, stamp = _fingerprint(), settings.STATIC_ROOT / ".sources"
    if stamp.is_file() and stamp.read_text() == now:
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(now)


def _fingerprint() -> str:
    """Changes whenever a source file does, is added or goes."""
    from django.contrib.staticfiles.finders import get_finders

    seen = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = Path(storage.path(path)).stat()
            seen.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return seen.hexdigest()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "herringbone.settings")
    try:
        django.setup()
        collect()
    except KeyboardInterrupt:
        sys.exit(130)  # said by whoever started this
