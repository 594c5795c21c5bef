"""Redmine from Debian's packages, with the tasks of our database as its issues, served for measuring.

An issue has its task's title, clause, days and body, and a journal for each event after the first. The issues
lie in 41 projects, one a department or district, in each of which the account ``office`` is a manager; it is
no administrator. Reading needs a sign-in, and the REST interface is on. All else is as Debian installs it.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import many_tasks
import pages
import psycopg

PROGRAM = Path("/usr/share/redmine")
HOW = "apt-get install -y --no-install-recommends postgresql redmine redmine-pgsql puma"
NAME, KEY, SALT = "office", "0123456789abcdef" * 2 + "01234567", "5a17"
WORKERS, THREADS, PROJECTS, USER, BODY = 2, 4, 41, 10, 1000
_FOUND = f"""
INSERT INTO settings (name, value) VALUES ('rest_api_enabled', '1'), ('login_required', '1');
INSERT INTO users (id, login, hashed_password, salt, firstname, lastname, language, type, mail_notification,
                   created_on, updated_on, passwd_changed_on)
VALUES ({USER}, '{NAME}', '%s', '{SALT}', 'Van phong', 'UBND', 'en', 'User', 'none', now(), now(), now());
INSERT INTO email_addresses (user_id, address, is_default, created_on, updated_on)
VALUES ({USER}, '{NAME}@example.vn', true, now(), now());
INSERT INTO tokens (user_id, action, value, created_on) VALUES ({USER}, 'api', '{KEY}', now());
INSERT INTO projects (id, name, identifier, is_public, status, lft, rgt, created_on, updated_on)
SELECT n, 'Project ' || n, 'project-' || n, false, 1, 2 * n - 1, 2 * n, now(), now()
FROM generate_series(1, {PROJECTS}) n;
INSERT INTO enabled_modules (project_id, name) SELECT id, 'issue_tracking' FROM projects;
INSERT INTO projects_trackers (project_id, tracker_id) SELECT p.id, t.id FROM projects p, trackers t;
INSERT INTO members (user_id, project_id, created_on) SELECT {USER}, id, now() FROM projects;
INSERT INTO member_roles (member_id, role_id)
SELECT m.id, r.id FROM members m, roles r WHERE r.name = 'Manager';
"""
# Statuses as load_default_data makes them: 2 in progress, 3 resolved, 5 closed, 6 rejected.
_CARRIED = (
    (
        "users (id, login, firstname, lastname, language, type, mail_notification, created_on, updated_on)",
        f"SELECT id + {BODY}, 'body' || id, left(short_name, 30), name, 'en', 'User', 'none', now(), now() "
        "FROM organisations_agency",
    ),
    (
        "issues (id, root_id, lft, rgt, tracker_id, project_id, subject, description, start_date, due_date, "
        "status_id, assigned_to_id, priority_id, author_id, created_on, updated_on, closed_on)",
        f"SELECT id, id, 1, 2, 1 + id % 3, 1 + lead_id % {PROJECTS}, title, detail, given_on, due_on, "
        "CASE WHEN outcome = 'cancelled' THEN 6 WHEN outcome <> '' THEN 5 "
        f"WHEN completed_on IS NULL THEN 2 ELSE 3 END, lead_id + {BODY}, 2, {USER}, "
        "given_on::timestamp, COALESCE(closed_on, given_on)::timestamp, closed_on::timestamp FROM tasks_task",
    ),
    (
        "journals (journalized_id, journalized_type, user_id, notes, created_on)",
        f"SELECT task_id, 'Issue', agency_id + {BODY}, note, at FROM tasks_taskevent WHERE seq > 1",
    ),
)


def missing() -> str:
    """Why it cannot be started here; empty where it can."""
    if not (PROGRAM / "config.ru").exists() or shutil.which("puma") is None:
        return f"Redmine is not installed, so it is not measured: {HOW}"
    if os.geteuid() != 0:
        return "Redmine's settings are read as root only: run this benchmark as root."
    return ""


def address(ours: str) -> str:
    """Its database beside ours, in the same cluster."""
    return ours.replace("postgres://", "postgresql://").rpartition("/")[0] + "/redmine"


def make(ours: str) -> None:
    """Its database with all our tasks; one made before is left as it is."""
    with psycopg.connect(ours, autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = 'redmine'").fetchone():
            return
        connection.execute("CREATE DATABASE redmine")
    _let_bundler_find_debians_gems()
    for step in ("db:migrate", "redmine:load_default_data"):
        subprocess.run(
            ["bundle", "exec", "rake", step], cwd=PROGRAM, env=_environment(ours), check=True,
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
    inner = hashlib.sha1(many_tasks.PASSWORD.encode()).hexdigest()
    word = hashlib.sha1((SALT + inner).encode()).hexdigest()
    with psycopg.connect(ours) as source, psycopg.connect(address(ours), autocommit=True) as target:
        target.execute((_FOUND % word).encode())
        for into, query in _CARRIED:
            with (
                source.cursor().copy(f"COPY ({query}) TO STDOUT".encode()) as out,
                target.cursor().copy(f"COPY {into} FROM STDIN".encode()) as copied,
            ):
                for block in out:
                    copied.write(block)
        for table in ("users", "issues", "projects"):
            target.execute(f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))".encode())
        target.execute("VACUUM ANALYZE")


def _let_bundler_find_debians_gems() -> None:
    """Bundler of Debian 12's newer Ruby (3.1.7) takes a gem without a folder of its own for deleted.

    Debian keeps the files of 28 of Redmine's gems elsewhere; without this not even the package is configured.
    """
    code = (
        "Gem::Specification.each{|s| FileUtils.mkdir_p(s.full_gem_path) unless s.default_gem?}; "
        "system('dpkg', '--configure', '-a')"
    )
    subprocess.run(["ruby", "-rfileutils", "-e", code], check=True, stdout=subprocess.DEVNULL)


def _environment(ours: str) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": f"{address(ours)}?pool={THREADS}",
        "RAILS_ENV": "production",
        "REDMINE_LANG": "en",
        "SCHEMA": "/dev/null",
        "BUNDLE_SILENCE_ROOT_WARNING": "1",
    }


@contextmanager
def served(ours: str) -> Iterator[tuple[int, Any]]:
    """Its port and process: Puma with as many workers and threads as ours, in production mode."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    process = subprocess.Popen(
        ["puma", "--environment", "production", "--workers", str(WORKERS),
         "--threads", f"{THREADS}:{THREADS}",
         "--preload", "--bind", f"tcp://127.0.0.1:{port}", "config.ru"],
        cwd=PROGRAM, env=_environment(ours), stdout=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        pages.wait(port)
        yield port, process
    finally:
        process.terminate()
        process.wait(timeout=60)


def signed_in(port: int) -> pages.Client:
    """A browser that has signed in through the page."""
    client = pages.Client(port)
    for _ in range(120):
        status, page = client.send("GET", "/login")
        if status == 200:
            break
        time.sleep(0.5)
    hidden = re.search(r'name="authenticity_token" value="([^"]+)"', page.decode())
    assert hidden is not None
    form = {"username": NAME, "password": many_tasks.PASSWORD, "authenticity_token": hidden.group(1)}
    status, _ = client.send("POST", "/login", urlencode(form))
    assert status == 302, "could not sign in to Redmine"
    return client


def program(port: int) -> pages.Client:
    """A program with its key."""
    return pages.Client(port, headers={"X-Redmine-API-Key": KEY})
