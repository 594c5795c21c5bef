"""The certificate of ``--self-signed``: made once, renewed a month before it ends."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from config.clock import real_now

_LASTS = timedelta(days=365)
_RENEWED = timedelta(days=30)


def self_signed(folder: Path, names: Iterable[str]) -> tuple[Path, Path]:
    """The files of certificate and key for ``names`` (host names or addresses), made when none fits."""
    wanted = sorted({name for name in names if name})
    certificate, key = folder / "self-signed.crt", folder / "self-signed.key"
    if not (key.exists() and _fits(certificate, wanted, real_now().astimezone(UTC))):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _make(certificate, key, wanted, real_now().astimezone(UTC))
    return certificate, key


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _fits(certificate: Path, names: list[str], at: datetime) -> bool:
    try:
        known = x509.load_pem_x509_certificate(certificate.read_bytes())
    except (OSError, ValueError):
        return False
    held = known.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return known.not_valid_after_utc - _RENEWED > at and all(_general(name) in held for name in names)


def _make(certificate: Path, key: Path, names: list[str], at: datetime) -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0][:64])])
    signed = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(hours=1))
        .not_valid_after(at + _LASTS)
        .add_extension(x509.SubjectAlternativeName([_general(name) for name in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(private, hashes.SHA256())
    )
    key.touch(mode=0o600)
    key.write_bytes(
        private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    certificate.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
