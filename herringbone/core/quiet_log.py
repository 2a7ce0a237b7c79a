"""A log that names places in the program and no people: no addresses of pages, no text of errors."""

import logging
import re
import traceback
from types import TracebackType

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class WithoutAddress(logging.Filter):
    """Puts the route in place of the address asked for, which may hold a token or a name."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if request is not None:
            match = getattr(request, "resolver_match", None)
            record.msg = "%s %s at %s by person %s"
            record.args = (
                request.method,
                getattr(record, "status_code", ""),
                match.route if match else "no route",
                getattr(getattr(request, "_cached_user", None), "pk", None),
            )
        return True


class WithoutMessage(logging.Formatter):
    """Writes of an error its kind and where it arose. Its message may quote what a person typed.

    What is written is one line, so that no text can pretend to be another entry or steer a terminal.
    """

    def formatMessage(self, record: logging.LogRecord) -> str:
        return CONTROL.sub(lambda found: repr(found.group())[1:-1], super().formatMessage(record))

    def formatException(self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | object) -> str:
        assert isinstance(ei, tuple), "logging hands over what sys.exc_info gave"
        return quiet_traceback(ei[1])


def quiet_traceback(error: BaseException) -> str:
    """The chain of an error's kinds and places, the deepest first, without values and messages."""
    lines = []
    seen: BaseException | None = error
    while seen is not None:
        lines += [f"  {f.filename}:{f.lineno} in {f.name}" for f in traceback.extract_tb(seen.__traceback__)]
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "\n".join(lines)
