"""``cotmoc serve``: check the address, then serve the pages and the API with granian.

This process imports no Django, so that it stays small beside its workers: what concerns the database is
asked of ``cotmoc setup --check`` in a process of its own.
"""

from __future__ import annotations

import argparse
import errno
import ipaddress
import os
import socket
import ssl
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

from config import env
from cotmoc.cli.words import Parser
from cotmoc.domain.errors import Problem, serving

_WORKERS = 2
_THREADS = 4
_HOUR = 3600


def add_arguments(parser: Parser) -> None:
    """The options of serving, shared with ``./run``."""
    parser.add_argument(
        "--host", default="127.0.0.1", help=parser.say("địa chỉ phục vụ", "address to serve on (127.0.0.1)")
    )
    parser.add_argument("--port", type=_port, default=8000, help=parser.say("cổng", "port (8000)"))
    safety = parser.add_mutually_exclusive_group()
    safety.add_argument(
        "--tls",
        nargs=2,
        metavar=("CERT", "KEY"),
        type=Path,
        help=parser.say("chứng thư và khóa PEM", "certificate and key"),
    )
    safety.add_argument(
        "--self-signed", action="store_true", help=parser.say("tự lập chứng thư", "make an own certificate")
    )
    safety.add_argument(
        "--behind-proxy",
        action="store_true",
        help=parser.say("sau máy chủ ủy quyền có TLS", "a proxy ends TLS"),
    )


def run(args: argparse.Namespace) -> int:
    """Serve until stopped; the exit code. Raises Problem when the address or the database will not do."""
    check(args, demo=env.demo())
    url = address(args)
    os.environ["COTMOC_URL"] = url
    if args.behind_proxy:
        os.environ["COTMOC_BEHIND_PROXY"] = "1"
    asked = subprocess.run([sys.executable, "-m", "cotmoc.cli", "setup", "--check"], check=False)
    if asked.returncode:
        return asked.returncode
    env.remember_url(url)
    _serve(args, url)
    return 0


def check(args: argparse.Namespace, *, demo: bool) -> None:
    """Refuse an unsafe or impossible address before anything long begins. Raises Problem."""
    if not _loopback(args.host):
        if not (args.tls or args.self_signed or args.behind_proxy):
            raise Problem(serving.HOST_NEEDS_TLS, host=args.host)
        if demo:
            raise Problem(serving.DEMO_ON_NETWORK)
    address(args)
    if args.tls:
        _check_certificate(*args.tls)
    _check_port(args.host, args.port)


def address(args: argparse.Namespace) -> str:
    """The address people use: ``COTMOC_URL`` where it is set, else made of host and port. Raises Problem."""
    if told := env.told_url():
        return told
    unspecified = args.host in {"", "0.0.0.0", "::"}  # noqa: S104
    if unspecified or (args.behind_proxy and not _loopback(args.host)):
        raise Problem(serving.ADDRESS_UNKNOWN)
    scheme = "https" if args.tls or args.self_signed else "http"
    host = f"[{args.host}]" if ":" in args.host else args.host
    return f"{scheme}://{host}:{args.port}"


def _port(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r}: 1 … 65535")
    return int(text)


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _check_certificate(certificate: Path, key: Path) -> None:
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key)
    except OSError as error:
        raise Problem(
            serving.CERTIFICATE_UNREADABLE, path=certificate, why=error.strerror or error
        ) from error


def _check_port(host: str, port: int) -> None:
    try:
        family, kind, proto, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, proto) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(where)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Problem(serving.PORT_TAKEN, port=port, other=port + 1) from error
        raise Problem(serving.ADDRESS_NOT_OURS, host=host, port=port, why=error.strerror) from error


def _serve(args: argparse.Namespace, url: str) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    certificate, key = args.tls or (_self_signed(url, args.host) if args.self_signed else (None, None))
    server = Granian(
        "config.wsgi:application",
        address=args.host,
        port=args.port,
        interface=Interfaces.WSGI,
        workers=_WORKERS,
        blocking_threads=_THREADS,
        ssl_cert=certificate,
        ssl_key=key,
        websockets=False,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    )
    threading.Thread(target=_beside, args=(args.host, args.port, url), daemon=True).start()
    server.serve()


def _self_signed(url: str, host: str) -> tuple[Path, Path]:
    from cotmoc.cli.certificate import self_signed

    return self_signed(env.home() / "tls", {urlsplit(url).hostname or host, host})


def _beside(host: str, port: int, url: str) -> None:
    """What goes on beside the serving: say where the system is, then every hour make what comes back."""
    _announce(host, port, url)
    while True:
        make = [sys.executable, "-m", "cotmoc.cli", "tasks", "make-occurrences"]
        subprocess.run(make, stdout=subprocess.DEVNULL, check=False)
        time.sleep(_HOUR)


def _announce(host: str, port: int, url: str) -> None:
    """Say where the system is once the port answers."""
    for _ in range(600):
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            break
    print(f"\nCột Mốc: {url}/", flush=True)
    if env.demo():
        from cotmoc.cli.demo import logins

        print(logins.shown())
    print("(Ctrl+C: dừng, stop)", flush=True)
