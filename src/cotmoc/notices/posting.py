"""One POST to an endpoint: no redirect followed, bounded in time, its answer read to a small limit."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass

from cotmoc.notices.addresses import Place, resolved

TIME_LIMIT = 20.0
"""Seconds for the whole exchange, once the name is resolved."""
_CONNECTING = 10.0
_READ = 1024
_KEPT = 200


@dataclass(frozen=True, slots=True)
class Reply:
    """Status and the first words of the body."""

    status: int
    words: str


def post(where: Place, body: bytes, headers: Mapping[str, str], *, limit: float = TIME_LIMIT) -> Reply:
    """Send ``body``, within ``limit`` seconds.

    Raises Problem(WEBHOOK_ADDRESS) for an address that is not allowed, OSError or HTTPException when
    there was no answer in time.
    """
    address = resolved(where)
    with socket.create_connection((address, where.port), timeout=min(limit, _CONNECTING)) as bare:
        # Connected in time, it has the whole limit to answer.
        bare.settimeout(limit)
        # A peer that sends a byte now and then never meets the time limit of one read.
        cord = bare.dup()
        late = threading.Event()
        over = threading.Timer(limit, _cut, [cord, late])
        over.daemon = True
        over.start()
        try:
            reply = _exchange(where, bare, body, headers)
        finally:
            over.cancel()
            cord.close()
    if late.is_set():  # http.client takes the end of the connection for the end of the headers
        raise TimeoutError(f"no whole answer within {limit:g} s")
    return reply


def _exchange(where: Place, bare: socket.socket, body: bytes, headers: Mapping[str, str]) -> Reply:
    connection = http.client.HTTPConnection(where.host, where.port)
    if where.scheme == "https":
        connection.sock = ssl.create_default_context().wrap_socket(bare, server_hostname=where.host)
    else:
        connection.sock = bare
    try:
        connection.request("POST", where.path, body, {"Host": where.shown, "Connection": "close", **headers})
        response = connection.getresponse()
        text = response.read(_READ).decode("utf-8", "replace")
    finally:
        connection.close()
    shown = "".join(c if c.isprintable() else " " for c in text)
    return Reply(response.status, " ".join(shown.split())[:_KEPT])


def _cut(cord: socket.socket, late: threading.Event) -> None:
    late.set()
    try:
        cord.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
