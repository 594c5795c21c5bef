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

from config import env
from cotmoc.cli import founding
from cotmoc.cli.main import with_django
from cotmoc.cli.words import Parser
from cotmoc.domain.errors import Problem, serving
from cotmoc.domain.errors.general import WRONG_USE

if TYPE_CHECKING:
    from django.db.migrations.executor import MigrationExecutor

    from cotmoc.domain.access import Actor

_FIRST = {"vi": "Quản trị viên đầu tiên", "en": "First administrator"}
_LOADING = "demo.loading"
_DEMO = env.ROOT / "reference_data" / "demo" / "demo.toml"


def add_arguments(parser: Parser) -> None:
    """The options of ``cotmoc setup``."""
    parser.add_argument(
        "--empty", action="store_true", help=parser.say("không nạp tỉnh trình diễn", "without the demo")
    )
    parser.add_argument(
        "--province",
        default="",
        metavar=parser.say("TÊN", "NAME"),
        help=parser.say("tên tỉnh, cùng --empty", "its name"),
    )
    parser.add_argument(
        "--check", action="store_true", help=parser.say("chỉ kiểm tra, không thay đổi", "change nothing")
    )


def run(args: argparse.Namespace) -> int:
    """Prepare the database, or with ``--check`` only look. Raises Problem when it is not as needed."""
    home = env.home()
    if args.province and not args.empty:
        raise Problem(WRONG_USE, why="--province … --empty")
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
    _refuse_another_name(args.province)
    if (home / "real").exists():
        return _offer_first_link() if args.empty else 0
    if _founded() and not (home / _LOADING).exists():
        return 0 if (home / "demo").exists() else _declare_real(home)
    return _found(home, args.province) if args.empty else _load_demo(home)


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


def _refuse_another_name(wanted: str) -> None:
    from cotmoc.organisations import queries

    province = queries.the_province() if wanted else None
    if province is not None and province.name != wanted:
        raise Problem(WRONG_USE, why=f"«{province.name}»: cotmoc organisations rename-province")


def _declare_real(home: Path) -> int:
    (home / "real").touch()
    return 0


def _found(home: Path, province: str) -> int:
    by = founding.found(province_name=province)
    _declare_real(home)
    return _offer_first_link(by)


def _offer_first_link(by: Actor | None = None) -> int:
    """Print a one-time link for the first administrator, unless that account already has a password."""
    from cotmoc.organisations import actions, queries

    province = queries.the_province()
    if province is None or queries.person_named(founding.FIRST) is None:
        return 0
    link = founding.first_link(by or actions.founder(province.pk))
    if link is not None:
        language = env.language()
        print(_FIRST[language], founding.say_link(*link, language))
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
