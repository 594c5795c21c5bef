"""The deeds of ``cotmoc tasks`` about work that comes back, and how a due day is told."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from cotmoc.cli.arguments import (
    add_order,
    add_who,
    agencies,
    agency,
    day,
    function_of,
    order_of,
    show_json,
)
from cotmoc.cli.words import Parser
from cotmoc.domain.access import Actor
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import WRONG_USE
from cotmoc.domain.vi_numbers import show_date
from cotmoc.domain.working_time import Shift

DEEDS = frozenset({"recur", "recurrences", "change-recurrence", "stop-recurrence", "make-occurrences"})


def add_due_arguments(parser: Parser) -> None:
    """A due day in working days, and what it becomes on a day off."""
    say = parser.say
    parser.add_argument(
        "--working-days", type=int, help=say("hạn, tính bằng ngày làm việc", "due day in working days")
    )
    parser.add_argument(
        "--shift",
        type=Shift,
        choices=list(Shift),
        default=Shift.NONE,
        help=say(
            "hạn trùng ngày nghỉ: giữ, dời sau, dời trước", "a due day on a day off: keep, after, before"
        ),
    )


def add_part_arguments(parser: Parser) -> None:
    """The days by which coordinating bodies owe their parts."""
    say = parser.say
    parser.add_argument(
        "--part-due",
        action="append",
        default=[],
        metavar=say("CƠ QUAN=NGÀY", "AGENCY=DAY"),
        help=say("hạn phần việc của một cơ quan phối hợp; lặp lại được", "when a part is due; repeatable"),
    )
    parser.add_argument(
        "--part-shift",
        action="append",
        default=[],
        metavar=say("CƠ QUAN=CÁCH DỜI", "AGENCY=SHIFT"),
        help=say("hạn phần việc trùng ngày nghỉ, khi khác nhiệm vụ", "its shift, where not as the task"),
    )


def parts_of(args: argparse.Namespace, actor: Actor, on: date) -> dict[str, Any]:
    """``part_due`` and ``part_shift`` of an order. Raises Problem: WRONG_USE, NOT_FOUND."""
    return {
        "part_due": _by_body(args.part_due, day, actor, on=on, field="--part-due"),
        "part_shift": _by_body(args.part_shift, Shift, actor, on=on, field="--part-shift"),
    }


def _by_body(
    said: list[str], read: Callable[[str], Any], actor: Actor, *, on: date, field: str
) -> dict[int, Any]:
    found = {}
    for text in said:
        name, _, value = text.rpartition("=")
        body = agency(name or None, actor, on=on, field=field)
        try:
            told = read(value.strip())
        except (ValueError, argparse.ArgumentTypeError):
            body = None
        if body is None:
            raise Problem(WRONG_USE, why=f"{field} {text}")
        found[body] = told
    return found


def add_arguments(commands: Any, say: Callable[[str, str], str]) -> None:
    """The subcommands, beside those of ``cotmoc tasks``."""
    parser: Parser = commands.add_parser("recur", help=say("giao việc định kỳ", "order what comes back"))
    add_order(parser, due=False)
    _rule_arguments(parser, required=True)
    listing = commands.add_parser("recurrences", help=say("các việc định kỳ", "what comes back"))
    listing.add_argument("--stopped", action="store_true", help=say("việc đã dừng", "what was stopped"))
    changing = commands.add_parser("change-recurrence", help=say("đổi việc định kỳ", "change a recurrence"))
    stopping = commands.add_parser("stop-recurrence", help=say("dừng việc định kỳ", "stop a recurrence"))
    for one in (changing, stopping):
        one.add_argument("recurrence", type=int, metavar=say("SỐ", "NUMBER"))
    changing.add_argument("--title", help=say("tên nhiệm vụ", "name of the task"))
    changing.add_argument("--detail", help=say("nội dung giao", "what is ordered"))
    changing.add_argument("--function", metavar=say("KHÓA", "KEY"), help=say("lĩnh vực", "field of work"))
    for name in ("lead", "coordinating", "observer"):
        changing.add_argument(
            f"--{name}", action="append", help=say("thay các cơ quan", "these bodies instead")
        )
    _rule_arguments(changing, required=False)
    stopping.add_argument("--reason", required=True, help=say("lý do", "reason"))
    making = commands.add_parser(
        "make-occurrences", help=say("giao các lần đã đến kỳ", "make what has come of all recurrences")
    )
    add_who(parser, listing, changing, stopping, making)


def _rule_arguments(parser: Parser, *, required: bool) -> None:
    say = parser.say
    parser.add_argument(
        "--rule",
        required=required,
        help=say("lặp thế nào: «hằng tháng, trước ngày 15»", "how it comes back, in Vietnamese words"),
    )
    parser.add_argument("--starts", type=day, help=say("ngày bắt đầu, hôm nay nếu bỏ trống", "first day"))
    parser.add_argument("--until", type=day, help=say("ngày cuối cùng", "last day"))
    parser.add_argument(
        "--lead-days", type=int, help=say("giao trước hạn mấy ngày", "given so many days before")
    )


def run(args: argparse.Namespace, actor: Actor, at: datetime) -> int:
    """Do one of ``DEEDS``."""
    from cotmoc.tasks import actions, queries

    if args.deed == "recurrences":
        _print([*queries.recurrences(actor, on=at.date(), stopped=args.stopped)], actor, args)
        return 0
    if args.deed == "make-occurrences":
        return _make(args, actor, at)
    if args.deed == "recur":
        row = _recur(args, actor, at)
    elif args.deed == "change-recurrence":
        row = _change(args, actor, at)
    else:
        row = actions.stop_recurrence(args.recurrence, reason=args.reason, by=actor, at=at).pk
    _print([queries.recurrence(actor, row, on=at.date())], actor, args)
    return 0


def _make(args: argparse.Namespace, actor: Actor, at: datetime) -> int:
    from cotmoc.tasks import actions

    made = actions.make_occurrences(by=actor, at=at)
    if args.json:
        show_json({"tasks": made.tasks, "waiting": made.waiting})
    elif args.lang == "en":
        print(f"{len(made.tasks)} tasks made; {len(made.waiting)} recurrences wait for a person")
    else:
        print(f"đã giao {len(made.tasks)} nhiệm vụ; {len(made.waiting)} việc định kỳ chờ người xử lý")
    return 0


def _recur(args: argparse.Namespace, actor: Actor, at: datetime) -> int:
    from cotmoc.tasks import actions

    on = args.starts if args.starts and args.starts > at.date() else at.date()
    rule = _rule(args, at.date())
    return actions.recur(order_of(args, actor, on=on), rule, each=args.each, by=actor, at=at).pk


def _change(args: argparse.Namespace, actor: Actor, at: datetime) -> int:
    from cotmoc.tasks import actions, queries

    found = queries.recurrence(actor, args.recurrence, on=at.date())
    said: dict[str, Any] = {
        name: value for name in ("title", "detail") if (value := getattr(args, name)) is not None
    }
    for name, field in (("lead", "leads"), ("coordinating", "coordinating"), ("observer", "observers")):
        if (bodies := getattr(args, name)) is not None:
            said[field] = agencies(bodies, actor, on=at.date(), field=f"--{name}")
    if args.function is not None:
        said["function"] = function_of(args.function, actor)
    if "leads" in said:
        said["accountable"] = None
    order = replace(actions.order_of(found.row), **said) if said else None
    beside = {"starts": args.starts, "last_day": args.until, "lead_days": args.lead_days}
    rule = _rule(args, at.date()) if args.rule else None
    if rule is None and found.rule and any(value is not None for value in beside.values()):
        rule = queries.rule_beside(found.rule, **beside)
    return actions.change_recurrence(args.recurrence, order=order, rule=rule, by=actor, at=at).pk


def _rule(args: argparse.Namespace, today: date) -> Any:
    from cotmoc.tasks import queries

    return queries.rule_of_words(
        args.rule,
        starts=args.starts or today,
        last_day=args.until,
        lead_days=args.lead_days,
        field="--rule",
    )


def _print(found: list[Any], actor: Actor, args: argparse.Namespace) -> None:
    from cotmoc.directives import queries

    told = queries.recurrence_objects(actor, found)
    if args.json:
        show_json(told)
        return
    english = args.lang == "en"
    clauses = {one["id"]: one["clause"] for one in told}
    for one in found:
        print(f"#{one.row.pk} {one.row.title}")
        print(f"  {one.words}")
        if clause := clauses[one.row.pk]:
            number = clause["number"] or f"#{clause['directive']}"
            print(f"  {'ordered by' if english else 'theo'} {number}")
        if one.coming:
            dues = ", ".join(show_date(coming.due_on) for coming in one.coming)
            print(f"  {'due' if english else 'hạn tới'}: {dues}")
        print(f"  {'tasks made' if english else 'đã giao'}: {one.made}")
        if one.trouble:
            print(f"  ! {one.trouble.text(args.lang)}")
        if one.row.stopped_on:
            stopped = "stopped" if english else "đã dừng"
            print(f"  {stopped} {show_date(one.row.stopped_on)}: {one.row.stop_reason}")
