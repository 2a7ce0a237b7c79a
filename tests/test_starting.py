"""`herringbone serve`: the web server loads beside the command's own looking, and begins only when all is well."""

import os
import select
import signal
import subprocess
import sys
import time

import pytest

from herringbone.serve import answers
from herringbone.starting import GATE, Gate, wait_at_the_gate
from tests.processes import free_port, start, until

pytestmark = pytest.mark.once

WAITS = "from herringbone.starting import wait_at_the_gate as wait; wait(); print('begun', flush=True)"


@pytest.fixture
def gate():
    made = Gate()
    yield made
    made.remove()


@pytest.fixture
def waiting(gate):
    running = subprocess.Popen(
        [sys.executable, "-c", WAITS], env={**os.environ, GATE: str(gate.path)}, stdout=subprocess.PIPE, text=True
    )
    time.sleep(0.5)
    yield running
    running.kill()
    running.wait()


def test_who_waits_begins_when_the_gate_is_opened(gate, waiting):
    assert waiting.poll() is None
    gate.open()
    assert waiting.stdout.readline() == "begun\n"
    until(lambda: not gate.path.exists())


@pytest.mark.later
def test_who_waits_never_begins_where_the_gate_is_taken_away(gate, waiting):
    gate.remove()
    said, _, _ = select.select([waiting.stdout], [], [], 0.5)
    assert waiting.poll() is None and not said


def test_without_a_gate_and_after_it_was_used_nobody_waits(gate, monkeypatch):
    wait_at_the_gate()
    gate.open()
    for _ in range(2):
        monkeypatch.setenv(GATE, str(gate.path))
        wait_at_the_gate()


@pytest.mark.processes
def test_an_agency_is_served_and_told_to_stop(shared_world):
    port = free_port()
    running = start("serve", "--port", str(port))
    try:
        assert any(line.startswith("ready ") for line in running.stdout)
        assert answers(port)
        running.send_signal(signal.SIGTERM)
        assert running.wait(timeout=20) == 0
    finally:
        running.kill()
    until(lambda: not answers(port))


@pytest.mark.processes
def test_where_something_is_wrong_nothing_is_left_of_the_web_server(committing):
    port = free_port()
    running = start("serve", "--port", str(port))  # no agency is there
    said = running.communicate(timeout=60)[0]
    assert running.returncode == 1
    assert "herringbone init" in said and "Traceback" not in said
    assert not answers(port)


@pytest.mark.processes
def test_of_two_that_start_at_once_on_one_port_one_is_refused(shared_world):
    port = free_port()
    both = [start("serve", "--port", str(port)) for _ in range(2)]
    try:
        until(lambda: any(one.poll() is not None for one in both))
        refused, stays = sorted(both, key=lambda one: one.poll() is None)
        assert refused.returncode == 1
        assert f"--port {port + 1}" in refused.stdout.read()
        assert any(line.startswith("ready ") for line in stays.stdout)
    finally:
        for one in both:
            one.terminate()
            one.wait(timeout=30)
