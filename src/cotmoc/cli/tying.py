"""``cotmoc tasks move|link|unlink|function``: the task above, and to what a task is tied."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from cotmoc.cli.arguments import function_of
from cotmoc.cli.programme_lines import payment_lines
from cotmoc.cli.words import Parser
from cotmoc.domain.access import Actor
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import NOT_FOUND
from cotmoc.domain.vi_numbers import show

DEEDS = {
    "move": ("đặt dưới nhiệm vụ khác, hoặc tách ra", "put under another task, or take out"),
    "link": ("gắn địa bàn hoặc chỉ tiêu", "tie to an area or an indicator"),
    "function": ("ghi lĩnh vực, hoặc bỏ", "put to a field of work, or to none"),
    "unlink": ("bỏ địa bàn hoặc chỉ tiêu", "untie from an area or an indicator"),
}
"""What each deed does, in Vietnamese and English."""


def add_arguments(made: Mapping[str, Parser]) -> None:
    """What the deeds take beside the task."""
    say = made["move"].say
    made["move"].add_argument(
        "--under",
        type=int,
        metavar=say("SỐ", "NUMBER"),
        help=say("nhiệm vụ cấp trên; bỏ trống là tách ra", "the task above; left out takes it out"),
    )
    made["function"].add_argument(
        "--to", metavar=say("KHÓA", "KEY"), help=say("khóa của lĩnh vực; bỏ trống là không", "its key")
    )
    for deed in ("link", "unlink"):
        add_ties(made[deed].add_mutually_exclusive_group(required=True), say)


def add_ties(to: Any, say: Callable[[str, str], str]) -> None:
    """An area, an indicator."""
    to.add_argument("--area", help=say("địa bàn, tên hoặc số", "area, name or number"))
    to.add_argument("--indicator", metavar=say("MÃ", "CODE"), help=say("chỉ tiêu", "indicator"))


def ids(args: argparse.Namespace, actor: Actor, on: date) -> tuple[int, ...] | None:
    """The tasks of the area, indicator and programme that are named, None for none.

    Raises Problem(NOT_FOUND).
    """
    from cotmoc.programmes.queries import ids_paid
    from cotmoc.reporting.queries import tied

    area = None if args.area is None else _area(args.area, actor, on)
    found = tied.ids_tied(actor, area=area, indicator=args.indicator)
    return ids_paid(actor, args.programme, among=found)


def act(args: argparse.Namespace, actor: Actor, at: datetime) -> None:
    """Do one of them."""
    from cotmoc.reporting import actions as reporting
    from cotmoc.tasks import actions

    if args.deed == "move":
        actions.move_under(args.task, args.under, by=actor, at=at)
    elif args.deed == "function":
        actions.set_function(args.task, function_of(args.to, actor), by=actor)
    elif args.area is not None:
        tie = actions.link_area if args.deed == "link" else actions.unlink_area
        tie(args.task, _area(args.area, actor, at.date()), by=actor)
    else:
        tied = reporting.link_task if args.deed == "link" else reporting.unlink_task
        tied(args.task, args.indicator, by=actor)


def shown(actor: Actor, row: Any, on: date) -> dict[str, Any]:
    """The clause, the indicators and the money of a task as plain values."""
    from cotmoc.programmes.queries import payments_object
    from cotmoc.reporting.queries import chain

    paid = {"programme_money": payments_object(actor, row, on=on)}
    return chain.chain_object(actor, row, on=on) | paid


def lines(found: Mapping[str, Any], *, english: bool) -> list[str]:
    """The clause, the tasks above and below, areas, indicators and lines of plans, a line each."""
    told = []
    if clause := found["clause"]:
        number = clause["number"] or f"#{clause['directive']}"
        told.append(("ordered by" if english else "theo", f"{number}: {clause['words']}"))
    told += [("under" if english else "thuộc", f"#{one['id']} {one['name']}") for one in found["above"]]
    told += [("part" if english else "việc con", f"#{one['id']} {one['title']}") for one in found["parts"]]
    told += [("area" if english else "địa bàn", one["name"]) for one in found["areas"]]
    if found["function"]:
        told.append(("function" if english else "lĩnh vực", found["function"]["name"]))
    elif found["suggested_function"]:
        word = "function by its words" if english else "lĩnh vực theo từ ngữ"
        told.append((word, found["suggested_function"]["name"]))
    told += [
        ("indicator" if english else "chỉ tiêu", f"{one['code']} {one['name']}")
        for one in found["indicators"]
    ]
    told += [
        ("money" if english else "kinh phí", _money(one, english)) for one in found["money"]["plan_lines"]
    ]
    word = "paid by" if english else "nguồn vốn"
    told += [(word, line.strip()) for line in payment_lines(found["programme_money"], english=english)]
    return [f"  {word}: {text}" for word, text in told]


def _money(line: Mapping[str, Any], english: bool) -> str:
    unit = "million đồng" if english else "triệu đồng"
    amount = f"{show(Decimal(line['amount']))} {unit}" if line["amount"] is not None else "–"
    plan = f"{'plan' if english else 'kế hoạch'} #{line['plan']}.{line['ordinal']}"
    return f"{', '.join(filter(None, [amount, line['source']]))} ({plan} {line['wording']})"


def _area(said: str, actor: Actor, on: date) -> int:
    from cotmoc.organisations import queries

    if said.isascii() and said.isdigit() and len(said) < 16:
        return int(said)
    found = [one.pk for one in queries.areas(actor, on=on) if one.name.casefold() == said.casefold()]
    if len(found) != 1:
        raise Problem(NOT_FOUND, field="--area", thing=Said(f"địa bàn «{said}»", f"The area “{said}”"))
    return found[0]
