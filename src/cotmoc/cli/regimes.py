"""``cotmoc regimes``: indicators, reporting regimes, and which bodies owe a report."""

from __future__ import annotations

import argparse
import json
from datetime import date
from typing import TYPE_CHECKING, Any

from cotmoc.cli.acting import administered
from cotmoc.cli.arguments import add_who_around
from cotmoc.cli.words import Parser
from cotmoc.domain.access import Permission
from cotmoc.domain.asks import show_asks
from cotmoc.domain.body_tables import LEVELS
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.domain.form_error import FormError
from cotmoc.domain.periods import PeriodKind
from cotmoc.domain.vi_numbers import parse_date

if TYPE_CHECKING:
    from cotmoc.domain.access import Actor

PERMISSION = Permission.MANAGE_ORGANISATION
_KINDS = ("flow", "stock", "ratio")


def add_arguments(parser: Parser) -> None:
    """One subcommand a deed."""
    say = parser.say
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="DEED")
    deeds.add_parser("list", help=say("các chế độ, ai phải báo cáo", "regimes and who owes reports"))
    deeds.add_parser("indicators", help=say("danh mục chỉ tiêu", "the indicators"))
    one = deeds.add_parser(
        "define-indicator", help=say("thêm, sửa một chỉ tiêu", "add or correct an indicator")
    )
    one.add_argument("code")
    for name in ("group", "name", "unit", "source"):
        one.add_argument(f"--{name}", required=True)
    one.add_argument("--kind", required=True, choices=_KINDS)
    one.add_argument("--name-en", default="")
    one.add_argument("--decimals", type=int, default=0, choices=range(5))
    one.add_argument(
        "--by-level", nargs="*", default=[], choices=list(LEVELS), help=say("chia theo cấp", "cells")
    )
    one.add_argument(
        "--joint-kind", default="", help=say("hoạt động chung cộng thêm", "joint activities added")
    )
    one.add_argument(
        "--parts", nargs=2, default=[None, None], metavar=("A", "B"), help=say("tỷ lệ A/B", "ratio A/B")
    )
    regime = deeds.add_parser("define", help=say("thêm, sửa một chế độ", "add or correct a regime"))
    regime.add_argument("key", nargs="?", default="", help=say("bỏ trống để thêm", "left out: a new one"))
    regime.add_argument("--name", required=True)
    regime.add_argument("--name-en", default="")
    regime.add_argument("--source", required=True)
    regime.add_argument("--frequency", default="quarter", choices=list(PeriodKind))
    regime.add_argument("--calendar", default="nd09", choices=["nd09", "calendar"])
    regime.add_argument("--asks", required=True, action="append", metavar="«A1: UBND xã; SYT»")
    for level, days in zip(LEVELS, (6, 6, 3, 3), strict=True):
        regime.add_argument(f"--due-{level}", type=int, default=days, choices=range(1, 91), metavar="N")
    regime.add_argument(
        "--named-only", action="store_true", help=say("chỉ nơi được nêu", "only bodies named")
    )
    regime.add_argument("--from", dest="valid_from", help=say("áp dụng từ ngày", "in force from"))
    owing = deeds.add_parser("reporters", help=say("ai phải báo cáo từ hôm nay", "who owes from today on"))
    owing.add_argument("key")
    owing.add_argument("--add", action="append", default=[], metavar="NAME")
    owing.add_argument("--remove", action="append", default=[], metavar="NAME")
    add_who_around(parser, deeds.choices.values())


def run(args: argparse.Namespace) -> int:
    """Do one deed and print what stands then."""
    deeds = {
        "list": _list,
        "indicators": _indicators,
        "define-indicator": _define_indicator,
        "define": _define,
        "reporters": _reporters,
    }
    return administered(args, deeds)


def _list(by: Actor, args: argparse.Namespace, today: date) -> int:
    from cotmoc.reporting.queries import defined

    for one in defined.regimes(by):
        _show(by, one, args, today)
    return 0


def _indicators(by: Actor, args: argparse.Namespace, today: date) -> int:
    from cotmoc.reporting.queries import defined

    for one in defined.indicators(by):
        _print(args, {"code": one.code, "name": one.name, "unit": one.unit, "kind": one.kind})
    return 0


def _define_indicator(by: Actor, args: argparse.Namespace, today: date) -> int:
    from cotmoc.reporting import actions
    from cotmoc.reporting.queries import defined

    numerator, denominator = (defined.indicator(by, code) if code else None for code in args.parts)
    one = actions.define_indicator(
        code=args.code,
        group=args.group,
        name=args.name,
        name_en=args.name_en,
        unit=args.unit,
        kind=args.kind,
        decimals=args.decimals,
        breakdowns=args.by_level,
        joint_kind=args.joint_kind,
        numerator=numerator,
        denominator=denominator,
        source=args.source,
        by=by,
    )
    _print(args, {"code": one.code, "name": one.name, "unit": one.unit, "kind": one.kind})
    return 0


def _define(by: Actor, args: argparse.Namespace, today: date) -> int:
    from cotmoc.reporting import actions
    from cotmoc.reporting.queries import defined

    made = actions.keep_regime(
        key=defined.regime(by, args.key).key if args.key else "",
        name=args.name,
        name_en=args.name_en,
        frequency=args.frequency,
        calendar=args.calendar,
        source=args.source,
        due={level: getattr(args, f"due_{level}") for level in LEVELS},
        asks="\n".join(args.asks),
        everybody=not args.named_only,
        valid_from=_day(args.valid_from) if args.valid_from else today,
        by=by,
    )
    _show(by, defined.regime(by, made.key), args, today)
    return 0


def _reporters(by: Actor, args: argparse.Namespace, today: date) -> int:
    from cotmoc.cli.organisations import agency_named
    from cotmoc.reporting import actions
    from cotmoc.reporting.queries import defined

    regime = defined.regime(by, args.key)
    held = set(defined.reporters(by, regime, on=today).values_list("pk", flat=True))
    added = {agency_named(by, name, today).pk for name in args.add}
    removed = {agency_named(by, name, today).pk for name in args.remove}
    if added or removed:
        actions.set_reporters(regime=regime, agencies=held - removed | added, on=today, by=by)
    _show(by, regime, args, today)
    return 0


def _show(by: Actor, one: Any, args: argparse.Namespace, today: date) -> None:
    from cotmoc.reporting.queries import defined

    owing = [agency.name for agency in defined.reporters(by, one, on=today)]
    asks = show_asks((ask.indicator.code, ask.suppliers) for ask in one.asks.all()).splitlines()
    if args.json:
        facts = {"key": one.key, "name": one.name, "everybody": one.everybody}
        _print(args, facts | {"asks": asks, "reporters": owing})
        return
    print(f"{one.key}  {one.name}")
    for text in (*asks, *owing):
        print(f"  {text}")


def _print(args: argparse.Namespace, facts: dict[str, Any]) -> None:
    print(json.dumps(facts, ensure_ascii=False) if args.json else "  ".join(map(str, facts.values())))


def _day(text: str) -> date:
    try:
        return parse_date(text)
    except FormError as error:
        raise Problem(BAD_VALUE, field="--from", why=error) from error
