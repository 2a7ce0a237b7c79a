"""S43: the log names places in the program, and no people."""

import io
import logging

import pytest

from herringbone.core.quiet_log import WithoutAddress, WithoutMessage


@pytest.fixture
def log():
    """A logger as the settings make it, and what it wrote."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(WithoutMessage("{levelname} {message}", style="{"))
    handler.addFilter(WithoutAddress())
    made = logging.Logger("test")
    made.addHandler(handler)
    return made, written


def test_s43_an_errors_message_is_left_out_and_its_place_kept(log):
    logger, written = log
    try:
        try:
            int("CANARY")
        except ValueError as error:
            raise RuntimeError("CANARY again") from error
    except RuntimeError:
        logger.exception("the task failed")
    said = written.getvalue()
    assert "CANARY" not in said
    assert "builtins.ValueError" in said
    assert "builtins.RuntimeError" in said
    assert "test_s43_quiet_log.py" in said


def test_s43_a_page_is_named_by_its_route_and_never_by_its_address(log, rf):
    logger, written = log
    request = rf.get("/answer/CANARY-token?name=CANARY")
    logger.warning("Not Found: %s", request.path, extra={"status_code": 404, "request": request})
    assert written.getvalue() == "WARNING GET 404 at no route by person None\n"


def test_s43_no_text_can_pretend_to_be_another_entry(log):
    logger, written = log
    logger.warning("sign-in of %s", "eve\nERROR all is lost\x1b[2J")
    assert written.getvalue() == "WARNING sign-in of eve\\nERROR all is lost\\x1b[2J\n"
