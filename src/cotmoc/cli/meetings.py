"""``cotmoc meetings``: briefing meetings, what they decided, and a decision, which is a task at once."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import Any

from cotmoc.cli.arguments import add_orders, add_who, agencies, agency, day, quarter, show_json, show_rows
from cotmoc.cli.main import with_django
from cotmoc.cli.words import Parser
from cotmoc.domain.access import Actor, Permission
from cotmoc.domain.periods import Period
from cotmoc.domain.task_status import TaskState
from cotmoc.domain.vi_numbers import show_date

PERMISSION = Permission.READ_BRIEFING


def add_arguments(parser: Parser) -> None:
    """One subcommand a deed."""
    say = parser.say
    commands = parser.add_subparsers(dest="deed", required=True, metavar=say("VIỆC", "DEED"))
    listing = commands.add_parser("list", help=say("các cuộc họp giao ban", "briefing meetings"))
    showing = commands.add_parser("show", help=say("kết luận và việc đã giao", "decisions and their tasks"))
    deciding = commands.add_parser("decide", help=say("ghi kết luận, giao ngay", "record a decision"))
    for one in (showing, deciding):
        one.add_argument("period", metavar=say("KỲ", "PERIOD"), help="2022-Q2")
    deciding.add_argument("text", metavar=say("KẾT LUẬN", "DECISION"), help=say("nội dung", "its words"))
    add_orders(deciding)
    deciding.add_argument(
        "--held-on",
        type=day,
        metavar=say("NGÀY", "DAY"),
        help=say("ngày họp, hôm nay nếu bỏ trống", "day held"),
    )
    add_who(listing, showing, deciding)


def run(args: argparse.Namespace) -> int:
    """Do one deed as ``--by``, or as the office at the console."""
    with_django()
    from config import clock
    from cotmoc.cli.acting import acting

    at = clock.now()
    actor = acting(args.by, at=at)
    if args.deed == "list":
        return _list(args, actor)
    asked = quarter(args.period)
    if args.deed == "decide":
        _decide(args, asked, actor, at)
    return _show(args, asked, actor, at)


def _decide(args: argparse.Namespace, asked: Period, actor: Actor, at: datetime) -> None:
    from cotmoc.briefings import actions

    on = args.held_on or at.date()
    actions.decide(
        period=asked,
        text=args.text,
        leads=agencies(args.lead, actor, on=on, field="--lead"),
        coordinating=agencies(args.coordinating, actor, on=on, field="--coordinating"),
        accountable=agency(args.accountable, actor, on=on, field="--accountable"),
        due_on=args.due,
        each=args.each,
        held_on=args.held_on,
        by=actor,
        at=at,
    )


def _list(args: argparse.Namespace, actor: Actor) -> int:
    from cotmoc.meetings import queries

    found = list(queries.meetings(actor))
    if args.json:
        show_json([_facts(one) for one in found])
    elif found:
        show_rows([(one.period, show_date(one.held_on), one.title) for one in found])
    return 0


def _show(args: argparse.Namespace, asked: Period, actor: Actor, at: datetime) -> int:
    from cotmoc.briefings.compose.facts import SERIES
    from cotmoc.meetings import queries

    meeting = queries.meeting(actor, series=SERIES, period=asked)
    found = queries.decisions(actor, meeting, on=at.date()) if meeting else []
    decisions: list[dict[str, Any]] = [
        {
            "ordinal": one.decision.ordinal,
            "text": one.decision.text,
            "task": one.decision.task_id,
            "lead": one.decision.task.lead.name if one.decision.task.lead else "",
            "due_on": one.decision.task.due_on and one.decision.task.due_on.isoformat(),
            "states": {state.value: one.tally[state] for state in TaskState if one.tally[state]},
        }
        for one in found
    ]
    if args.json:
        held = meeting.held_on.isoformat() if meeting else None
        show_json({"period": str(asked), "held_on": held, "decisions": decisions})
        return 0
    if meeting is None:
        print("no decision yet" if args.lang == "en" else "chưa có kết luận nào")
        return 0
    print(f"{meeting.title}, {show_date(meeting.held_on)}")
    for one in decisions:
        print(f"{one['ordinal']:>4}. {one['text']}")
        print(f"      #{one['task']}  {one['due_on'] or '–'}  {one['lead']}".rstrip())
    return 0


def _facts(meeting: Any) -> dict[str, Any]:
    return {
        **{name: getattr(meeting, name) for name in ("series", "period", "title")},
        "held_on": meeting.held_on.isoformat(),
        "chair": {"id": meeting.chair_id, "name": meeting.chair.name},
    }
