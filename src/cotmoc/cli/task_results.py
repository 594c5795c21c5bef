"""``cotmoc tasks results``: what became of tasks, with both rates."""

from __future__ import annotations

import argparse
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from cotmoc.cli.arguments import day, number
from cotmoc.cli.arguments import show_json as _print
from cotmoc.domain.access import Actor
from cotmoc.domain.vi_numbers import show_percent

if TYPE_CHECKING:
    from cotmoc.tasks.queries import AsOf

_AT_ONCE = 100
BY = ("lead", "body", "giver", "document", "area", "function", "month")


def add_arguments(command: Any, say: Any) -> None:
    """By what, as of when, given since when."""
    command.add_argument("by_what", nargs="?", choices=BY, default="lead", help=say("theo gì", "by what"))
    command.add_argument("--on", type=day, help=say("tính đến hết ngày", "as of the end of a day"))
    command.add_argument("--since", type=day, help=say("giao từ ngày", "given since"))
    one = say("chỉ liệt kê nhiệm vụ của nhóm có khóa này", "only list the tasks of the group with this key")
    command.add_argument("--key", metavar=say("KHÓA", "KEY"), help=one)
    command.add_argument(
        "--page", type=number, default=1, help=say("trang của danh sách", "page of the list")
    )


def run(args: argparse.Namespace, actor: Actor, at: datetime) -> int:
    """Print the groups with their counts and rates."""
    from cotmoc.tasks import queries

    on, by = args.on or at.date(), queries.By(args.by_what)
    only = queries.Filter(given_from=args.since)
    if args.key is not None:
        return _tasks(args, queries.among(actor, by, args.key, on=on, only=only), on)
    found = queries.results(actor, by, on=on, only=only)
    if args.json:
        _print(queries.results_object(found, by, on=on))
        return 0
    english = args.lang == "en"
    none = ("no field of work" if english else "chưa có lĩnh vực") if by is queries.By.FUNCTION else "–"
    for name, tally, extended in [
        *((one.name or one.key or none, one.tally, one.extended) for one in found.groups),
        ("total" if english else "cộng", found.total, found.extended),
    ]:
        ontime = f"{tally.done_on_time}/{tally.fallen_due} ({show_percent(tally.on_time_rate.value)})"
        done = f"{tally.done}/{tally.fallen_due} ({show_percent(tally.official_rate.value)})"
        words = ("nhiệm vụ", "đúng hạn", "không quá hạn", "đã gia hạn")
        if english:
            words = ("tasks", "on time", "not overdue", "extended")
        put_off = f", {words[3]} {extended}" if extended else ""
        print(f"{name}: {tally.total} {words[0]}, {words[1]} {ontime}, {words[2]} {done}{put_off}")
    if found.extended:
        first = f"{found.by_first_day.part}/{found.by_first_day.whole}"
        rate = show_percent(found.by_first_day.value)
        told = "on time by the first due day" if english else "đúng hạn theo hạn ban đầu"
        print(f"{told}: {first} ({rate})")
    return 0


def _tasks(args: argparse.Namespace, found: AsOf, on: date) -> int:
    """Print one page of the tasks of a group."""
    from cotmoc.tasks import queries

    told = queries.past_object(found, None, on=on, page=max(args.page, 1), size=_AT_ONCE)
    if args.json:
        _print(told)
        return 0
    for row in told["items"]:
        lead = row["lead"]["name"] if row["lead"] else "–"
        print(f"#{row['id']}  {row['due_on'] or '–'}  {row['state']}  {lead}  {row['title']}")
    print(f"{told['count']} {'tasks' if args.lang == 'en' else 'nhiệm vụ'}")
    return 0
