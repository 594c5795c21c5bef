"""A real receiver of webhooks: keeps each request and answers as it is told."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Receiver:
    """What arrived (path, headers, body), and the answers to come: a status each, the last one for ever.

    ``location`` is where a redirect leads. ``silent`` keeps requests waiting without an answer until the end;
    ``dripping`` sends a header that never ends.
    """

    answers: list[int] = field(default_factory=lambda: [200])
    location: str = ""
    silent: bool = False
    dripping: bool = False
    got: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}/cotmoc?nguon=1"


@contextmanager
def receiving(receiver: Receiver) -> Iterator[Receiver]:
    """Listen on a spare port of 127.0.0.1 while inside."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.got.append((self.path, dict(self.headers.items()), body))
            if receiver.silent:
                receiver.over.wait(30)
                return
            answers = receiver.answers
            self.send_response(answers.pop(0) if len(answers) > 1 else answers[0])
            if receiver.location:
                self.send_header("Location", receiver.location)
            if receiver.dripping:
                self._drip()
                return
            self.end_headers()
            self.wfile.write(b"x" * 5000)

        def _drip(self) -> None:
            self.flush_headers()
            while not receiver.over.wait(0.05):
                try:
                    self.wfile.write(b"x")
                except OSError:
                    return

        def log_message(self, form: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    receiver.port = server.server_address[1]
    serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    serving.start()
    try:
        yield receiver
    finally:
        receiver.over.set()
        server.shutdown()
        server.server_close()
        serving.join()
