"""S45: the web server may be killed at any moment and is there again; nothing is left holding the port."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from herringbone.serve import answers
from tests.processes import database_url, free_port, until

pytestmark = pytest.mark.processes


@pytest.fixture
def port():
    return free_port()


@pytest.fixture
def supervisor(committing, port):
    """The supervisor with one web server and one worker, ready."""
    environment = {**os.environ, "DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    running = subprocess.Popen(
        [sys.executable, "-m", "herringbone.serve", "both", "--port", str(port), "--address", "here"],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert running.stdout.readline() == "ready here\n"
    yield running
    running.kill()
    running.wait()
    until(lambda: not answers(port))


def children(pid):
    """The processes that this one has started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_free(port):
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) != 0


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads the processes as Linux shows them")
def test_s45_a_killed_web_server_is_there_again(supervisor, port):
    web, worker = children(supervisor.pid)
    os.kill(web, signal.SIGKILL)
    until(lambda: web not in children(supervisor.pid) and len(children(supervisor.pid)) == 2)
    until(lambda: answers(port))
    assert worker in children(supervisor.pid), "the worker was left at its work"


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads the processes as Linux shows them")
def test_s45_a_killed_process_below_the_web_server_is_there_again(supervisor, port):
    web, _ = children(supervisor.pid)
    (serving,) = children(web)
    os.kill(serving, signal.SIGKILL)
    until(lambda: children(web) not in ([], [serving]))
    until(lambda: answers(port))


def test_s45_where_the_supervisor_is_killed_nothing_is_left(supervisor, port):
    supervisor.kill()
    supervisor.wait()
    until(lambda: is_free(port), seconds=10)


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_a_supervisor_told_to_stop_ends_everything_in_order(supervisor, port, sent, code):
    supervisor.send_signal(sent)
    assert supervisor.wait(timeout=20) == code
    assert is_free(port)
