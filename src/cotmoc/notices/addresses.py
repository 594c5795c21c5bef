"""Which addresses a webhook may go to: the public network, and hosts that a setting names.

Names are resolved here, once, and the connection goes to the very address that was judged: a name that
answers differently the second time gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.notices import WEBHOOK_ADDRESS

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_PORTS = {"https": 443, "http": 80}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Place:
    """An endpoint's address in parts; ``path`` with its query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def shown(self) -> str:
        """Host and port as the Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def place(url: str) -> Place:
    """The parts of a URL that may be an endpoint, judged by its text. Raises Problem(WEBHOOK_ADDRESS)."""
    if not (url.isascii() and url.isprintable()) or " " in url or len(url) > 500:
        raise _refused("chỉ dùng chữ ASCII, không khoảng trắng", "ASCII without spaces only")
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError as error:
        raise _refused(str(error), str(error)) from None
    if parts.scheme not in _PORTS or not host or port == 0:
        raise _refused("không phải địa chỉ https://", "it is no https:// address")
    if "@" in parts.netloc or parts.fragment:
        raise _refused("không ghi tài khoản hay dấu # trong địa chỉ", "no account and no # in it")
    if parts.scheme == "http" and not _named(host):
        raise _refused("cần https", "https is needed")
    literal = _literal(host)
    if literal is not None and not _public(literal) and not _named(host):
        raise _not_public(host)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Place(parts.scheme, host, port or _PORTS[parts.scheme], path)


def resolved(where: Place) -> str:
    """The address to connect to. Raises Problem(WEBHOOK_ADDRESS), OSError when the name is not known.

    One address that is not allowed among several refuses the host.
    """
    found = socket.getaddrinfo(where.host, where.port, type=socket.SOCK_STREAM)
    addresses = [ipaddress.ip_address(str(one[4][0]).partition("%")[0]) for one in found]
    if where.scheme == "http" and not (_named(where.host) and all(one.is_loopback for one in addresses)):
        raise _refused("http chỉ dùng trong chính máy này", "http is for this machine only")
    if not _named(where.host) and not all(_public(one) for one in addresses):
        raise _not_public(where.host)
    return str(addresses[0])


def _named(host: str) -> bool:
    return host in settings.COTMOC_WEBHOOK_HOSTS


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None


def _public(address: Address) -> bool:
    """Also what an IPv6 address carries of IPv4 is looked at: mapped, 6to4, Teredo, NAT64."""
    if isinstance(address, ipaddress.IPv6Address):
        if address in _NAT64:
            return _public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if any(one is not None and not _public(one) for one in inner):
            return False
        if address.ipv4_mapped is not None:
            return True
    return address.is_global and not address.is_multicast and not address.is_reserved


def _not_public(host: str) -> Problem:
    return _refused(f"«{host}» không ở trên mạng công khai", f"“{host}” is not on the public network")


def _refused(vietnamese: str, english: str) -> Problem:
    return Problem(WEBHOOK_ADDRESS, field="url", why=Said(vietnamese, english))
