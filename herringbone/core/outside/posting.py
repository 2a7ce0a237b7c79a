"""Posting a few bytes to an address outside, and reading the status of the answer and nothing else."""

import http.client
import os
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Timer

from herringbone.core.outside.addresses import Place, UnknownHost, numbers_of

SECONDS_TO_CONNECT = 5
SECONDS_IN_ALL = 10


class NotSent(Exception):
    """Nothing reached the other side: the reason in a few words, without the address."""


class Unsure(Exception):
    """It may have been taken or not: the line broke, or the answer did not come in time."""


def post(place: Place, body: bytes, headers: Mapping[str, str], seconds: float = SECONDS_IN_ALL) -> int:
    """Post and give the status of the answer, whatever it is. Raises BadAddress, NotSent or Unsure.

    The host's numbers are looked up and checked here, and the connection goes to the first of these, so that a name
    cannot mean something else a moment later.
    """
    try:
        number = numbers_of(place)[0]
    except UnknownHost as error:
        raise NotSent("no such host") from error
    try:
        bare = socket.create_connection((number, place.port), timeout=SECONDS_TO_CONNECT)
    except OSError as error:
        raise NotSent(f"no connection: {type(error).__name__}") from error
    with _no_longer_than(seconds, bare):
        line = _line(place, bare)
        try:
            line.request("POST", place.target, body, {"User-Agent": "Herringbone", **headers})
            return line.getresponse().status
        except (OSError, http.client.HTTPException) as error:
            raise Unsure(f"no answer: {type(error).__name__}") from error
        finally:
            line.close()


def _line(place: Place, bare: socket.socket) -> http.client.HTTPConnection:
    """The open connection as one to speak HTTP on, under the host's name: its certificate must be of that name."""
    try:
        kept = ssl.create_default_context().wrap_socket(bare, server_hostname=place.host) if place.secure else bare
    except ssl.SSLCertVerificationError as error:
        bare.close()
        raise NotSent("its certificate is not trusted") from error
    except OSError as error:
        bare.close()
        raise NotSent(f"no connection: {type(error).__name__}") from error
    line = http.client.HTTPConnection(place.host, place.port)
    line.default_port = 443 if place.secure else 80
    line.sock = kept
    return line


@contextmanager
def _no_longer_than(seconds: float, line: socket.socket) -> Iterator[None]:
    """End the connection after so many seconds in all: a time limit for each read lets an answer drip for ever."""
    beside = socket.socket(fileno=os.dup(line.fileno()))
    timer = Timer(seconds, _shut, [beside])
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        beside.close()


def _shut(line: socket.socket) -> None:
    try:
        line.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it has ended already
