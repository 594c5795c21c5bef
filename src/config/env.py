"""Every environment variable the system reads, each with its meaning.

``docs/reference/settings.md`` documents them; a test keeps the two together.
"""

from __future__ import annotations

import os
import re
from datetime import date
from email.utils import parseaddr
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]


class SettingError(RuntimeError):
    """A setting is missing or wrong; the message says which and what to write."""


def home() -> Path:
    """``COTMOC_HOME``: where everything the system makes is kept. Default: ``var`` in the project."""
    return Path(os.environ.get("COTMOC_HOME") or ROOT / "var").resolve()


def database_url() -> str:
    """``COTMOC_DATABASE_URL``: ``postgres://user:password@host:port/name``; empty for SQLite."""
    return os.environ.get("COTMOC_DATABASE_URL", "")


def demo() -> bool:
    """``COTMOC_DEMO``: ``1`` when this is the demo province, with its logins and pinned day."""
    return os.environ.get("COTMOC_DEMO", "") == "1"


def today() -> date | None:
    """``COTMOC_TODAY``: the pinned working day (``2022-07-25``). Refused outside the demo."""
    text = os.environ.get("COTMOC_TODAY", "")
    return _pinned(text, demo()) if text else None


@cache
def _pinned(text: str, allowed: bool) -> date:
    if not allowed:
        raise SettingError("COTMOC_TODAY is for the demo only: unset it, or set COTMOC_DEMO=1.")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise SettingError(f"COTMOC_TODAY={text!r} is not a date: write it as 2022-07-25.") from None


def public_url() -> str:
    """``COTMOC_URL``: the address people use, ``https://cotmoc.example.vn``; sets secure cookies and HSTS."""
    return told_url() or _last_served() or "http://127.0.0.1:8000"


def remember_url(url: str) -> None:
    """Keep the address that is served, so that links printed by other commands lead to it."""
    (home() / "address").write_text(f"{url}\n", "utf-8")


def _last_served() -> str:
    try:
        return (home() / "address").read_text("utf-8").strip()
    except OSError:
        return ""


def told_url() -> str:
    """``COTMOC_URL`` as it was given; empty when it was not."""
    return os.environ.get("COTMOC_URL", "").rstrip("/")


def behind_proxy() -> bool:
    """``COTMOC_BEHIND_PROXY``: ``1`` when a proxy ends TLS and sets X-Forwarded-Proto and X-Forwarded-For."""
    return os.environ.get("COTMOC_BEHIND_PROXY", "") == "1"


def debug() -> bool:
    """``COTMOC_DEBUG``: ``1`` shows tracebacks and reloads templates; never on a real installation."""
    return os.environ.get("COTMOC_DEBUG", "") == "1"


def upload_limit() -> int:
    """``COTMOC_UPLOAD_MB``: largest upload in megabytes. Default 25. In bytes here."""
    text = os.environ.get("COTMOC_UPLOAD_MB", "25")
    if not text.isdigit() or int(text) == 0:
        raise SettingError(f"COTMOC_UPLOAD_MB={text!r} is not a whole number of megabytes.")
    return int(text) * 1024 * 1024


def language() -> str:
    """``COTMOC_LANG``: language of the command line, ``vi`` (default) or ``en``."""
    return "en" if os.environ.get("COTMOC_LANG", "").lower().startswith("en") else "vi"


_SMTP_PORTS = {"starttls": 587, "tls": 465, "plain": 25}
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,180}", re.ASCII)


def smtp_host() -> str:
    """``COTMOC_SMTP_HOST``: the server that takes outgoing mail; empty: no mail is sent."""
    return os.environ.get("COTMOC_SMTP_HOST", "").strip()


def smtp_tls() -> str:
    """``COTMOC_SMTP_TLS``: ``starttls`` (default), ``tls`` from the first byte, or ``plain``."""
    text = os.environ.get("COTMOC_SMTP_TLS", "") or "starttls"
    if text not in _SMTP_PORTS:
        raise SettingError(f"COTMOC_SMTP_TLS={text!r} is not one of starttls, tls, plain.")
    return text


def smtp_port() -> int:
    """``COTMOC_SMTP_PORT``. Default 587 with starttls, 465 with tls, 25 plain."""
    text = os.environ.get("COTMOC_SMTP_PORT", "") or str(_SMTP_PORTS[smtp_tls()])
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text) <= 65535:
        raise SettingError(f"COTMOC_SMTP_PORT={text!r} is not a port.")
    return int(text)


def smtp_user() -> str:
    """``COTMOC_SMTP_USER``: the account at the mail server; empty where it asks for none."""
    user = os.environ.get("COTMOC_SMTP_USER", "")
    if user and smtp_tls() == "plain" and smtp_host() not in {"localhost", "127.0.0.1", "::1"}:
        raise SettingError("COTMOC_SMTP_USER would go over the network unencrypted: set COTMOC_SMTP_TLS.")
    if user and smtp_password_file() is None:
        raise SettingError("COTMOC_SMTP_USER needs its password: name the file in COTMOC_SMTP_PASSWORD_FILE.")
    return user


def smtp_password_file() -> Path | None:
    """``COTMOC_SMTP_PASSWORD_FILE``: the file whose first line is the password of that account."""
    text = os.environ.get("COTMOC_SMTP_PASSWORD_FILE", "")
    return Path(text).resolve() if text else None


def mail_from() -> tuple[str, str]:
    """``COTMOC_MAIL_FROM``: ``Cột Mốc <cotmoc@example.vn>``, as name and address; needed to send mail."""
    text = os.environ.get("COTMOC_MAIL_FROM", "").strip()
    name, address = parseaddr(text)
    if (text or smtp_host()) and not (_ADDRESS.fullmatch(address) and text.isprintable()):
        raise SettingError(f"COTMOC_MAIL_FROM={text!r} is no sender: write Cột Mốc <cotmoc@example.vn>.")
    return name, address


def mail_domain() -> str:
    """``COTMOC_MAIL_DOMAIN``: the domain in Message-ID. Default: the sender's, else the URL's."""
    text = os.environ.get("COTMOC_MAIL_DOMAIN", "").strip()
    if text and not re.fullmatch(r"[A-Za-z0-9.-]{1,180}", text):
        raise SettingError(f"COTMOC_MAIL_DOMAIN={text!r} is not a domain.")
    return text or mail_from()[1].rpartition("@")[2] or urlsplit(public_url()).hostname or "localhost"


def webhook_hosts() -> frozenset[str]:
    """``COTMOC_WEBHOOK_HOSTS``: hosts on the inner network that webhooks may go to, ``a.lan, 10.0.0.5``."""
    text = os.environ.get("COTMOC_WEBHOOK_HOSTS", "")
    return frozenset(host.strip().lower().strip("[]") for host in text.split(",") if host.strip())
