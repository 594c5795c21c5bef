"""``cotmoc numbers``: figures by group and period, each with the key under which it opens."""

from __future__ import annotations

import argparse
import json
from datetime import date
from decimal import Decimal
from typing import Any

from cotmoc.cli.main import with_django
from cotmoc.cli.words import Parser
from cotmoc.domain.access import Permission
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.domain.form_error import FormError
from cotmoc.domain.periods import Period
from cotmoc.domain.vi_numbers import NONE_SHOWN, parse_date, show

PERMISSION = Permission.READ_NUMBERS
_GROUPINGS = ("unit", "parent", "force", "level")


def add_arguments(parser: Parser) -> None:
    """Indicators, periods, how to group, whose boundaries; or one figure by its key."""
    say = parser.say
    parser.add_argument(
        "--by", required=True, metavar="USER", help=say("tài khoản xem", "account that looks")
    )
    parser.add_argument("--json", action="store_true", help=say("in JSON", "print JSON"))
    parser.add_argument(
        "--indicator", action="append", default=[], metavar="CODE",
        help=say("mã chỉ tiêu, cặp (D3) hoặc group:E; nhiều lần được", "code, pair or group:E; repeatable"),
    )  # fmt: skip
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--period", action="append", metavar="2022-Q2", help=say("kỳ; nhiều lần được", "period; repeatable")
    )
    what.add_argument("--key", help=say("mở một số theo khóa", "open one figure by its key"))
    grouping = parser.add_mutually_exclusive_group()
    for name, vietnamese, english in (
        ("unit", "theo đơn vị", "by unit"),
        ("parent", "theo đơn vị cấp trên", "by upper unit"),
        ("force", "theo lực lượng", "by force"),
        ("level", "theo cấp", "by level"),
    ):
        grouping.add_argument(f"--by-{name}", action="store_true", help=say(vietnamese, english))
    parser.add_argument(
        "--boundaries", metavar="DAY", help=say("theo địa giới ngày", "on the units of a day")
    )
    parser.add_argument("--snapshot", type=int, help=say("số bản chụp", "number of the snapshot"))


def run(args: argparse.Namespace) -> int:
    """Print the figures asked for, or one figure with its cells."""
    with_django()
    from config import clock
    from cotmoc.organisations.queries import actor_named

    actor = actor_named(args.by, at=clock.now())
    rows = _cells(actor, args.key) if args.key else _figures(actor, args)
    if args.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return 0
    for row in rows["cells" if args.key else "figures"]:
        told = show(Decimal(row["value"])) if row["value"] is not None else NONE_SHOWN
        lack = f"  (thiếu {row['missing']})" if row.get("missing") else ""
        print(f"{row['label']:<60} {told:>16}{lack}")
    return 0


def _figures(actor: Any, args: argparse.Namespace) -> dict[str, Any]:
    from cotmoc.analytics import queries
    from cotmoc.analytics.keys import Grouping

    named = next((name for name in _GROUPINGS if getattr(args, f"by_{name}")), "all")
    found = queries.pivot(
        actor,
        indicators=queries.chosen(actor, args.indicator),
        periods=[_period(text) for text in args.period],
        grouping=Grouping(named),
        boundaries=_day(args.boundaries),
        number=args.snapshot,
    )
    figures = []
    for (code, breakdown, period, group), figure in found.answer.items():
        if figure.value is None and not figure.missing:
            continue
        name = f"{code}.{breakdown}" if breakdown else code
        shown = None if figure.value is None else round(figure.value, 4).normalize()
        label = " ".join(filter(None, (name, str(period), found.groups.get(group, "") if group else "")))
        figures.append(
            {
                "key": str(found.key(code, breakdown, period, group)),
                "label": label,
                "value": None if shown is None else format(shown, "f"),
                "joint": format(figure.joint, "f"),
                "missing": len(figure.missing),
            }
        )
    return {"snapshot": found.snapshot.number, "figures": figures}


def _cells(actor: Any, key: str) -> dict[str, Any]:
    from cotmoc.analytics import queries
    from cotmoc.analytics.keys import FigureKey
    from cotmoc.domain.errors.analytics import UNKNOWN_FIGURE

    try:
        name = FigureKey.parse(key)
    except ValueError:
        raise Problem(UNKNOWN_FIGURE, key=key[:80]) from None
    opened = queries.open_figure(actor, name)
    cells = [
        {
            "report": cell.submission,
            "label": f"{opened.units[cell.unit].name}, {cell.period}",
            "value": format(cell.value, "f"),
            "share": str(cell.share),
        }
        for cell in opened.cells
    ]
    return {
        "key": key,
        "value": None if opened.figure.value is None else format(opened.figure.value, "f"),
        "cells": cells,
        "activities": [event.pk for event in opened.joint],
        "missing": [unit.name for unit in opened.missing],
    }


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except FormError as error:
        raise Problem(BAD_VALUE, field="--period", why=error.vi) from None


def _day(text: str | None) -> date | None:
    try:
        return parse_date(text) if text else None
    except FormError as error:
        raise Problem(BAD_VALUE, field="--boundaries", why=error.vi) from None
