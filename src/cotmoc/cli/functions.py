"""``cotmoc organisations functions|function|give-function``: fields of work and which body has each."""

from __future__ import annotations

import argparse
import json
from datetime import date
from typing import TYPE_CHECKING, Any

from cotmoc.cli.arguments import day
from cotmoc.cli.words import Parser
from cotmoc.domain.vi_numbers import show_date

if TYPE_CHECKING:
    from cotmoc.domain.access import Actor


def add_arguments(deeds: Any, parser: Parser) -> None:
    """List, keep and hand on."""
    say = parser.say
    deeds.add_parser("functions", help=say("lĩnh vực và cơ quan đang giữ", "functions and who has each"))
    keep = deeds.add_parser("function", help=say("thêm hoặc sửa một lĩnh vực", "add or correct a function"))
    keep.add_argument("key", metavar=say("KHÓA", "KEY"))
    keep.add_argument("name", metavar=say("TÊN", "NAME"))
    words = say("từ nhận biết, ngăn bằng dấu ;", "words, separated by ;")
    keep.add_argument("--words", default="", help=words)
    give = deeds.add_parser("give-function", help=say("ghi cơ quan giữ lĩnh vực", "say which body has it"))
    give.add_argument("key", metavar=say("KHÓA", "KEY"))
    give.add_argument("agency", metavar=say("CƠ QUAN", "AGENCY"))
    give.add_argument("--from", dest="since", type=day, required=True, help=say("từ ngày", "from which day"))
    give.add_argument("--source", required=True, help=say("căn cứ", "legal source"))


def listed(by: Actor, args: argparse.Namespace, today: date) -> int:
    """Every function with the body that has it today."""
    from cotmoc.organisations import queries

    for held in queries.functions_held(by, on=today):
        one, agency = held.function, held.agency
        facts = {
            "key": one.key,
            "name": one.name,
            "agency": agency.name if agency else "",
            "words": one.words,
        }
        _print(args, facts)
    return 0


def keep(by: Actor, args: argparse.Namespace, today: date) -> int:
    """Add or correct one."""
    from cotmoc.organisations import actions

    row = actions.keep_function(key=args.key, name=args.name, words=args.words, by=by)
    _print(args, {"key": row.key, "name": row.name, "words": row.words})
    return 0


def give(by: Actor, args: argparse.Namespace, today: date) -> int:
    """Say which body has it from a day on."""
    from cotmoc.cli.organisations import agency_named
    from cotmoc.organisations import actions, queries

    found = queries.function(by, args.key)
    agency = agency_named(by, args.agency, args.since)
    row = actions.give_function(function=found, agency=agency, on=args.since, source=args.source, by=by)
    _print(args, {"key": found.key, "agency": agency.name, "from": show_date(row.valid_from)})
    return 0


def _print(args: argparse.Namespace, facts: dict[str, Any]) -> None:
    print(json.dumps(facts, ensure_ascii=False) if args.json else "  ".join(map(str, facts.values())))
