"""``cotmoc snapshot``: build the next snapshot of the figures, list those there are."""

from __future__ import annotations

import argparse
import json
from typing import Any

from config.clock import ZONE
from cotmoc.cli.main import with_django
from cotmoc.cli.words import Parser
from cotmoc.domain.access import Permission

PERMISSION = Permission.BUILD_SNAPSHOT


def add_arguments(parser: Parser) -> None:
    """``build`` and ``list``, both as an account."""
    commands = parser.add_subparsers(dest="deed", required=True, metavar="DEED")
    for deed, vietnamese, english in (
        ("build", "lập bản chụp mới", "build the next snapshot"),
        ("list", "các bản chụp", "the snapshots there are"),
    ):
        one = commands.add_parser(deed, help=parser.say(vietnamese, english))
        by = parser.say("tài khoản thực hiện", "account that acts")
        one.add_argument("--by", required=True, metavar="USER", help=by)
        one.add_argument("--json", action="store_true", help=parser.say("in JSON", "print JSON"))


def run(args: argparse.Namespace) -> int:
    """Build or list as ``--by``."""
    with_django()
    from config import clock
    from cotmoc.analytics import actions, queries
    from cotmoc.organisations.queries import actor_named

    at = clock.now()
    actor = actor_named(args.by, at=at)
    if args.deed == "build":
        rows = [_line(actions.build(by=actor, at=at))]
    else:
        rows = [_line(row) for row in queries.snapshots(actor)]
    if args.json:
        print(json.dumps(rows[0] if args.deed == "build" else rows, ensure_ascii=False, indent=1))
        return 0
    for row in rows:
        print(f"{row['number']:>5}  {row['built_at']}  {row['cells']:>9}  {' '.join(row['files'])}")
    return 0


def _line(row: Any) -> dict[str, Any]:
    years = row.files["years"]
    return {
        "number": row.number,
        "built_at": row.built_at.astimezone(ZONE).isoformat(timespec="seconds"),
        "row_store_event": row.row_store_event,
        "cells": sum(year["cells"] for year in years),
        "files": [year["name"] for year in years],
    }
