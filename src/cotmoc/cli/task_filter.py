"""Which tasks a command means: the arguments that narrow a list, and the filter they name."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from cotmoc.cli.arguments import agency, function_of
from cotmoc.cli.words import Parser
from cotmoc.domain.access import Actor
from cotmoc.domain.task_status import TaskState


def add_filter(parser: Parser) -> None:
    """What a list of tasks is narrowed to."""
    say = parser.say
    parser.add_argument("--state", choices=[one.value for one in TaskState])
    parser.add_argument("--lead", help=say("cơ quan chủ trì, tên hoặc số", "lead agency, name or number"))
    parser.add_argument("--agency", help=say("cơ quan ở mọi vai trò", "agency in any role"))
    parser.add_argument("--text", default="", help=say("tìm không dấu", "search, tone marks apart"))
    parser.add_argument("--function", metavar=say("KHÓA", "KEY"), help=say("lĩnh vực", "field of work"))
    parser.add_argument("--holder", help=say("cơ quan đang được xin ý kiến", "who has a matter that is up"))
    parser.add_argument("--returned", action="store_true", help=say("bị trả lại", "sent back"))
    parser.add_argument(
        "--parts",
        choices=[TaskState.OVERDUE.value, TaskState.DUE_SOON.value],
        help=say("phần việc phối hợp còn nợ", "parts owed by coordinating bodies"),
    )
    parser.add_argument("--awaiting", action="store_true", help=say("chờ xác nhận", "awaiting acceptance"))


def filter_of(args: argparse.Namespace, actor: Actor, on: date) -> Any:
    """The filter that the arguments of ``add_filter`` name. Raises Problem(NOT_FOUND)."""
    from cotmoc.tasks import queries

    body = agency(args.agency, actor, on=on, field="--agency")
    return queries.Filter(
        state=TaskState(args.state) if args.state else None,
        lead=agency(args.lead, actor, on=on, field="--lead"),
        agency=body,
        text=args.text,
        returned=args.returned,
        owed=queries.owed(actor, args.parts, on=on, body=body),
        awaiting=args.awaiting,
        holder=agency(args.holder, actor, on=on, field="--holder"),
        function=function_of(args.function, actor),
    )


def narrowed(args: argparse.Namespace, actor: Actor, on: date) -> Any:
    """The filter named; naming none means no tasks, never all."""
    only = filter_of(args, actor, on)
    return only if any(getattr(args, name) for name in _NARROWING) else []


_NARROWING = (
    "state", "lead", "agency", "text", "awaiting", "returned", "parts", "function", "holder",
)  # fmt: skip
