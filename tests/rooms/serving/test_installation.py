"""What a real installation refuses and how its cookies follow the public address, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
_ASK = """
import json
from config import settings
names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "LANGUAGE_COOKIE_SECURE", "SECURE_HSTS_SECONDS")
names += ("CSRF_COOKIE_HTTPONLY", "LANGUAGE_COOKIE_HTTPONLY", "CSRF_TRUSTED_ORIGINS", "ALLOWED_HOSTS")
print(json.dumps({name: getattr(settings, name) for name in names}))
"""


def run(home: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COTMOC_")}
    env = kept | {"COTMOC_HOME": str(home), "PYTHONPATH": str(ROOT / "src")} | settings
    env["DJANGO_SETTINGS_MODULE"] = "config.settings"
    return subprocess.run(
        [sys.executable, *arguments], env=env, cwd=home, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("command", [["tasks", "list"], ["directives", "list"], ["audit", "verify"]])
def test_a_real_installation_refuses_a_pinned_day(tmp_path: Path, command: list[str]) -> None:
    told = run(tmp_path, "-m", "cotmoc.cli", *command, "--json", COTMOC_TODAY="2022-07-25")
    error = json.loads(told.stderr.splitlines()[-1])["error"]
    assert (told.returncode, error["number"], told.stdout) == (2, 7, "")
    assert "COTMOC_TODAY" in error["title"]
    assert "Traceback" not in told.stderr


def test_serving_refuses_it_too_and_a_demo_takes_it(tmp_path: Path) -> None:
    told = run(tmp_path, "-c", "import config.wsgi", COTMOC_TODAY="2022-07-25")
    assert told.returncode != 0
    assert "COTMOC_TODAY is for the demo only" in told.stderr
    assert run(tmp_path, "-c", _ASK, COTMOC_TODAY="2022-07-25", COTMOC_DEMO="1").returncode == 0


@pytest.mark.parametrize(
    ("url", "secure", "seconds"),
    [("https://cotmoc.example.vn", True, 31_536_000), ("http://10.0.0.5:8000", False, 0), ("", False, 0)],
)
def test_cookies_and_hsts_follow_the_public_address(
    tmp_path: Path, url: str, secure: bool, seconds: int
) -> None:
    told = json.loads(run(tmp_path, "-c", _ASK, COTMOC_URL=url).stdout)
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "LANGUAGE_COOKIE_SECURE")
    assert [told[name] for name in names] == [secure] * 3
    assert told["SECURE_HSTS_SECONDS"] == seconds
    assert told["CSRF_COOKIE_HTTPONLY"]
    assert told["LANGUAGE_COOKIE_HTTPONLY"]
    assert told["CSRF_TRUSTED_ORIGINS"] == [url or "http://127.0.0.1:8000"]
