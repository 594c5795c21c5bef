"""``cotmoc demo``: load the demo province through the rooms' actions, or print its logins again.

What is loaded and what of it is invented is told in ``docs/reference/demo.md``.
"""

from __future__ import annotations

import argparse

from config import clock, env
from cotmoc.cli.demo import logins
from cotmoc.cli.main import with_django
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import WRONG_USE


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``cotmoc demo``."""
    parser.add_argument(
        "action",
        choices=["load", "logins"],
        help="load: nạp tỉnh trình diễn, load the demo; logins: in lại tài khoản, print the logins",
    )


def run(args: argparse.Namespace) -> int:
    """Load or print; 0. Loading again adds only what is missing. Raises Problem outside a demo."""
    if not env.demo():
        raise Problem(WRONG_USE, why="COTMOC_DEMO=1")
    if args.action == "load":
        with_django()
        from cotmoc.cli.demo.loading import load

        load(at=clock.now())
    print(logins.shown())
    return 0
