"""Make, mend or bring up to date the environment that the commands in this folder run in. Standard library only.

`python _environment.py FOLDER REQUIREMENTS` ends with 0 when the environment is sound, with 75 when this
interpreter cannot make one and another should be tried, with 1 when there is nothing to be done but what it says.
"""

import csv
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TRY_ANOTHER = 75
STAMP = "herringbone-installed"
# The larger set holds the smaller one in the same versions.
HOLDS = {
    "requirements.txt": ("requirements.txt", "requirements-test.txt"),
    "requirements-test.txt": ("requirements-test.txt",),
}


class Hopeless(Exception):
    """Nothing can be done but what the text says."""


class OtherPython(Exception):
    """This interpreter will not do; the text says why."""


def say(text: str) -> None:
    """A line for the person who waits, beside whatever the command itself writes."""
    print(f"herringbone: {text}", file=sys.stderr, flush=True)


def main() -> int:
    """See above."""
    folder, wanted = Path(sys.argv[1]).absolute(), sys.argv[2]
    try:
        if sound(folder, wanted):
            return 0
        with alone(folder):
            if not sound(folder, wanted):
                prepare(folder, wanted)
    except OtherPython as reason:
        say(str(reason))
        return TRY_ANOTHER
    except Hopeless as reason:
        say(str(reason))
        return 1
    except OSError as error:
        say(f"{error.filename or folder} cannot be written ({error.strerror}). Set HERRINGBONE_ENV to another folder.")
        return 1
    except KeyboardInterrupt:
        say("stopped; the next call begins where this one ended.")
        return 130
    return 0


def sound(folder: Path, wanted: str) -> bool:
    """Whether what is wanted is installed in its present versions, and every file of it is there."""
    stamp = folder / STAMP
    if not stamp.is_file() or stamp.read_text() not in {fingerprint(name) for name in HOLDS[wanted]}:
        return False
    packages = packages_of(folder)
    if packages is None or any(damaged(packages)):
        return False
    return running_inside(folder) or starts(folder)


def fingerprint(name: str) -> str:
    """Changes whenever the requirements do."""
    return f"{name} {hashlib.sha256((ROOT / name).read_bytes()).hexdigest()}\n"


def packages_of(folder: Path) -> Path | None:
    """Where the environment keeps its packages, if it has such a place."""
    return next(iter(folder.glob("lib/python3.*/site-packages")), None)


def damaged(packages: Path) -> Iterator[str]:
    """The installed distributions that miss a file."""
    records = list(packages.glob("*.dist-info/RECORD"))
    if not records:
        yield "everything"
    for record in records:
        with record.open(newline="", encoding="utf-8") as rows:
            for name, *_ in csv.reader(rows):
                if not name.endswith(".pyc") and not name.startswith("..") and not os.path.lexists(packages / name):
                    yield record.parent.name
                    break


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Let one command at a time touch the environment; the others wait and then find it made."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_name(folder.name + ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("another command is preparing the environment; waiting for it.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def prepare(folder: Path, wanted: str) -> None:
    """Install into the environment that is there, or make a new one."""
    began = time.monotonic()
    packages = packages_of(folder)
    usable = packages is not None and not any(damaged(packages)) and starts(folder)
    if usable:
        say("bringing the environment up to date.")
    else:
        if running_inside(folder):
            raise OtherPython("the environment is damaged; making it anew.")
        make(folder)
    (folder / STAMP).unlink(missing_ok=True)
    install(folder, wanted)
    (folder / STAMP).write_text(fingerprint(wanted))
    say(f"the environment is ready after {time.monotonic() - began:.0f} s.")


def starts(folder: Path) -> bool:
    """Whether the environment's interpreter runs and has pip."""
    command = [folder / "bin" / "python", "-I", "-c", "import encodings, pip"]
    try:
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    except OSError:  # a link that leads nowhere, a file that is no program
        return False


def running_inside(folder: Path) -> bool:
    """Whether this very program runs on the environment's interpreter, which so proves that it starts."""
    return Path(sys.prefix).resolve() == folder.resolve()


def make(folder: Path) -> None:
    """Make a new environment in place of whatever was there."""
    ours = folder == ROOT / ".venv" or (folder / "pyvenv.cfg").is_file() or (folder / STAMP).is_file()
    if os.path.lexists(folder):
        if not ours and not (folder.is_dir() and not any(folder.iterdir())):
            raise Hopeless(f"{folder} is there and is no Python environment. Set HERRINGBONE_ENV to another folder.")
        shutil.rmtree(folder) if folder.is_dir() and not folder.is_symlink() else folder.unlink()
    version = ".".join(map(str, sys.version_info[:3]))
    say(f"making an environment in {folder} with Python {version}; once, and it may take a minute or two.")
    for maker in ("venv", "virtualenv"):
        made = subprocess.run([sys.executable, "-I", "-m", maker, folder], check=False, capture_output=True)
        if made.returncode == 0 and starts(folder):
            return
        shutil.rmtree(folder, ignore_errors=True)
    raise OtherPython(
        f"{sys.executable} cannot make an environment: it has no venv module or no pip to put into it "
        f"(Debian, Ubuntu: apt install python3.{sys.version_info[1]}-venv)."
    )


def install(folder: Path, wanted: str) -> None:
    """Install with uv where it can be had, which takes seconds, else with pip."""
    python = str(folder / "bin" / "python")

    say("installing the packages it needs.")
    quiet = {
        **os.environ,
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_NO_INPUT": "1",
        "UV_PYTHON_DOWNLOADS": "never",
        # An agency's network may have a certificate authority of its own, which the machine knows.
        "UV_SYSTEM_CERTS": "true",
    }
    quiet.pop("PYTHONPATH", None)
    log = folder / "install.log"
    requirements = str(ROOT / wanted)
    pip = [python, "-I", "-m", "pip", "install", "--retries", "2", "--timeout", "20"]
    has_uv = shutil.which("uv") or run([*pip, "uv"], log, quiet)
    uv = [shutil.which("uv") or str(folder / "bin" / "uv"), "pip", "install", "--python", python, "--require-hashes"]
    if has_uv and run([*uv, "-r", requirements], log, quiet):
        return
    if not run([*pip, "--require-hashes", "-r", requirements], log, quiet):
        said = [line for line in log.read_text(errors="replace").splitlines() if line.strip()]
        worst = [line for line in said if line.startswith("ERROR")] or said
        raise Hopeless(
            f"the packages could not be installed. Is there a network? pip said: {worst[-1][:300]}\n"
            f"All that it said is in {log}. Call again when that is mended; what is there is kept."
        )


def run(command: list[str], log: Path, environment: dict[str, str]) -> bool:
    """One step of the installation, its words kept in the log."""
    with log.open("a") as out:
        print(f"\n$ {' '.join(command)}", file=out, flush=True)
        return subprocess.run(command, check=False, stdout=out, stderr=out, env=environment).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
