"""``cotmoc setup``: bring the database up to date, and fill a new one with the demo or found it empty.

What an installation is stands in ``COTMOC_HOME``: a file ``demo`` with the demo's working day, or a file
``real``. ``./run`` and ``./cotmoc`` read it and set ``COTMOC_DEMO`` and ``COTMOC_TODAY`` from it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from config import clock, env
from cotmoc.cli.main import with_django
from cotmoc.domain.access import Role
from cotmoc.domain.errors import Problem, serving

if TYPE_CHECKING:
    from django.db.migrations.executor import MigrationExecutor

_FIRST = "quantri"
_INVITATION = {
    "vi": "Quản trị viên đầu tiên «{name}»: mở liên kết này trong ba ngày để đặt mật khẩu:\n  {url}",
    "en": "First administrator “{name}”: open this link within three days to set a password:\n  {url}",
}
_LOADING = "demo.loading"
_DEMO = env.ROOT / "reference_data" / "demo" / "demo.toml"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``cotmoc setup``."""
    parser.add_argument("--empty", action="store_true", help="không nạp tỉnh trình diễn; without the demo")
    parser.add_argument("--check", action="store_true", help="chỉ kiểm tra, không thay đổi; change nothing")


def run(args: argparse.Namespace) -> int:
    """Prepare the database, or with ``--check`` only look. Raises Problem when it is not as needed."""
    home = env.home()
    if args.empty and (home / "demo").exists():
        raise Problem(serving.HOLDS_DEMO, home=home)
    for name in ("files", "static"):
        (home / name).mkdir(parents=True, exist_ok=True)
    executor = _executor()
    targets = executor.loader.graph.leaf_nodes()
    pending = len(executor.migration_plan(targets))
    if args.check:
        if pending:
            raise Problem(serving.DATABASE_BEHIND, count=pending)
        return 0
    if pending:
        _migrate(executor, pending)
    if (home / "real").exists():
        return _offer_first_link() if args.empty else 0
    if _founded() and not (home / _LOADING).exists():
        return 0 if (home / "demo").exists() else _declare_real(home)
    return _found(home) if args.empty else _load_demo(home)


def _executor() -> MigrationExecutor:
    """What knows the migrations to come. Raises Problem when the database cannot be reached."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.utils import OperationalError

    with_django()
    try:
        return MigrationExecutor(connection)
    except OperationalError as error:
        raise Problem(serving.DATABASE_UNREACHABLE, why=str(error).splitlines()[0]) from error


def _migrate(executor: MigrationExecutor, count: int) -> None:
    from django.core.management import call_command
    from tqdm import tqdm

    with tqdm(total=count, desc="Cơ sở dữ liệu (database)", unit="", leave=False) as bar:

        def note(action: str, *_: object) -> None:
            bar.update(action == "apply_success")

        executor.progress_callback = note
        executor.migrate(executor.loader.graph.leaf_nodes())
    call_command("migrate", verbosity=0, interactive=False)


def _founded() -> bool:
    """Whether the database has its province: then it is in use, and nothing is loaded into it."""
    from cotmoc.organisations import queries

    return queries.the_province() is not None


def _declare_real(home: Path) -> int:
    (home / "real").touch()
    return 0


def _found(home: Path) -> int:
    """Found an empty installation: its province, its office and the account of its first administrator."""
    from cotmoc.organisations import actions

    at, day = clock.real_now(), clock.real_now().date()
    province = actions.found_province(code="local", name="tỉnh", by=actions.founder())
    by = actions.founder(province.pk)
    office = actions.add_agency(
        key="van-phong",
        name="Văn phòng Ủy ban nhân dân tỉnh",
        short_name="Văn phòng UBND tỉnh",
        kind="office",
        level="province",
        valid_from=day,
        by=by,
    )
    person = actions.add_person(username=_FIRST, display_name="Quản trị hệ thống", at=at, by=by)
    actions.appoint(person=person, agency=office, role=Role.ADMINISTRATOR, valid_from=day, by=by)
    _declare_real(home)
    return _offer_first_link()


def _offer_first_link() -> int:
    """Print a one-time link for the first administrator, unless that account already has a password."""
    from cotmoc.organisations import actions, queries

    person, province = queries.person_named(_FIRST), queries.the_province()
    if person is None or province is None or person.has_usable_password():
        return 0
    secret = actions.offer_link(
        person=person, purpose="invitation", real_at=clock.real_now(), by=actions.founder(province.pk)
    )
    print(_INVITATION[env.language()].format(name=_FIRST, url=f"{env.public_url()}/tai-khoan/moi/{secret}/"))
    return 0


def _load_demo(home: Path) -> int:
    """Load the demo in a process whose settings say that this is one; the exit code.

    A load that was cut off is begun again: the loader finds what it has already made.
    """
    day = str(tomllib.loads(_DEMO.read_text("utf-8"))["days"]["first"])
    (home / _LOADING).touch()
    surroundings = {**os.environ, "COTMOC_DEMO": "1", "COTMOC_TODAY": day}
    argv = [sys.executable, "-m", "cotmoc.cli", "demo", "load"]
    code = subprocess.run(argv, env=surroundings, stdout=subprocess.DEVNULL, check=False).returncode
    if code == 0:
        (home / "demo").write_text(f"{day}\n", "utf-8")
        (home / _LOADING).unlink()
    return code
