"""Where the system may be served: this machine freely, the network only encrypted and never the demo."""

from __future__ import annotations

import argparse
import socket
import ssl
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest

from config import clock, env
from cotmoc.cli import serve
from cotmoc.cli.certificate import self_signed
from cotmoc.cli.words import Parser
from cotmoc.domain.errors import Problem, serving
from cotmoc.domain.errors.general import WRONG_USE


def _args(*words: str) -> argparse.Namespace:
    parser = Parser()
    serve.add_arguments(parser)
    return parser.parse_args(words)


def _refusal(*words: str, demo: bool = False) -> str:
    with pytest.raises(Problem) as refused:
        serve.check(_args(*words), demo=demo)
    return refused.value.entry.code


@pytest.fixture
def free() -> str:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


@pytest.fixture
def taken() -> Iterator[str]:
    with closing(socket.socket()) as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield str(holder.getsockname()[1])


def test_this_machine_needs_nothing(free):
    serve.check(_args("--port", free), demo=True)
    assert serve.address(_args("--port", free)) == f"http://127.0.0.1:{free}"


def test_the_network_needs_encryption(free):
    assert _refusal("--host", "0.0.0.0", "--port", free) == "host-needs-tls"


@pytest.mark.parametrize("how", ["--self-signed", "--behind-proxy"])
def test_the_demo_never_leaves_this_machine(free, how):
    assert _refusal("--host", "0.0.0.0", "--port", free, how, demo=True) == "demo-on-network"


def test_an_address_that_stands_for_all_needs_the_public_one(free, monkeypatch):
    assert _refusal("--host", "0.0.0.0", "--port", free, "--self-signed") == "address-unknown"
    monkeypatch.setenv("COTMOC_URL", "https://cotmoc.example.vn/")
    serve.check(_args("--host", "0.0.0.0", "--port", free, "--self-signed"), demo=False)
    assert serve.address(_args("--host", "0.0.0.0", "--self-signed")) == "https://cotmoc.example.vn"


def test_a_taken_port_is_named_with_the_next_one(taken):
    with pytest.raises(Problem) as refused:
        serve.check(_args("--port", taken), demo=False)
    assert refused.value.entry is serving.PORT_TAKEN
    assert f"--port {int(taken) + 1}" in refused.value.text("en")


def test_a_foreign_address_is_refused(free):
    assert _refusal("--host", "192.0.2.1", "--port", free, "--self-signed") == "address-not-ours"


@pytest.mark.parametrize("port", ["0", "65536", "-1", "8000x", ""])
def test_no_port_outside_the_range(port):
    with pytest.raises(Problem) as refused:
        _args(f"--port={port}")
    assert refused.value.entry is WRONG_USE


def test_a_broken_certificate_is_refused(free, tmp_path):
    for name in ("cert.pem", "key.pem"):
        (tmp_path / name).write_text("not a certificate")
    words = ("--port", free, "--tls", str(tmp_path / "cert.pem"), str(tmp_path / "key.pem"))
    assert _refusal(*words) == "certificate-unreadable"
    assert (
        _refusal("--port", free, "--tls", str(tmp_path / "none"), str(tmp_path / "key.pem"))
        == "certificate-unreadable"
    )


def test_the_own_certificate_is_made_once_and_fits_its_names(tmp_path):
    certificate, key = self_signed(tmp_path, ["127.0.0.1", "cotmoc.example.vn"])
    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key)
    assert key.stat().st_mode & 0o077 == 0
    first = certificate.read_bytes()
    assert self_signed(tmp_path, ["cotmoc.example.vn"])[0].read_bytes() == first
    assert self_signed(tmp_path, ["other.example.vn"])[0].read_bytes() != first


def test_the_own_certificate_is_renewed_before_it_ends(tmp_path, monkeypatch):
    first = self_signed(tmp_path, ["127.0.0.1"])[0].read_bytes()
    later = clock.real_now() + timedelta(days=340)
    monkeypatch.setattr("cotmoc.cli.certificate.real_now", lambda: later)
    assert self_signed(tmp_path, ["127.0.0.1"])[0].read_bytes() != first


def test_links_lead_to_the_address_last_served_unless_one_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("COTMOC_HOME", str(tmp_path))
    monkeypatch.delenv("COTMOC_URL", raising=False)
    assert env.public_url() == "http://127.0.0.1:8000"
    env.remember_url("http://127.0.0.1:8123")
    assert env.public_url() == "http://127.0.0.1:8123"
    monkeypatch.setenv("COTMOC_URL", "https://cotmoc.example.vn/")
    assert env.public_url() == "https://cotmoc.example.vn"
