"""`herringbone demo`: the demo agency, served on this machine alone. It never touches an agency's own data."""

import argparse
import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from herringbone import environment
from herringbone.commands.failure import Failed
from herringbone.commands.ports import refuse_taken
from herringbone.environment import OIDC
from herringbone.orphans import SUPERVISED

NOTES = "demo.json"  # beside the demo's database: what it is, and where its clock stands

# An agency's own, out of the demo's reach.
NOT_FOR_THE_DEMO = (
    "DATABASE_URL", "EMAIL_URL", "FILES_URL", "IMAP_URL", "HERRINGBONE_TRUSTED_PROXIES", "HERRINGBONE_NOW",
    "HERRINGBONE_DEBUG", "HERRINGBONE_LOCAL_ADDRESSES", *(f"HERRINGBONE_OIDC_{name}" for name in OIDC),
)  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What demo, and when."""
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--fresh", action="store_true", help="begin anew, without what was done in the demo before")
    parser.add_argument("--scale", type=int, default=1, metavar="N", help="so many times the people, clients and work")
    parser.add_argument("--now", metavar="ISO", help="the demo's moment, from which its clock runs on")


def prepare(told: argparse.Namespace) -> None:
    """Set the surroundings before the settings are read. An agency's database and mail server are out of reach."""
    refuse_taken("127.0.0.1", told.port)
    if told.scale < 1:
        raise Failed("--scale takes a whole number from 1.", code=2)
    for name in NOT_FOR_THE_DEMO:
        os.environ.pop(name, None)
    # Never HERRINGBONE_DATA, which may be an agency's own.
    os.environ["HERRINGBONE_DATA"] = os.environ.get("HERRINGBONE_DEMO") or "var/demo"
    os.environ["HERRINGBONE_MODE"] = "demo"
    os.environ["HERRINGBONE_BASE_URL"] = f"http://localhost:{told.port}"
    os.environ.setdefault("HERRINGBONE_WORKER_SILENT_AFTER", "20")
    if clock := _clock(told):
        os.environ["HERRINGBONE_NOW"] = clock


def run(told: argparse.Namespace) -> int:
    """Make the demo where it is not there yet, serve it until told to stop."""
    folder = environment.data_folder()
    with _alone(folder):
        _refuse_others(folder)
        static_files = subprocess.Popen([sys.executable, "-m", "herringbone.commands.static_files"])
        try:
            _make(folder, told)
        except BaseException:
            static_files.terminate()
            static_files.wait()
            raise
        if static_files.wait():
            raise Failed("The style sheets and fonts could not be made; see above why.")
        return _serve(told.port)


def _make(folder: Path, told: argparse.Namespace) -> None:
    """Bring the demo's database to where it can be served."""
    from django.db import connection

    from herringbone import data_folder
    from herringbone.commands.database import bring_up_to_date
    from herringbone.core import clock

    notes = _notes(folder)
    if not notes.get("complete") or told.fresh:
        _empty(folder)
        data_folder.prepare(folder)
        _note(folder, scale=told.scale, complete=False)
        print(f"making the demo agency in {folder}", file=sys.stderr, flush=True)
        _make_beside(told.scale)
    elif told.scale not in (1, notes.get("scale")):
        raise Failed(f"This demo was made with --scale {notes.get('scale')}. For another, add --fresh.")
    else:
        bring_up_to_date()
    if told.now:
        # Its clock starts when it can be looked at, not when the making of it began.
        os.environ["HERRINGBONE_NOW"] = _clock(told)
        clock.run_as_told()
    _note(folder, scale=_notes(folder).get("scale"), complete=True, now=os.environ.get("HERRINGBONE_NOW", ""))
    if stood := os.environ.get("HERRINGBONE_NOW", ""):
        said = f"the demo's clock began at {stood.split('@')[0]}, as --now said, and runs on from there; --now moves it"
        print(f"herringbone: {said}", file=sys.stderr, flush=True)
    connection.close()


def _make_beside(scale: int) -> None:
    """Make it in another process: what that takes of memory is not held for as long as the demo is served."""
    command = [sys.executable, "-m", "herringbone.commands.demo_maker", str(scale)]
    code = subprocess.run(command, env={**os.environ, SUPERVISED: "1"}, check=False).returncode
    if code == 130:
        raise KeyboardInterrupt
    if code:
        raise Failed("The demo agency could not be made; see above why.", code=code)


def _serve(port: int) -> int:
    from herringbone.demo import people_lines
    from herringbone.serve import Child, Supervisor, answers, web_command, worker_command

    def ready() -> bool:
        if not answers(port):
            return False
        for line in people_lines():
            print(line)
        print(f"ready http://localhost:{port}", flush=True)
        return True

    web = Child("web server", web_command("127.0.0.1", port, processes=1, threads=3))
    return Supervisor([web, Child("worker", worker_command())]).run(ready)


def _clock(told: argparse.Namespace) -> str:
    """Where the demo's clock stands: as told now, else as it was told when the demo was made."""
    if not told.now:
        return "" if told.fresh else str(_notes(environment.data_folder()).get("now", ""))
    try:
        moment = datetime.fromisoformat(told.now)
    except ValueError as error:
        raise Failed(f"--now takes a moment such as 2026-11-24T09:10-05:00, not “{told.now}”.", code=2) from error
    if moment.tzinfo is None:
        raise Failed(f"--now needs its zone: {told.now}-05:00, or {told.now}Z.", code=2)
    return f"{moment.isoformat()}@{datetime.now(UTC).isoformat()}"


def _notes(folder: Path) -> dict[str, Any]:
    file = folder / NOTES
    return json.loads(file.read_text()) if file.is_file() else {}


def _note(folder: Path, **notes: Any) -> None:
    (folder / NOTES).write_text(json.dumps(notes) + "\n")


def _refuse_others(folder: Path) -> None:
    """Raise Failed for a folder that holds anything but a demo."""
    if folder.is_dir() and not _notes(folder) and any(path.name != "built" for path in folder.iterdir()):
        raise Failed(f"{folder} holds something that is not the demo. It is left alone.")


def _empty(folder: Path) -> None:
    """Remove an earlier demo, whole or half made; the fonts are kept."""
    for path in folder.glob("*"):
        if path.name == "built":
            continue
        shutil.rmtree(path) if path.is_dir() else path.unlink()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Only one demo runs on a folder."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_name(folder.name + ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Failed(f"The demo in {folder} is running already. Stop it first.") from error
        yield
