"""``cotmoc tasks results``: what became of tasks, with both rates."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import Any

from cotmoc.cli.arguments import day
from cotmoc.cli.arguments import show_json as _print
from cotmoc.domain.access import Actor
from cotmoc.domain.vi_numbers import show_percent

BY = ("lead", "body", "giver", "document", "area", "month")


def add_arguments(command: Any, say: Any) -> None:
    """By what, as of when, given since when."""
    command.add_argument("by_what", nargs="?", choices=BY, default="lead", help=say("theo gì", "by what"))
    command.add_argument("--on", type=day, help=say("tính đến hết ngày", "as of the end of a day"))
    command.add_argument("--since", type=day, help=say("giao từ ngày", "given since"))


def run(args: argparse.Namespace, actor: Actor, at: datetime) -> int:
    """Print the groups with their counts and rates."""
    from cotmoc.tasks import queries

    on, by = args.on or at.date(), queries.By(args.by_what)
    found = queries.results(actor, by, on=on, only=queries.Filter(given_from=args.since))
    if args.json:
        _print(queries.results_object(found, by, on=on))
        return 0
    english = args.lang == "en"
    for name, tally in [
        *((one.name or one.key or "–", one.tally) for one in found.groups),
        ("total" if english else "cộng", found.total),
    ]:
        ontime = f"{tally.done_on_time}/{tally.fallen_due} ({show_percent(tally.on_time_rate.value)})"
        done = f"{tally.done}/{tally.fallen_due} ({show_percent(tally.official_rate.value)})"
        words = ("tasks", "on time", "not overdue") if english else ("nhiệm vụ", "đúng hạn", "không quá hạn")
        print(f"{name}: {tally.total} {words[0]}, {words[1]} {ontime}, {words[2]} {done}")
    return 0
