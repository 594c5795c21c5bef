"""The settings of mail and webhooks: what is read, and what is refused with a word on how to write it."""

from __future__ import annotations

import pytest

from config import env


@pytest.fixture(autouse=True)
def _none_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SMTP_HOST", "SMTP_PORT", "SMTP_TLS", "SMTP_USER", "SMTP_PASSWORD_FILE", "MAIL_FROM"):
        monkeypatch.delenv(f"COTMOC_{name}", raising=False)


def test_nothing_is_set() -> None:
    assert (env.smtp_host(), env.smtp_user(), env.smtp_password_file()) == ("", "", None)
    assert (env.smtp_tls(), env.smtp_port(), env.mail_from()) == ("starttls", 587, ("", ""))
    assert env.webhook_hosts() == frozenset()


def test_the_port_follows_the_encryption_and_the_domain_the_sender(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COTMOC_SMTP_TLS", "tls")
    monkeypatch.setenv("COTMOC_MAIL_FROM", "Cột Mốc <cotmoc@kontum.example>")
    assert (env.smtp_port(), env.mail_from()) == (465, ("Cột Mốc", "cotmoc@kontum.example"))
    assert env.mail_domain() == "kontum.example"
    monkeypatch.setenv("COTMOC_SMTP_PORT", "2525")
    monkeypatch.setenv("COTMOC_MAIL_DOMAIN", "tinh.example")
    monkeypatch.setenv("COTMOC_WEBHOOK_HOSTS", "May-Chu.lan, [::1]")
    assert (env.smtp_port(), env.mail_domain()) == (2525, "tinh.example")
    assert env.webhook_hosts() == {"may-chu.lan", "::1"}


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ({"SMTP_TLS": "ssl"}, "starttls, tls, plain"),
        ({"SMTP_PORT": "0"}, "is not a port"),
        ({"SMTP_PORT": "25²"}, "is not a port"),
        ({"SMTP_HOST": "mail.vn"}, "COTMOC_MAIL_FROM"),
        ({"MAIL_FROM": "Cột Mốc"}, "write Cột Mốc <cotmoc@example.vn>"),
        ({"MAIL_FROM": "a@b.vn\nBcc: c@d.vn"}, "is no sender"),
        ({"MAIL_DOMAIN": "a b"}, "is not a domain"),
        ({"SMTP_USER": "a"}, "COTMOC_SMTP_PASSWORD_FILE"),
        ({"SMTP_USER": "a", "SMTP_TLS": "plain", "SMTP_HOST": "mail.vn"}, "unencrypted"),
    ],
)
def test_what_is_wrong_is_said(monkeypatch: pytest.MonkeyPatch, said: dict[str, str], hint: str) -> None:
    for name, value in said.items():
        monkeypatch.setenv(f"COTMOC_{name}", value)
    with pytest.raises(env.SettingError, match=hint):
        _read_all()


def _read_all() -> None:
    for read in (env.smtp_tls, env.smtp_port, env.smtp_user, env.mail_domain, env.mail_from):
        read()
