"""The demo's accounts and the one password they share, made anew for each installation. No Django.

The password is kept beside the demo's database, readable by its owner only, so that every start can print it;
a demo is never served to a network.
"""

from __future__ import annotations

import os
import secrets

from config import env
from cotmoc.cli.demo.tables import DEMO, toml

_LETTERS = "abcdefghkmnprstuvwxyz23456789"
_ROLES = {
    "office": ("văn phòng", "office"),
    "leader": ("lãnh đạo", "leader"),
    "agency_lead": ("lãnh đạo đơn vị", "agency lead"),
    "agency_staff": ("chuyên viên", "agency staff"),
    "post": ("đồn, xã", "post or commune"),
    "auditor": ("kiểm tra", "auditor"),
    "administrator": ("quản trị", "administrator"),
}


def password() -> str:
    """The demo's password; made at first use."""
    path = env.home() / "demo.password"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        made = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(made + "\n")
    return path.read_text("utf-8").strip()


def shown() -> str:
    """The table of logins as it is printed, in the user's language."""
    english = env.language() == "en"
    lines = [
        "Demo logins (one password for all):" if english else "Tài khoản trình diễn (chung một mật khẩu):"
    ]
    for person in toml(DEMO / "people.toml")["person"]:
        role = _ROLES[person["role"]][english]
        lines.append(f"  {person['username']:<14} {role:<16} {person['display_name']}")
    lines.append(f"{'Password' if english else 'Mật khẩu'}: {password()}")
    return "\n".join(lines)
